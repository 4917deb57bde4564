import { fixedModel, type ModelDefinition } from '../dsl/model.js'

/**
 * A system in VMT-LIB as a model without parameters, as `premortem check file.vmt` reads it.
 * @param options.name what the model is called. Default: `system`.
 * @param options.file where the text comes from: the places in it name this file. Default: the name, with `.vmt`.
 * @throws VmtError for a text that is no such system: what is wrong, at which line and column.
 * @example
 * ```ts
 * import { check, readVmt } from 'premortem'
 *
 * const counter = await readVmt(`
 *   (declare-fun x () Int)
 *   (declare-fun next () Int)
 *   (define-fun .x () Int (! x :next next))
 *   (define-fun .init () Bool (! (= x 0) :init true))
 *   (define-fun .trans () Bool (! (and (<= x next) (<= next (+ x 2))) :trans true))
 *   (define-fun small () Bool (! (< x 5) :invar-property 0))`)
 * const { traces } = await check(counter)
 * console.log(traces.small?.states.map(({ x }) => x).join(', '))
 * ```
 *
 * ```text
 * 0, 1, 3, 5
 * ```
 */
export async function readVmt(
  text: string,
  { name = 'system', file = `${name}.vmt` }: { readonly name?: string; readonly file?: string } = {},
): Promise<ModelDefinition> {
  const format = await import('../format/vmt/read-vmt.js')
  return fixedModel(format.readVmt(text, { file, name }))
}
