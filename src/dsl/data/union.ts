import type { Expr } from '../../ir/expr.js'
import { enumType, recordType, type EnumType, type RecordType, type Type } from '../../ir/type.js'
import { complaint } from '../complaint.js'
import { partType } from './compose.js'
import { valueWhere } from './defined.js'
import { DerivedValue, makesAlike, type Derived } from './derived.js'
import { disjunction, equality } from '../formula.js'
import { cellsOf, type Cells, type Fields } from '../keyed.js'
import { lift } from '../lift.js'
import { chosen } from '../logic.js'
import { fieldMeaning, type Meaning } from '../meaning.js'
import { checkName } from '../name.js'
import { suggestion } from '../nearest.js'
import { partOf } from '../part.js'
import { callerPlace } from '../place.js'
import { record, type RecordInput, type RecordPlain } from './record.js'
import { DeclaredSort, declared, type Sort } from '../sort.js'
import { firstStart, type Start } from '../start.js'
import { bool } from '../symbolic.js'
import type { Bool, Condition, Enum, Num, Quantity, Settable, Symbolic } from '../value.js'

/** The cases of a union, each with its fields. */
export type Cases = Readonly<Record<string, Fields>>

/** One of several cases, each with fields of its own. */
export interface Union<C extends Cases> extends Symbolic, Derived<Union<C>, UnionInput<C>> {
  /** It is one of these cases; or it is equal to this value. */
  is(...cases: readonly (keyof C & string)[]): Bool
  is(other: UnionInput<C>): Bool
  isNot(...cases: readonly (keyof C & string)[]): Bool
  isNot(other: UnionInput<C>): Bool
  /** The fields of a case. Where it is another case, asking for one of them violates the property `range`. */
  as<Name extends keyof C & string>(name: Name): Cells<C[Name]>
  /** For every case what there is then. */
  match(cases: UnionCases<C, Quantity>): Num
  match(cases: UnionCases<C, Condition>): Bool
  match<Member extends string>(cases: UnionCases<C, Enum<Member> | Member>): Enum<Member>
}

export interface UnionCell<C extends Cases> extends Union<C>, Settable<UnionInput<C>> {}

/** Another union of the same cases, `{ case: { field: value } }`, or the name of a case without fields. */
export type UnionInput<C extends Cases> =
  | Union<C>
  | FieldlessCase<C>
  | { readonly [Name in keyof C]: Readonly<Record<Name, RecordInput<C[Name]>>> }[keyof C]

/** How a union starts; fields that are left out start as their own sorts say. */
export type UnionPlain<C extends Cases> =
  FieldlessCase<C> | { readonly [Name in keyof C]: Readonly<Record<Name, RecordPlain<C[Name]>>> }[keyof C]

export type UnionCases<C extends Cases, Result> = {
  readonly [Name in keyof C]: (fields: Cells<C[Name]>) => Result
}

type FieldlessCase<C extends Cases> = {
  readonly [Name in keyof C]: keyof C[Name] extends never ? Name : never
}[keyof C]

/** One of these cases, each with its fields; the first one at the start. */
export function union<C extends Cases>(cases: C): Sort<UnionCell<C>, UnionPlain<C>>
export function union(cases: Cases): Sort<unknown, never> {
  const place = callerPlace()
  const [first] = Object.keys(cases)
  if (first === undefined) {
    throw complaint('empty-domain', 'A union without cases has no values.', 'Write at least one case.')
  }
  for (const name of Object.keys(cases)) checkName('A case', name, ['tag'], place)
  const tag = enumType(Object.keys(cases))
  const types: Record<string, Type> = { tag }
  const starts: Record<string, Start> = {}
  for (const [name, fields] of Object.entries(cases)) {
    if (Object.keys(fields).length === 0) continue
    const { type, start } = declared(record(fields))
    types[name] = type
    starts[name] = start
  }
  const type = recordType(types, 'union')
  const parts = Object.entries(types).map(
    ([name, part]) => [name, (name === first ? starts[name] : undefined) ?? firstStart(part)] as const,
  )
  const start: Start = { kind: 'record', fields: Object.fromEntries(parts), parts: starts }
  return new DeclaredSort(type, start, (meaning) => new UnionValue(meaning, { type, tag, cases }))
}

interface Shape {
  readonly type: RecordType
  readonly tag: EnumType
  readonly cases: Cases
}

/** A record of the case and, for every case with fields, a record of these; they hold first values while it is another case. */
class UnionValue extends DerivedValue<unknown> {
  readonly #whole: Meaning
  readonly #shape: Shape

  constructor(meaning: Meaning, shape: Shape) {
    super(meaning)
    this.#whole = meaning
    this.#shape = shape
  }

  override is(...others: readonly unknown[]): Bool {
    if (!others.every((other) => typeof other === 'string')) return super.is(others[0])
    return bool(disjunction(others.map((name) => this.#isCase(name))))
  }

  override isNot(...others: readonly unknown[]): Bool {
    const { tag } = this.#shape
    if (!others.every((other) => typeof other === 'string')) return super.isNot(others[0])
    const remaining = tag.values.filter((name) => !others.includes(name))
    for (const name of others) this.#isCase(name)
    return bool(disjunction(remaining.map((name) => this.#isCase(name))))
  }

  as(name: string): unknown {
    return this.#fields(name)
  }

  match(results: Readonly<Record<string, (fields: unknown) => unknown>>): unknown {
    const names = this.#shape.tag.values
    const extra = Object.keys(results).find((name) => !names.includes(name))
    if (extra !== undefined) throw unknownCase(extra, names)
    const matched = names.map((name) => {
      const result = results[name]
      if (result === undefined) throw missingCase(name)
      return { condition: this.#isCase(name), value: result(this.#fields(name)) }
    })
    return chosen(matched.slice(0, -1), matched.at(-1)?.value)
  }

  [makesAlike](meaning: Meaning): UnionValue {
    return new UnionValue(meaning, this.#shape)
  }

  #isCase(name: string): Expr {
    const { tag } = this.#shape
    if (!tag.values.includes(name)) throw unknownCase(name, tag.values)
    return equality(partOf(this.#whole.expr, [{ kind: 'field', field: 'tag' }]), lift(name, tag))
  }

  #fields(name: string): Cells<Fields> {
    const { type, cases } = this.#shape
    const isIt = this.#isCase(name)
    if (type.fields[name] === undefined) return {}
    const fields = partOf(this.#whole.expr, [{ kind: 'field', field: name }])
    const whole = { expr: valueWhere(isIt, fields), type: partType(type, name) }
    return cellsOf(cases[name], (field, sort) => fieldMeaning(whole, field, declared(sort).type))
  }
}

function unknownCase(name: string, names: readonly string[]) {
  return complaint('unknown-member', `There is no case \`${name}\` here.`, suggestion(name, names))
}

function missingCase(name: string) {
  return complaint(
    'type-mismatch',
    `Nothing says what there is in the case \`${name}\`.`,
    `Write a function for every case: match({ ${name}: (fields) => ... }).`,
  )
}
