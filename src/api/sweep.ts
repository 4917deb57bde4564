import type { ModelDefinition } from '../dsl/model.js'
import { typedValues, type ParameterValues } from '../dsl/keyed.js'
import type { Parameters } from '../dsl/parameter.js'
import { parameterCombinations } from '../dsl/parameter-combinations.js'
import type { PropertyResult, Verdict } from '../engine/verdict.js'
import { withProperties } from '../ir/asked-properties.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import type { SolvingOptions } from '../run/solving-options.js'
import type { SweepRow } from '../run/sweep.js'
import { EXIT } from '../report/verdict/exit-code.js'
import { PLAIN_TEXT } from './plain-text.js'

/** Whole numbers, both ends included. */
export interface WholeNumbers {
  readonly from: number
  readonly to: number
}

/** One value of a parameter, several, or, of a count, all from one number to another. */
export type SweptValues<Value> = Value | readonly Value[] | (number extends Value ? WholeNumbers : never)

/** What to vary, how deep to look, and how. */
export interface SweepOptions<P extends Parameters = Parameters> extends SolvingOptions {
  /**
   * Values of the model's parameters: every combination is a row, the model's last parameter varying fastest.
   * @default each parameter's own
   */
  readonly params?: { readonly [Name in keyof P]?: SweptValues<ParameterValues<P>[Name]> }
  /**
   * The properties to decide, by name.
   * @default all
   */
  readonly properties?: readonly string[]
  /**
   * Up to which depth to look, or from which one to which: one search to the deepest says it of all.
   * @default { from: 1, to: 20 }
   */
  readonly depth?: number | WholeNumbers
  /**
   * Checks at a time.
   * @default one for each core
   */
  readonly jobs?: number
  /**
   * As for `check`, but searches to a depth prove little beyond it.
   * @default 'bmc'
   */
  readonly engine?: string
  /** Told about the progress of each row, and about each row when it is done. What it throws ends the sweep, which then rejects with it. */
  readonly onEvent?: (event: SweepEvent<P>) => void
}

/** News of a sweep. `place` counts the rows of the result from 0. */
export type SweepEvent<P extends Parameters = Parameters> =
  | {
      /** How the check of a row fares. */
      readonly kind: 'progress'
      readonly place: number
      readonly event: RunEvent
    }
  | {
      /** A row is done. Rows end in any order. */
      readonly kind: 'row'
      readonly place: number
      readonly row: SweepResultRow<P>
    }

/** What was found for every combination of parameters. */
export interface SweepResult<P extends Parameters = Parameters> {
  /** One for each combination, also where the sweep was cut short. */
  readonly rows: readonly SweepResultRow<P>[]
  /** In no row is anything violated that must hold, or left undecided: the command of the same name would exit with 0. */
  readonly holds: boolean
  /** The grids that the command of the same name would print, without colours. */
  readonly text: string
}

/** What was found for one combination of parameters. */
export interface SweepResultRow<P extends Parameters = Parameters> {
  readonly params: ParameterValues<P>
  /** One for each property, in the model's order, as of the deepest depth. */
  readonly results: readonly PropertyResult[]
  /** What these results say of each depth that was asked for. */
  readonly depths: readonly VerdictsAtDepth[]
  /** Wall-clock seconds that the row took. */
  readonly seconds: number
  /** The row was cut short by the signal or the timeout: the rest of it is undecided. */
  readonly stopped?: 'interrupted' | 'timeout'
}

/** The verdicts as they would be, had one looked only so many steps deep. */
export interface VerdictsAtDepth {
  readonly depth: number
  /** By the names of the properties. */
  readonly verdicts: Readonly<Record<string, Verdict['kind']>>
}

