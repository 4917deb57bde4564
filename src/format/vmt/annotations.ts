import type { SExpression } from '../../smt/s-expression.js'
import type { Script } from './read-script.js'
import { listItems, symbolName, written, type Source } from './source.js'

/** What the annotated terms of a script say that they are. */
export interface Annotations {
  /** The symbols for a variable's value before and after a step. */
  readonly next: readonly NextPair[]
  readonly init: readonly SExpression[]
  readonly trans: readonly SExpression[]
  readonly properties: readonly InvarProperty[]
}

export interface NextPair {
  readonly current: string
  readonly next: string
  readonly at: SExpression
}

/** What holds in every reachable state. */
export interface InvarProperty {
  readonly index: number
  /** Of the definition whose whole body it is. */
  readonly definition: string | undefined
  readonly term: SExpression
}

/**
 * Collects annotations wherever they stand in definitions; those of other tools are passed over.
 * @throws VmtError for one that is not as VMT-LIB has it, and for liveness properties.
 */
export function collectAnnotations(source: Source, script: Script): Annotations {
  const next: NextPair[] = []
  const init: SExpression[] = []
  const trans: SExpression[] = []
  const properties: InvarProperty[] = []
  const note = (
    definition: string | undefined,
    annotated: SExpression,
    [term, ...attributes]: readonly SExpression[],
  ): void => {
    if (term === undefined) return source.refuse('An annotation needs a term.', annotated)
    attributes.forEach((attribute, place) => {
      if (attribute.kind !== 'keyword') return
      const value = attributes[place + 1]
      switch (attribute.name) {
        case 'next': {
          const [from, to] = [symbolName(unannotated(term)), symbolName(value)]
          if (from === undefined || to === undefined) {
            return source.refuse('`:next` stands between two symbols: `(! x :next x_next)`.', annotated)
          }
          next.push({ current: from, next: to, at: annotated })
          return
        }
        case 'init':
          init.push(term)
          return
        case 'trans':
          trans.push(term)
          return
        case 'invar-property': {
          if (value?.kind !== 'numeral') return source.refuse('`:invar-property` needs a number.', annotated)
          const index = Number(value.value)
          if (properties.some((other) => other.index === index)) {
            return source.refuse(`There are two properties with number ${String(index)}.`, annotated)
          }
          properties.push({ index, definition, term })
          return
        }
        case 'live-property':
        case 'ltl-property':
          return source.refuse(
            `Only \`:invar-property\` can be checked, not \`:${attribute.name} ${written(value)}\`: take that away to check the others.`,
            annotated,
          )
      }
    })
  }
  for (const [name, { body, parameters }] of script.definitions) {
    const pending = [body]
    for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
      const items = listItems(term)
      if (items === undefined) continue
      const [head, ...rest] = items
      if (symbolName(head) === '!')
        note(term === body && parameters.length === 0 ? name : undefined, term, rest)
      pending.push(...items)
    }
  }
  properties.sort((a, b) => a.index - b.index)
  return { next, init, trans, properties }
}

/** The term within its annotations. */
function unannotated(term: SExpression): SExpression {
  const [head, inner] = listItems(term) ?? []
  return symbolName(head) === '!' && inner !== undefined ? unannotated(inner) : term
}
