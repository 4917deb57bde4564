import { isModel, type ModelDefinition } from '../dsl/model.js'
import type { ParameterValues } from '../dsl/keyed.js'
import { readParameters, type Parameters, type ParameterValue } from '../dsl/parameter.js'
import { sharedParameters } from '../dsl/shared-parameters.js'
import { askedSides } from '../run/compare/asked-sides.js'
import type { Comparison, Side } from '../run/compare/comparison.js'
import type { RunEvent } from '../run/run-event.js'
import type { SolvingOptions } from '../run/solving-options.js'
import { EXIT } from '../report/verdict/exit-code.js'
import { PLAIN_TEXT } from './plain-text.js'

/** How to compare two models. A parameter that only one of them has is for that one. */
export interface CompareOptions<P extends Parameters = Parameters> extends SolvingOptions {
  /**
   * Parameters of all that is compared.
   * @default each parameter's own
   */
  readonly params?: Partial<ParameterValues<P>>
  /**
   * The properties to decide, by name; each model is asked for those that it has.
   * @default all
   */
  readonly properties?: readonly string[]
  /**
   * How many steps deep to look.
   * @default 20
   */
  readonly depth?: number
  /** Told whose turn it is, and how that check fares. What it throws ends the comparison, which then rejects with it. */
  readonly onEvent?: (event: CompareEvent) => void
}

/** Which parameters make one model broken or fixed. */
export interface FixOptions<P extends Parameters = Parameters> extends CompareOptions<P> {
  /**
   * The parameters with which it is broken.
   * @default each parameter's own
   */
  readonly broken?: Partial<ParameterValues<P>>
  /** Those with which it is fixed, or of several candidates. */
  readonly fixed: Partial<ParameterValues<P>> | readonly Partial<ParameterValues<P>>[]
}

/** News of a comparison, one model after the other. */
export type CompareEvent =
  | {
      /** The turn of a model begins. */
      readonly kind: 'turn'
      readonly label: string
    }
  | {
      /** How the check of a model fares. */
      readonly kind: 'progress'
      readonly label: string
      readonly event: RunEvent
    }

/** What a fix comes to, with a report for people. */
export interface CompareResult extends Comparison {
  /**
   * In no fixed model is anything violated, lost that the broken one could do, or left undecided. Where nothing is violated in the broken
   * model there is nothing to fix, and no candidate is looked at.
   */
  readonly holds: boolean
  /** What the command of the same name would print, without colours. */
  readonly text: string
}

/**
 * Judges what is done about a broken model, as `premortem compare` does: what becomes of each property, how far the schedules that violate
 * it get, and whether the work is still done. Either one model, broken and fixed by its parameters, or two. Aborted, it resolves with what
 * is established.
 * @throws ModelError, SelfCheckError, SolverError and RangeError as `check`.
 * @example
 * ```ts
 * import { compare } from 'premortem'
 * import stock from './stock.js'
 *
 * const { holds, candidates } = await compare(stock, { broken: { fix: 'none' }, fixed: { fix: 'atomic' } })
 * for (const { label, fates } of candidates) console.log(label, fates[0]?.property, fates[0]?.change)
 * console.log(holds)
 * ```
 *
 * ```text
 * fix=atomic neverOversold { kind: 'closed', depth: null }
 * true
 * ```
 */
export function compare<P extends Parameters>(
  model: ModelDefinition<P>,
  options: FixOptions<NoInfer<P>>,
): Promise<CompareResult>
export function compare(
  broken: ModelDefinition,
  fixed: ModelDefinition,
  options?: CompareOptions,
): Promise<CompareResult>
export async function compare(
  broken: ModelDefinition,
  other: ModelDefinition | FixOptions,
  options: CompareOptions = {},
): Promise<CompareResult> {
  return isModel(other) ? compareModels([broken, other], options) : compareFixes(broken, other)
}

/** One of the models, with the parameters that make it. */
interface Instance extends Side {
  readonly params: Readonly<Record<string, ParameterValue>>
}

function compareFixes(
  model: ModelDefinition,
  { broken = {}, fixed, params = {}, ...options }: FixOptions,
): Promise<CompareResult> {
  const cases = [broken, ...(isList(fixed) ? fixed : [fixed])].map((own) =>
    readParameters(model.parameters, { ...params, ...own }),
  )
  const common = sharedParameters(cases)
  const varying = Object.keys(model.parameters).filter((name) => !Object.hasOwn(common, name))
  const sides = cases.map((own) => ({
    label: varying.map((name) => `${name}=${String(own[name])}`).join(' '),
    params: own,
    system: model.instantiate(own),
  }))
  const [first, ...fixes] = sides
  if (fixes.length === 0 || fixes.some(({ label }) => label === first?.label)) {
    throw new RangeError('there is nothing to compare: give `fixed` other parameters than `broken`')
  }
  const [parameter, ...others] = varying
  return judged(model.name, sides, {
    ...options,
    ...(parameter === undefined || others.length > 0 ? {} : { parameter }),
  })
}

function compareModels(
  models: readonly [ModelDefinition, ModelDefinition],
  { params = {}, ...options }: CompareOptions,
): Promise<CompareResult> {
  const [broken, fixed] = models
  const isSameName = broken.name === fixed.name
  const stranger = Object.keys(params).find((name) =>
    models.every(({ parameters }) => !Object.hasOwn(parameters, name)),
  )
  // Refused as for a single model.
  if (stranger !== undefined) readParameters(broken.parameters, { [stranger]: params[stranger] })
  const sides = models.map((model, place) => {
    const own = Object.fromEntries(
      Object.entries(params).filter(([name]) => Object.hasOwn(model.parameters, name)),
    )
    return {
      label: isSameName ? (place === 0 ? 'broken' : 'fixed') : model.name,
      params: readParameters(model.parameters, own),
      system: model.instantiate(own),
    }
  })
  return judged([...new Set([broken.name, fixed.name])].join(', '), sides, options)
}

async function judged(
  model: string,
  sides: readonly Instance[],
  {
    properties,
    parameter,
    onEvent,
    ...options
  }: Omit<CompareOptions, 'params'> & { readonly parameter?: string },
): Promise<CompareResult> {
  const [broken, ...fixes] = askedSides(sides, properties)
  if (broken === undefined) throw new TypeError('there is nothing to compare')
  const [{ compare: run }, { compareText }, { exitCodeOfComparison }] = await Promise.all([
    import('../run/compare.js'),
    import('../report/compare/compare-text.js'),
    import('../report/compare/compare-exit-code.js'),
  ])
  const comparison = await run(broken, fixes, {
    ...options,
    onTurn: (label) => onEvent?.({ kind: 'turn', label }),
    onEvent: (event, label) => onEvent?.({ kind: 'progress', label, event }),
  })
  const text = compareText(
    {
      subject: { model, params: sharedParameters(sides.map(({ params }) => params)) },
      ...(parameter === undefined ? {} : { parameter }),
      comparison,
    },
    PLAIN_TEXT,
  )
  return { ...comparison, holds: exitCodeOfComparison(comparison) === EXIT.holds, text }
}

function isList<Value>(values: Value | readonly Value[]): values is readonly Value[] {
  return Array.isArray(values)
}
