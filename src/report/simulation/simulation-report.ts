import type { Sighting } from '../../engine/simulate.js'
import type { PropertyResult, Verdict } from '../../engine/verdict.js'
import type { CheckReport } from '../../run/check.js'
import type { SimulationOutcome } from './simulation-text.js'

/** How such a result comes about. */
const MADE = Object.freeze({ engine: 'simulation', seconds: 0 })

/** What was seen, as the report of a check: for the formats that tell those. What was not seen is undecided. */
export function simulationReport({
  system,
  options: { depth },
  simulation: { runs, sightings },
  isInterrupted = false,
}: SimulationOutcome): CheckReport {
  const unseen: Verdict = {
    kind: 'undecided',
    depth: null,
    reason: `not seen in ${runs.toLocaleString('en')} random run${runs === 1 ? '' : 's'}`,
  }
  return {
    system,
    depth,
    results: system.properties.map(({ name, kind }) => {
      const sighting = sightings.find(({ property }) => property === name)
      return sighting === undefined ? { property: name, kind, verdict: unseen, ...MADE } : resultOf(sighting)
    }),
    warnings: [],
    ...(isInterrupted ? { stopped: 'interrupted' } : {}),
  }
}

/** The result that a sighting is evidence of; a random run is hardly ever the shortest. */
export function resultOf({ property, kind, depth, trace }: Sighting): PropertyResult {
  const verdict = { kind: kind === 'reachable' ? 'reached' : 'violated', depth, trace } as const
  return { property, kind, verdict, ...MADE }
}
