import type { JsonLayout } from '../check/check-json.js'
import { jsonText, traceJson } from '../check/result-json.js'
import { exitCodeOfSimulation, type SimulationOutcome } from './simulation-text.js'

/** The outcome of a simulation as one JSON object. */
export function simulationJson(
  { subject: { model, params }, options: { depth, seed }, simulation }: SimulationOutcome,
  { version, showPlace }: JsonLayout,
): string {
  const { runs, steps, ended, fired, sightings } = simulation
  return jsonText(
    {
      premortem: version,
      model,
      params,
      depth,
      seed,
      exitCode: exitCodeOfSimulation(simulation),
      runs,
      steps,
      ended,
      fired,
      sightings: sightings.map(({ property, kind, run, depth: found, trace }) => ({
        property,
        kind,
        run,
        depth: found,
        trace: traceJson(trace, showPlace),
      })),
    },
    2,
  )
}
