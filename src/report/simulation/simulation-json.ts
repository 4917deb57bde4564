import type { JsonLayout } from '../check/check-json.js'
import { jsonText, traceJson } from '../check/result-json.js'
import { exitCodeOfSimulation, type SimulationOutcome } from './simulation-text.js'

/** The outcome of a simulation as one JSON object. */
export function simulationJson(outcome: SimulationOutcome, { version, showPlace }: JsonLayout): string {
  const {
    subject: { model, params },
    options: { depth, seed },
    simulation,
    isInterrupted = false,
  } = outcome
  const { runs, steps, ended, fired, sightings } = simulation
  return jsonText(
    {
      premortem: version,
      model,
      params,
      depth,
      seed,
      exitCode: exitCodeOfSimulation(outcome),
      ...(isInterrupted ? { stopped: 'interrupted' } : {}),
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
