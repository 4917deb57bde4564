import fc, { type GeneratorValue } from 'fast-check'
import {
  ifElse,
  map,
  nothing,
  option,
  range,
  sequence,
  setOf,
  tuple,
  union,
  type Condition,
  type Num,
} from 'premortem'
import type { AnySort } from '../../src/dsl/sort.js'
import type { Value } from '../../src/ir/type.js'

/** The parts of a model's values that the test uses, whatever they hold. */
interface Handle {
  is(other: unknown): Condition
}
interface SequenceHandle extends Handle {
  readonly length: Num
  isFull(): Condition
  at(index: unknown): Handle
  head(): Handle
  last(): Handle
  has(item: unknown): Condition
  append(item: unknown): Handle
  tail(): Handle
  without(index: unknown): Handle
}
interface SetHandle extends Handle {
  has(member: unknown): Condition
  size(): Num
  with(member: unknown): Handle
  without(member: unknown): Handle
  union(other: unknown): Handle
  intersect(other: unknown): Handle
  minus(other: unknown): Handle
  subsetOf(other: unknown): Condition
}
interface OptionHandle extends Handle {
  isSome(): Condition
  value(): Handle
}
interface UnionHandle extends Handle {
  as(name: string): Readonly<Record<string, Handle>>
}
interface MapHandle extends Handle {
  has(key: unknown): Condition
  at(key: unknown): Handle
  size(): Num
  with(key: unknown, value: unknown): Handle
  without(key: unknown): Handle
}

/** A value of the reference: plain JavaScript. An option is a list of at most one. */
export type Plain = number | readonly Plain[] | ReadonlySet<number> | ReadonlyMap<number, Plain> | PlainCase

interface PlainCase {
  readonly name: 'idle' | 'full'
  readonly part: Plain
}

/** What an operation makes of a value of the model and of the reference; no plain value where there is no result. */
export interface Operated {
  readonly name: string
  readonly value: Handle
  readonly plain: Plain | undefined
}

/** What is asked of a value, and the answer; no answer where the question has none. */
export interface Questioned {
  readonly name: string
  readonly condition: Condition
  readonly answer: boolean | undefined
}

/** A sort together with its reference. */
export interface Reference {
  readonly name: string
  readonly sort: AnySort
  draw(draw: GeneratorValue): Plain
  /** The value as a user writes it. */
  written(plain: Plain): unknown
  /** The value as a state holds it. */
  kept(plain: Plain): Value
  /** What a slot without meaning holds. */
  readonly first: Value
  operate(draw: GeneratorValue, value: Handle, plain: Plain, index: Index): Operated
  ask(draw: GeneratorValue, value: Handle, plain: Plain, index: Index): Questioned
}

/** A number of the model with what it is. */
export interface Index {
  readonly value: unknown
  readonly plain: number
}

type Choice<Result> = () => Result

function pick<Result>(draw: GeneratorValue, choices: readonly Choice<Result>[]): Result {
  return choices[draw(fc.nat, choices.length - 1)]!()
}

export const same = (a: Plain, b: Plain): boolean => JSON.stringify(plainly(a)) === JSON.stringify(plainly(b))

function plainly(plain: Plain): unknown {
  if (plain instanceof Set) return [...plain].toSorted()
  if (plain instanceof Map) {
    const entries = [...(plain as ReadonlyMap<number, Plain>)]
    return entries.toSorted(([a], [b]) => a - b).map(([key, value]) => [key, plainly(value)])
  }
  if (Array.isArray(plain)) return (plain as readonly Plain[]).map(plainly)
  if (typeof plain !== 'object' || !('part' in plain)) return plain
  return plain.name === 'idle' ? plain.name : [plain.name, plainly(plain.part)]
}

function scalar(lo: number): Reference {
  return {
    name: `range(${String(lo)}, 3)`,
    sort: range(lo, 3),
    draw: (draw) => draw(fc.integer, { min: lo, max: 3 }),
    written: (plain) => plain,
    kept: (plain) => plain as number,
    first: lo,
    operate: (_, value, plain) => ({ name: 'itself', value, plain }),
    ask: (draw, value, plain) => {
      const other = draw(fc.integer, { min: lo, max: 3 })
      return { name: 'is', condition: value.is(other), answer: plain === other }
    },
  }
}

