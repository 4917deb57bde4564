import { FormatError } from '../format/json/json-part.js'
import type { SavedOutcome } from '../format/saved/saved-system.js'
import { byGravity, type Judged } from '../report/verdict/exit-code.js'
import type { PropertyTrace } from './property-trace.js'

/** A trace that was saved. */
export interface SavedTrace extends PropertyTrace {
  /** The name of its model. */
  readonly model: string
  /** What the text is, in a few words: `a report of premortem 0.1.0`. */
  readonly origin: string
}

/**
 * Reads a trace from the text of a file: what `premortem check` writes as JSON or as ITF, or a trace in ITF of another tool. The latter
 * names no property and no parameters, so that no model confirms it; its types are inferred from its values.
 * @param options.property of a report with several traces, the one of this property; otherwise it is that of the gravest violation.
 * @throws FormatError for a text that is no such file, or has no trace: what is wrong, and where in it.
 * @throws RangeError for a property of which there is no trace.
 * @example
 * ```sh
 * premortem check stock.ts --quiet --out oversold.itf.json # exit 12
 * ```
 *
 * ```ts
 * import { readFile } from 'node:fs/promises'
 * import { readTrace, replay } from 'premortem'
 * import stock from './stock.js'
 *
 * const trace = await readTrace(await readFile('oversold.itf.json', 'utf8'))
 * console.log(trace.property, trace.params, replay(stock, trace).kind)
 * ```
 *
 * ```text
 * neverOversold { buyers: 2, fix: 'none' } confirmed
 * ```
 */
export async function readTrace(
  text: string,
  { property }: { readonly property?: string } = {},
): Promise<SavedTrace> {
  const { readSaved } = await import('../format/read-saved.js')
  const { model, params, origin, outcomes } = readSaved(text)
  if (outcomes.length === 0) throw new FormatError('', 'there is no trace in it')
  const wanted = outcomes.filter(({ name }) => property === undefined || name === property)
  const [found] = wanted.toSorted((one, other) => byGravity(judged(one), judged(other)))
  if (found === undefined) {
    const names = outcomes.map(({ name }) => name)
    throw new RangeError(`there is no trace of ${String(property)}; there is one of ${names.join(', ')}`)
  }
  return { property: found.name, kind: found.kind, params, model, origin, ...found.trace }
}

function judged({ kind }: SavedOutcome): Judged {
  return { kind, verdict: { kind: kind === 'reachable' ? 'reached' : 'violated' } }
}
