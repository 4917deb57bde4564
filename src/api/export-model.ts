import type { ModelDefinition } from '../dsl/model.js'
import type { ParameterValues } from '../dsl/keyed.js'
import type { Parameters } from '../dsl/parameter.js'
import { withProperties } from '../ir/asked-properties.js'
import type { TransitionSystem } from '../ir/system.js'
import { DEFAULT_DEPTH, requireDepth } from '../run/check.js'

/** The text of a system for other solvers. */
type Exporter = (system: TransitionSystem, depth: number) => string

/** What there is to export to, each loaded when it is wanted. */
const EXPORTERS: Readonly<Record<ExportFormat, () => Promise<Exporter>>> = {
  smt2: async () => (await import('../format/smt2.js')).exportSmtlib,
  vmt: async () => (await import('../format/vmt/write-vmt.js')).exportVmt,
  btor2: async () => (await import('../format/btor2/write-btor2.js')).exportBtor2,
}

/**
 * - `smt2`: the bounded search for the properties as one SMT-LIB 2.6 script.
 * - `vmt`, `btor2`: the whole system in VMT-LIB or BTOR2, without a depth.
 */
export type ExportFormat = 'smt2' | 'vmt' | 'btor2'

/** What to export, and as what. */
export interface ExportOptions<P extends Parameters = Parameters> {
  /**
   * For which solvers.
   * @default 'smt2'
   */
  readonly format?: ExportFormat
  /**
   * Values of the model's parameters.
   * @default each parameter's own
   */
  readonly params?: Partial<ParameterValues<P>>
  /**
   * The properties to ask for, by name.
   * @default all
   */
  readonly properties?: readonly string[]
  /**
   * How many steps deep the search goes; of `smt2` only.
   * @default 20
   */
  readonly depth?: number
}

/**
 * The exact problem as text, for other solvers, as `premortem export` prints it.
 * @throws ModelError as `check`, and RangeError for a depth or a format that cannot be.
 * @example
 * ```ts
 * import { exportModel } from 'premortem'
 * import stock from './stock.js'
 *
 * const script = await exportModel(stock, { properties: ['neverOversold'], depth: 4 })
 * console.log(script.split('\n')[0])
 * ```
 *
 * ```text
 * ; stock: is neverOversold found within 4 steps?
 * ```
 */
export async function exportModel<P extends Parameters>(
  model: ModelDefinition<P>,
  options: ExportOptions<NoInfer<P>> = {},
): Promise<string> {
  const { format = 'smt2', params = {}, properties, depth = DEFAULT_DEPTH } = options
  requireDepth(depth)
  if (!Object.hasOwn(EXPORTERS, format)) {
    throw new RangeError(`there is no format ${format}; there are ${Object.keys(EXPORTERS).join(', ')}`)
  }
  const system = withProperties(model.instantiate(params), properties)
  const exporter = await EXPORTERS[format]()
  return exporter(system, depth)
}