function listed(of: Reference, capacity: number): Reference {
  const list = (plain: Plain) => plain as readonly Plain[]
  const first: Value = { length: 0, items: Array.from({ length: capacity }, () => of.first) }
  const self: Reference = {
    name: `sequence(${of.name}, ${String(capacity)})`,
    sort: sequence(of.sort, capacity),
    draw: (draw) => Array.from({ length: draw(fc.nat, capacity) }, () => of.draw(draw)),
    written: (plain) => list(plain).map((item) => of.written(item)),
    kept: (plain) => ({
      length: list(plain).length,
      items: Array.from({ length: capacity }, (_, at) => {
        const item = list(plain)[at]
        return item === undefined ? of.first : of.kept(item)
      }),
    }),
    first,
    operate: (draw, value, plain, index) => {
      const x = value as SequenceHandle
      const items = list(plain)
      const isThere = index.plain >= 0 && index.plain < items.length
      return pick<Operated>(draw, [
        () => {
          const item = of.draw(draw)
          const grown = items.length < capacity ? [...items, item] : undefined
          return {
            name: `append(${JSON.stringify(plainly(item))})`,
            value: x.append(of.written(item)),
            plain: grown,
          }
        },
        () => ({ name: 'tail', value: x.tail(), plain: items.length > 0 ? items.slice(1) : undefined }),
        () => ({
          name: `without(${String(index.plain)})`,
          value: x.without(index.value),
          plain: isThere ? items.filter((_, at) => at !== index.plain) : undefined,
        }),
        () => {
          const inner = items[0]
          if (inner === undefined) return { name: 'tail', value: x.tail(), plain: undefined }
          const changed = of.operate(draw, x.head(), inner, index)
          const outcome = changed.plain === undefined ? undefined : [changed.plain]
          const value1 = items.length < 2 ? undefined : items.slice(1)
          if (value1 !== undefined && outcome !== undefined) {
            return {
              name: `tail.append(head.${changed.name})`,
              value: (x.tail() as SequenceHandle).append(changed.value),
              plain: [...value1, ...outcome],
            }
          }
          return {
            name: `tail.append(head.${changed.name})`,
            value: (x.tail() as SequenceHandle).append(changed.value),
            plain: outcome,
          }
        },
      ])
    },
    ask: (draw, value, plain, index) => {
      const x = value as SequenceHandle
      const items = list(plain)
      const wanted = of.draw(draw)
      const item = index.plain < 0 ? undefined : items[index.plain]
      const last = items.at(-1)
      return pick<Questioned>(draw, [
        () => ({
          name: 'length',
          condition: x.length.is(index.value as number),
          answer: items.length === index.plain,
        }),
        () => ({ name: 'isFull', condition: x.isFull(), answer: items.length === capacity }),
        () => ({
          name: 'has',
          condition: x.has(of.written(wanted)),
          answer: items.some((one) => same(one, wanted)),
        }),
        () => ({
          name: 'at',
          condition: x.at(index.value).is(of.written(wanted)),
          answer: item === undefined ? undefined : same(item, wanted),
        }),
        () => ({
          name: 'last',
          condition: x.last().is(of.written(wanted)),
          answer: last === undefined ? undefined : same(last, wanted),
        }),
        () =>
          last === undefined
            ? { name: 'head', condition: x.head().is(of.written(wanted)), answer: undefined }
            : of.ask(draw, x.last(), last, index),
        () => {
          const other = self.draw(draw)
          return { name: 'is', condition: x.is(self.written(other)), answer: same(plain, other) }
        },
      ])
    },
  }
  return self
}

const MEMBERS = [0, 1, 2]

