import { readSExpressions, type SExpression } from '../../src/smt/s-expression.js'
import type { Unrolled } from './bounded-search.js'

/** What a VMT-LIB file says, told by the annotations alone. Terms are still s-expressions. */
export interface Vmt {
  readonly logic: string
  readonly sorts: ReadonlyMap<string, SExpression>
  /** The next-state variable of each state variable. */
  readonly next: ReadonlyMap<string, string>
  /** In the order of the file, without annotations. */
  readonly definitions: readonly {
    readonly name: string
    readonly sort: SExpression
    readonly body: SExpression
  }[]
  readonly init: readonly SExpression[]
  readonly trans: readonly SExpression[]
  /** By index. */
  readonly properties: ReadonlyMap<number, { readonly name: string; readonly good: SExpression }>
}

/** @throws Error where it is not as VMT-LIB has it. */
export function readVmt(text: string): Vmt {
  let logic = ''
  const sorts = new Map<string, SExpression>()
  const next = new Map<string, string>()
  const definitions: { name: string; sort: SExpression; body: SExpression }[] = []
  const init: SExpression[] = []
  const trans: SExpression[] = []
  const properties = new Map<number, { name: string; good: SExpression }>()
  const names = new Set<string>()
  for (const command of readSExpressions(text)) {
    const [head, ...rest] = itemsOf(command)
    const kind = nameOf(head)
    if (kind === 'set-logic') logic = nameOf(rest[0])
    else if (kind === 'assert') {
      if (nameOf(rest[0]) !== 'true') throw new Error('an assertion')
    } else if (kind === 'declare-fun' || kind === 'define-fun') {
      const [symbol, parameters, sort, body] = rest
      const name = nameOf(symbol)
      if (names.has(name)) throw new Error(`${name} is there twice`)
      names.add(name)
      if (itemsOf(parameters).length > 0) throw new Error(`${name} has parameters`)
      if (kind === 'declare-fun') sorts.set(name, sort!)
      else {
        const annotated = annotation(body!)
        definitions.push({ name, sort: sort!, body: annotated?.term ?? body! })
        if (annotated?.keyword === 'next') next.set(nameOf(annotated.term), nameOf(annotated.value))
        if (annotated?.keyword === 'init') init.push(annotated.term)
        if (annotated?.keyword === 'trans') trans.push(annotated.term)
        if (annotated?.keyword === 'invar-property') {
          const index = annotated.value.kind === 'numeral' ? Number(annotated.value.value) : -1
          if (index < 0 || properties.has(index)) throw new Error(`the index of ${name}`)
          properties.set(index, { name, good: annotated.term })
        }
      }
    } else throw new Error(`the command ${kind}`)
  }
  return { logic, sorts, next, definitions, init, trans, properties }
}

function annotation(
  body: SExpression,
): { readonly term: SExpression; readonly keyword: string; readonly value: SExpression } | undefined {
  if (body.kind !== 'list') return undefined
  const [bang, term, keyword, value] = body.items
  if (bang?.kind !== 'symbol' || bang.name !== '!') return undefined
  if (term === undefined || keyword?.kind !== 'keyword' || value === undefined)
    throw new Error('a bad annotation')
  return { term, keyword: keyword.name, value }
}

function itemsOf(expression: SExpression | undefined): readonly SExpression[] {
  if (expression?.kind !== 'list') throw new Error('no list')
  return expression.items
}

function nameOf(expression: SExpression | undefined): string {
  if (expression?.kind !== 'symbol') throw new Error('no symbol')
  return expression.name
}

/** The declared and defined names that a term has, through definitions too. */
export function namesIn(vmt: Vmt, term: SExpression): ReadonlySet<string> {
  const names = new Set<string>()
  const enter = (each: SExpression): void => {
    if (each.kind === 'list') each.items.forEach(enter)
    if (each.kind !== 'symbol' || names.has(each.name)) return
    const definition = vmt.definitions.find(({ name }) => name === each.name)
    if (definition === undefined && !vmt.sorts.has(each.name)) return
    names.add(each.name)
    if (definition !== undefined) enter(definition.body)
  }
  enter(term)
  return names
}

/** A VMT-LIB file as SMT-LIB: x is `x@k`, its next value `x@k+1`, and what is defined or an input has the depth in its name too. */
export function unrolledVmt(text: string): Unrolled {
  const vmt = readVmt(text)
  const nextOf = new Map([...vmt.next].map(([current, next]) => [next, current]))
  const defined = new Set(vmt.definitions.map(({ name }) => name))
  const at = (name: string, k: number): string =>
    `|${nextOf.get(name) ?? name}@${String(nextOf.has(name) ? k + 1 : k)}|`
  const show = (expression: SExpression, k: number): string => {
    switch (expression.kind) {
      case 'list':
        return `(${expression.items.map((item) => show(item, k)).join(' ')})`
      case 'symbol':
        return vmt.sorts.has(expression.name) || defined.has(expression.name)
          ? at(expression.name, k)
          : expression.name
      case 'bits':
        return `#b${BigInt(expression.value).toString(2).padStart(expression.width, '0')}`
      case 'numeral':
        return String(expression.value)
      default:
        throw new Error(`a ${expression.kind} in a term`)
    }
  }
  const sortOf = (name: string): string => show(vmt.sorts.get(name)!, 0)
  const declareState = (k: number): readonly string[] =>
    [...vmt.next.keys()].map((name) => `(declare-const ${at(name, k)} ${sortOf(name)})`)
  const inputs = [...vmt.sorts.keys()].filter((name) => !vmt.next.has(name) && !nextOf.has(name))
  const definitions = (k: number): readonly string[] => [
    ...inputs.map((name) => `(declare-const ${at(name, k)} ${sortOf(name)})`),
    ...vmt.definitions.map(
      ({ name, sort, body }) => `(define-fun ${at(name, k)} () ${show(sort, k)} ${show(body, k)})`,
    ),
  ]
  return {
    logic: vmt.logic,
    start: () =>
      [
        ...declareState(0),
        ...declareState(1),
        ...definitions(0),
        ...vmt.init.map((term) => `(assert ${show(term, 0)})`),
      ].join('\n'),
    step: (k) =>
      [
        ...vmt.trans.map((term) => `(assert ${show(term, k)})`),
        ...declareState(k + 2),
        ...definitions(k + 1),
      ].join('\n'),
    bads: (k) =>
      new Map([...vmt.properties.values()].map(({ name, good }) => [name, `(not ${show(good, k)})`])),
  }
}