/**
 * A verdict for every combination of parameters and every depth, as `premortem sweep` gives it: each combination by bounded search in a
 * child process of its own, several at a time. `timeout` is for each row. Aborted, it resolves with all rows: those not done are undecided.
 * @throws ModelError, SelfCheckError, SolverError and RangeError as `check`, and RangeError for a parameter without values.
 * @example
 * ```ts
 * import { sweep } from 'premortem'
 * import stock from './stock.js'
 *
 * const { rows } = await sweep(stock, {
 *   params: { buyers: { from: 1, to: 2 }, fix: ['none', 'atomic'] },
 *   depth: { from: 3, to: 5 },
 * })
 * for (const { params, depths } of rows) {
 *   const cells = depths.map(({ depth, verdicts }) => `${depth}: ${verdicts.neverOversold}`)
 *   console.log(params.buyers, params.fix, ...cells)
 * }
 * ```
 *
 * ```text
 * 1 none 3: proved 4: proved 5: proved
 * 1 atomic 3: proved 4: proved 5: proved
 * 2 none 3: holds 4: violated 5: violated
 * 2 atomic 3: proved 4: proved 5: proved
 * ```
 */
export async function sweep<P extends Parameters>(
  model: ModelDefinition<P>,
  options: SweepOptions<NoInfer<P>> = {},
): Promise<SweepResult<P>> {
  const { params = {}, properties, depth = DEFAULT_DEPTH, onEvent, ...solving } = options
  const { from, to } = typeof depth === 'number' ? { from: Math.min(1, depth), to: depth } : depth
  const depths = numbersIn('depth', { from, to })
  const varied = Object.fromEntries(
    Object.entries(params).map(([name, values]) => [name, listed(name, values)]),
  )
  const cases = parameterCombinations(model.parameters, varied).map((values) => ({
    params: values,
    system: withProperties(model.instantiate(values), properties),
  }))
  const { sweep: run, sweepText, exitCodeOfSweep, verdictAtDepth } = await tools()
  const resultRow = ({ params: values, results, seconds, stopped }: SweepRow): SweepResultRow<P> => ({
    params: typedValues<P>(values),
    results,
    depths: depths.map((each) => ({
      depth: each,
      verdicts: Object.fromEntries(results.map((result) => [result.property, verdictAtDepth(result, each)])),
    })),
    seconds,
    ...(stopped === undefined ? {} : { stopped }),
  })
  const rows = await run(cases, {
    ...solving,
    depth: to,
    onEvent: (event, place) => onEvent?.({ kind: 'progress', place, event }),
    onCase: (row, place) => onEvent?.({ kind: 'row', place, row: resultRow(row) }),
  })
  const outcome = { model: model.name, named: model.name, depths, rows }
  return {
    rows: rows.map(resultRow),
    holds: exitCodeOfSweep(outcome) === EXIT.holds,
    text: sweepText(outcome, { ...PLAIN_TEXT, commands: 'none' }),
  }
}

/** What it takes, loaded when it is wanted. */
async function tools() {
  const [running, text, outcome, verdicts] = await Promise.all([
    import('../run/sweep.js'),
    import('../report/sweep/sweep-text.js'),
    import('../report/sweep/sweep-outcome.js'),
    import('../report/verdict/verdict-at-depth.js'),
  ])
  return { ...running, ...text, ...outcome, ...verdicts }
}

/** @throws RangeError for no values at all: a sweep over nothing would find nothing wrong. */
function listed(name: string, values: unknown): readonly unknown[] {
  if (isRange(values)) return numbersIn(name, values)
  if (!Array.isArray(values)) return [values]
  if (values.length === 0) throw new RangeError(`the parameter ${name} has no values to sweep over`)
  return values
}

function isRange(values: unknown): values is WholeNumbers {
  return typeof values === 'object' && values !== null && 'from' in values && 'to' in values
}

function numbersIn(name: string, { from, to }: WholeNumbers): readonly number[] {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to < from) {
    throw new RangeError(
      `${name} goes from one whole number up to another, not from ${String(from)} to ${String(to)}`,
    )
  }
  return Array.from({ length: to - from + 1 }, (_, place) => from + place)
}