function numbers(): Reference {
  const set = (plain: Plain) => plain as ReadonlySet<number>
  const self: Reference = {
    name: 'setOf(3)',
    sort: setOf(3),
    draw: (draw) => new Set(MEMBERS.filter(() => draw(fc.boolean))),
    written: (plain) => [...set(plain)],
    kept: (plain) => MEMBERS.map((member) => set(plain).has(member)),
    first: MEMBERS.map(() => false),
    operate: (draw, value, plain, index) => {
      const x = value as SetHandle
      const mine = set(plain)
      const others = self.draw(draw)
      const theirs = set(others)
      const isMember = MEMBERS.includes(index.plain)
      return pick<Operated>(draw, [
        () => ({
          name: 'with',
          value: x.with(index.value),
          plain: isMember ? new Set([...mine, index.plain]) : undefined,
        }),
        () => ({
          name: 'without',
          value: x.without(index.value),
          plain: isMember ? new Set([...mine].filter((m) => m !== index.plain)) : undefined,
        }),
        () => ({ name: 'union', value: x.union(self.written(others)), plain: new Set([...mine, ...theirs]) }),
        () => ({
          name: 'intersect',
          value: x.intersect(self.written(others)),
          plain: new Set([...mine].filter((m) => theirs.has(m))),
        }),
        () => ({
          name: 'minus',
          value: x.minus(self.written(others)),
          plain: new Set([...mine].filter((m) => !theirs.has(m))),
        }),
      ])
    },
    ask: (draw, value, plain, index) => {
      const x = value as SetHandle
      const others = self.draw(draw)
      return pick<Questioned>(draw, [
        () => ({
          name: 'has',
          condition: x.has(index.value),
          answer: MEMBERS.includes(index.plain) ? set(plain).has(index.plain) : undefined,
        }),
        () => ({
          name: 'size',
          condition: x.size().is(index.value as number),
          answer: set(plain).size === index.plain,
        }),
        () => ({
          name: 'subsetOf',
          condition: x.subsetOf(self.written(others)),
          answer: [...set(plain)].every((m) => set(others).has(m)),
        }),
      ])
    },
  }
  return self
}

function optional(of: Reference): Reference {
  const list = (plain: Plain) => plain as readonly Plain[]
  const first: Value = { some: false, value: of.first }
  const self: Reference = {
    name: `option(${of.name})`,
    sort: option(of.sort),
    draw: (draw) => (draw(fc.boolean) ? [of.draw(draw)] : []),
    written: (plain) => (list(plain).length === 0 ? nothing : of.written(list(plain)[0]!)),
    kept: (plain) => (list(plain).length === 0 ? first : { some: true, value: of.kept(list(plain)[0]!) }),
    first,
    operate: (draw, value, plain, index) => {
      const x = value as OptionHandle
      const [inner] = list(plain)
      if (inner === undefined) return { name: 'itself', value, plain }
      const changed = of.operate(draw, x.value(), inner, index)
      return {
        name: `value.${changed.name}`,
        value: ifElse(x.isSome(), changed.value as never, x as never),
        plain: changed.plain === undefined ? undefined : [changed.plain],
      }
    },
    ask: (draw, value, plain, index) => {
      const x = value as OptionHandle
      const [inner] = list(plain)
      return pick<Questioned>(draw, [
        () => ({ name: 'isSome', condition: x.isSome(), answer: inner !== undefined }),
        () =>
          inner === undefined
            ? { name: 'value', condition: x.value().is(of.written(of.draw(draw))), answer: undefined }
            : of.ask(draw, x.value(), inner, index),
      ])
    },
  }
  return self
}

function cased(of: Reference): Reference {
  const cased = (plain: Plain) => plain as PlainCase
  return {
    name: `union(${of.name})`,
    sort: union({ idle: {}, full: { part: of.sort } }),
    draw: (draw) => ({ name: draw(fc.boolean) ? 'idle' : 'full', part: of.draw(draw) }),
    written: (plain) =>
      cased(plain).name === 'idle' ? 'idle' : { full: { part: of.written(cased(plain).part) } },
    kept: (plain) => ({
      tag: cased(plain).name,
      full: { part: cased(plain).name === 'idle' ? of.first : of.kept(cased(plain).part) },
    }),
    first: { tag: 'idle', full: { part: of.first } },
    operate: (_, value, plain) => ({ name: 'itself', value, plain }),
    ask: (draw, value, plain, index) => {
      const x = value as UnionHandle
      const { name, part } = cased(plain)
      return pick<Questioned>(draw, [
        () => ({ name: 'is', condition: x.is('full'), answer: name === 'full' }),
        () => {
          const asked = of.ask(draw, x.as('full').part!, part, index)
          return {
            name: `full.${asked.name}`,
            condition: asked.condition,
            answer: name === 'full' ? asked.answer : undefined,
          }
        },
      ])
    },
  }
}

