import type { ModelDefinition } from '../dsl/model.js'
import type { ParameterValues } from '../dsl/keyed.js'
import { readParameters, type Parameters } from '../dsl/parameter.js'
import { isFound } from '../engine/verdict.js'
import { checkText } from '../report/check/check-text.js'
import { EXIT, exitCodeOfCheck } from '../report/verdict/exit-code.js'
import { check as checkSystem, type CheckReport } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import type { SolvingOptions } from '../run/solving-options.js'
import { PLAIN_TEXT } from './plain-text.js'
import { byProperty, type PropertyTraces } from './property-trace.js'

/** What to look for in a model, and how. */
export interface CheckOptions<P extends Parameters = Parameters> extends SolvingOptions {
  /**
   * Values of the model's parameters.
   * @default each parameter's own
   */
  readonly params?: Partial<ParameterValues<P>>
  /**
   * The properties to decide, by name.
   * @default all
   */
  readonly properties?: readonly string[]
  /**
   * How many steps deep to look.
   * @default 20
   */
  readonly depth?: number
  /**
   * How hard to look for what makes the verdicts mean less than they seem to, once they stand. `brief`: what is cheap to find, and a
   * share of the time for the solver where nothing is violated. `thorough`: whatever it takes. `none`: only what is seen at once.
   * @default 'brief'
   */
  readonly vacuity?: 'none' | 'brief' | 'thorough'
  /** Told about progress, and about each verdict as soon as it is final. What it throws ends the check, which then rejects with it. */
  readonly onEvent?: (event: RunEvent) => void
}

/** What was found, with a report for people. */
export interface CheckResult extends CheckReport {
  /**
   * Nothing that must hold is violated, and nothing is left undecided; of `prove`, everything is proved. A goal may be reached or not. It
   * is true exactly when the command of the same name would exit with 0.
   */
  readonly holds: boolean
  /** The trace of each property that is violated, and of each goal that is reached. */
  readonly traces: PropertyTraces
  /** What the command of the same name would print, without colours: the verdicts, and the trace of the gravest violation. */
  readonly text: string
}

/**
 * Looks for violations of a model's properties up to a depth, and proves what it can meanwhile, as `premortem check` does. Solvers work
 * in child processes, which are gone when the promise is settled. Aborted, it resolves with what is established.
 * @throws ModelError when the model, its parameters or the names of properties are not right.
 * @throws SelfCheckError when an answer does not stand its check.
 * @throws SolverError when a solver fails in a way that leaves nothing decided, or the second one does not start.
 * @throws RangeError for a depth, timeout, engine or second solver that cannot be.
 * @example
 * ```ts
 * import { check } from 'premortem'
 * import stock from './stock.js'
 *
 * const { holds, traces } = await check(stock)
 * const schedule = traces.neverOversold?.steps.map(({ action }) => action)
 * console.log(holds, schedule?.join(', '))
 * ```
 *
 * ```text
 * false buyer[0].look, buyer[1].look, buyer[1].take, buyer[0].take
 * ```
 */
export function check<P extends Parameters>(
  model: ModelDefinition<P>,
  options: CheckOptions<NoInfer<P>> = {},
): Promise<CheckResult> {
  return run(model, options, { insist: false })
}

/**
 * Goes on until each property is proved at every depth or violated, as `premortem prove` does. Throws and is aborted as `check`.
 * @example
 * ```ts
 * import { prove } from 'premortem'
 * import stock from './stock.js'
 *
 * const { holds, results } = await prove(stock, { params: { fix: 'atomic' }, timeout: 60 })
 * const verdicts = results.map(({ property, verdict }) => `${property} ${verdict.kind}`)
 * console.log(holds, verdicts.join(', '))
 * ```
 *
 * ```text
 * true neverOversold proved, sells reached, deadlock proved, range proved
 * ```
 */
export function prove<P extends Parameters>(
  model: ModelDefinition<P>,
  options: CheckOptions<NoInfer<P>> = {},
): Promise<CheckResult> {
  return run(model, options, { insist: true })
}

async function run<P extends Parameters>(
  model: ModelDefinition<P>,
  { params: given = {}, ...options }: CheckOptions<P>,
  { insist }: { readonly insist: boolean },
): Promise<CheckResult> {
  const report = await checkSystem(model.instantiate(given), { ...options, insist })
  const params = readParameters(model.parameters, given)
  const found = report.results.flatMap(({ property, kind, verdict }) =>
    isFound(verdict) ? [{ property, kind, trace: verdict.trace }] : [],
  )
  const text = checkText({ subject: { model: model.name, params }, report }, PLAIN_TEXT)
  return {
    ...report,
    holds: exitCodeOfCheck(report, { insist }) === EXIT.holds,
    traces: byProperty(found, params),
    text,
  }
}
