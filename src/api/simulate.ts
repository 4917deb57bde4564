import type { ModelDefinition } from '../dsl/model.js'
import type { ParameterValues } from '../dsl/keyed.js'
import { readParameters, type Parameters } from '../dsl/parameter.js'
import type { Simulation } from '../engine/simulate.js'
import { withProperties } from '../ir/asked-properties.js'
import { DEFAULT_DEPTH, requireDepth } from '../run/check.js'
import { PLAIN_TEXT } from './plain-text.js'
import { byProperty, type PropertyTraces } from './property-trace.js'

/** Which runs to make. */
export interface SimulateOptions<P extends Parameters = Parameters> {
  /**
   * Values of the model's parameters.
   * @default each parameter's own
   */
  readonly params?: Partial<ParameterValues<P>>
  /**
   * The properties to look at, by name.
   * @default all
   */
  readonly properties?: readonly string[]
  /**
   * How many runs to make.
   * @default 1000
   */
  readonly runs?: number
  /**
   * How many steps a run makes at most.
   * @default 20
   */
  readonly depth?: number
  /**
   * Equal seeds make equal runs; a whole number, of which the low 32 bits count.
   * @default 1
   */
  readonly seed?: number
  /** Interrupts the simulation: what was seen until then is reported. */
  readonly signal?: AbortSignal
  /** Told now and then what was seen so far. What it throws ends the simulation, which then rejects with it. */
  readonly onEvent?: (event: SimulateEvent) => void
}

/** News of a simulation. */
export interface SimulateEvent {
  readonly kind: 'progress'
  /** What was seen in the runs made so far. */
  readonly simulation: Simulation
}

/** What was seen in random runs, with a report for people. What was not seen may be possible all the same. */
export interface SimulateResult extends Simulation {
  /** Of each sighting, by the name of its property. */
  readonly traces: PropertyTraces
  /** The runs asked for were not all made. */
  readonly stopped?: 'interrupted'
  /** What the command of the same name would print, without colours. */
  readonly text: string
}

/**
 * Makes random runs on the reference interpreter, without a solver, as `premortem simulate` does: each step an enabled action, all equally
 * likely. It works in this process and lets others have their turn. Aborted, it resolves with what was seen.
 * @throws ModelError as `check`, and RangeError for numbers that cannot be.
 * @example
 * ```ts
 * import { simulate } from 'premortem'
 * import stock from './stock.js'
 *
 * const { runs, sightings } = await simulate(stock, { runs: 200, seed: 7 })
 * const seen = sightings.map(({ property }) => property)
 * console.log(runs, seen.sort())
 * ```
 *
 * ```text
 * 200 [ 'neverOversold', 'sells' ]
 * ```
 */
export async function simulate<P extends Parameters>(
  model: ModelDefinition<P>,
  options: SimulateOptions<NoInfer<P>> = {},
): Promise<SimulateResult> {
  const { params: given = {}, properties, runs = 1000, depth = DEFAULT_DEPTH, seed = 1 } = options
  const { signal, onEvent } = options
  requireDepth(depth)
  if (!Number.isSafeInteger(runs) || runs < 1) {
    throw new RangeError(`the number of runs must be 1 or more, not ${String(runs)}`)
  }
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`the seed must be a whole number, not ${String(seed)}`)
  const system = withProperties(model.instantiate(given), properties)
  const [{ simulate: run }, { simulationText }] = await Promise.all([
    import('../run/simulate.js'),
    import('../report/simulation/simulation-text.js'),
  ])
  const made = await run(
    system,
    { runs, depth, seed },
    {
      ...(signal === undefined ? {} : { signal }),
      onTurn: (seen) => onEvent?.({ kind: 'progress', simulation: seen() }),
    },
  )
  const params = readParameters(model.parameters, given)
  const outcome = { subject: { model: model.name, params }, system, options: { runs, depth, seed }, ...made }
  return {
    ...made.simulation,
    traces: byProperty(made.simulation.sightings, params),
    ...(made.isInterrupted ? { stopped: 'interrupted' } : {}),
    text: simulationText(outcome, PLAIN_TEXT),
  }
}