function keyed(of: Reference): Reference {
  const entries = (plain: Plain) => plain as ReadonlyMap<number, Plain>
  const absent: Value = { some: false, value: of.first }
  return {
    name: `map(3, ${of.name})`,
    sort: map(3, of.sort),
    draw: (draw) => new Map(MEMBERS.filter(() => draw(fc.boolean)).map((key) => [key, of.draw(draw)])),
    written: (plain) => [...entries(plain)].map(([key, value]) => [key, of.written(value)]),
    kept: (plain) =>
      MEMBERS.map((key) => {
        const value = entries(plain).get(key)
        return value === undefined ? absent : { some: true, value: of.kept(value) }
      }),
    first: MEMBERS.map(() => absent),
    operate: (draw, value, plain, index) => {
      const x = value as MapHandle
      const isKey = MEMBERS.includes(index.plain)
      const added = of.draw(draw)
      return pick<Operated>(draw, [
        () => ({
          name: 'with',
          value: x.with(index.value, of.written(added)),
          plain: isKey ? new Map([...entries(plain), [index.plain, added]]) : undefined,
        }),
        () => ({
          name: 'without',
          value: x.without(index.value),
          plain: isKey ? new Map([...entries(plain)].filter(([key]) => key !== index.plain)) : undefined,
        }),
      ])
    },
    ask: (draw, value, plain, index) => {
      const x = value as MapHandle
      const isKey = MEMBERS.includes(index.plain)
      const found = entries(plain).get(index.plain)
      return pick<Questioned>(draw, [
        () => ({
          name: 'has',
          condition: x.has(index.value),
          answer: isKey ? found !== undefined : undefined,
        }),
        () => ({
          name: 'size',
          condition: x.size().is(index.value as number),
          answer: entries(plain).size === index.plain,
        }),
        () =>
          found === undefined
            ? { name: 'at', condition: x.at(index.value).is(of.written(of.draw(draw))), answer: undefined }
            : of.ask(draw, x.at(index.value), found, index),
      ])
    },
  }
}

function paired(of: Reference, other: Reference): Reference {
  const list = (plain: Plain) => plain as readonly [Plain, Plain]
  return {
    name: `tuple(${of.name}, ${other.name})`,
    sort: tuple(of.sort, other.sort),
    draw: (draw) => [of.draw(draw), other.draw(draw)],
    written: (plain) => [of.written(list(plain)[0]), other.written(list(plain)[1])],
    kept: (plain) => ({ 0: of.kept(list(plain)[0]), 1: other.kept(list(plain)[1]) }),
    first: { 0: of.first, 1: other.first },
    operate: (_, value, plain) => ({ name: 'itself', value, plain }),
    ask: (draw, value, plain, index) => {
      const parts = value as unknown as readonly [Handle, Handle]
      return draw(fc.boolean)
        ? of.ask(draw, parts[0], list(plain)[0], index)
        : other.ask(draw, parts[1], list(plain)[1], index)
    },
  }
}

/** A derived sort that holds others, so deep. */
export function randomReference(draw: GeneratorValue, depth: number): Reference {
  const inner = (): Reference =>
    depth === 0 || draw(fc.boolean) ? scalar(draw(fc.nat, 1)) : randomReference(draw, depth - 1)
  return pick(draw, [
    () => listed(inner(), draw(fc.integer, { min: 1, max: 3 })),
    () => listed(inner(), draw(fc.integer, { min: 1, max: 3 })),
    numbers,
    // What is written for an option is never an option with nothing in it, so one is not put into another.
    () => optional(listed(inner(), 2)),
    () => optional(scalar(draw(fc.nat, 1))),
    () => cased(inner()),
    () => keyed(inner()),
    () => paired(inner(), inner()),
  ])
}
