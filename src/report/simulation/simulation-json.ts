import { outlineJson } from '../../format/saved/outline.js'
import { showingJson, type JsonLayout } from '../check/check-json.js'
import { explainedTraceJson, jsonText } from '../check/result-json.js'
import { resultOf } from './simulation-report.js'
import { exitCodeOfSimulation, inOrder, type SimulationOutcome } from './simulation-text.js'

/** The outcome of a simulation as one JSON object. What was seen can be shown again without the model. */
export function simulationJson(
  outcome: SimulationOutcome,
  { version, showPlace, file }: JsonLayout & { readonly file?: string },
): string {
  const {
    subject: { model, params },
    system,
    options: { depth, seed },
    simulation,
    isInterrupted = false,
  } = outcome
  const { runs, steps, ended, fired } = simulation
  const sightings = inOrder(system, simulation)
  return jsonText(
    {
      premortem: version,
      model,
      ...(file === undefined ? {} : { file }),
      params,
      depth,
      seed,
      exitCode: exitCodeOfSimulation(outcome),
      ...(isInterrupted ? { stopped: 'interrupted' } : {}),
      runs,
      steps,
      ended,
      fired,
      sightings: sightings.map((sighting) => {
        const { property, kind, run, depth: found, trace } = sighting
        return {
          property,
          kind,
          run,
          depth: found,
          trace: explainedTraceJson(property, trace, showPlace, { system }),
          ...showingJson(system, resultOf(sighting), showPlace),
        }
      }),
      ...(sightings.length === 0 ? {} : { system: outlineJson(system, showPlace) }),
    },
    2,
  )
}
