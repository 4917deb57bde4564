/**
 * The one place where the builder claims a type that the compiler cannot follow: an object made key by key, of which a mapped type
 * says what each key holds.
 */

import { makesCell, makesValue, type AnyIndexSort, type AnySort, type CellOf, type ValueOf } from './sort.js'
import type { Meaning } from './meaning.js'

/** Sorts by name: the fields of a record, the locals of a process. */
export type Fields = Readonly<Record<string, AnySort>>

/** Where there are no names at all. */
export type Nameless = Readonly<Record<symbol, never>>

/** What steps and properties see of them. */
export type Cells<F extends Fields> = { readonly [Name in keyof F]: CellOf<F[Name]> }

/** The domains of a choice by name. */
export type Domains = Readonly<Record<string, AnyIndexSort>>

/** What was chosen from them. */
export type Chosen<D extends Domains> = { readonly [Name in keyof D]: ValueOf<D[Name]> }

/** Parameters by name, which are described elsewhere; each is of its default's type. */
type Described = Readonly<Record<string, { readonly default: unknown }>>

/** A value for each parameter: what `build` gets. */
export type ParameterValues<P extends Described> = { readonly [Name in keyof P]: P[Name]['default'] }

export function cellsOf<F extends Fields>(
  fields: F | undefined,
  meaning: (name: string, sort: AnySort) => Meaning,
): Cells<F> {
  const cells = Object.entries(fields ?? {}).map(([name, sort]) => [
    name,
    sort[makesCell](meaning(name, sort)),
  ])
  // Each entry comes from the sort of the same name, and `Cells` maps each name to the cell of its sort.
  return Object.fromEntries(cells) as Cells<F>
}

export function valuesOf<D extends Domains>(
  domains: D,
  meaning: (name: string, sort: AnyIndexSort) => Meaning,
): Chosen<D> {
  const values = Object.entries(domains).map(([name, sort]) => [name, sort[makesValue](meaning(name, sort))])
  // As above, with `Chosen` and the value of each sort.
  return Object.fromEntries(values) as Chosen<D>
}

export function parameterValues<P extends Described>(
  parameters: P | undefined,
  value: (name: string) => unknown,
): ParameterValues<P> {
  const values = Object.keys(parameters ?? {}).map((name) => [name, value(name)])
  // As above, with `ParameterValues`; `value` has checked each against its parameter.
  return Object.freeze(Object.fromEntries(values)) as ParameterValues<P>
}

/** Parameters of a model whose type has been left behind, under their own type again. */
export function typedValues<P extends Described>(
  values: Readonly<Record<string, unknown>>,
): ParameterValues<P> {
  // As above: they were read by the very parameters that P describes.
  return values as ParameterValues<P>
}

export function namesOf<Name extends string>(named: Readonly<Record<Name, unknown>>): readonly Name[] {
  // What is not in the type would be one name more, and nobody can ask for it.
  return Object.keys(named) as Name[]
}

export function keyedBy<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  // As above, with a value of one type for each name.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Readonly<Record<Name, Value>>
}
