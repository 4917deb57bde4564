import type { Integer } from '../../ir/integer.js'
import { indexValues } from '../../ir/type.js'
import { array } from '../data/array.js'
import type { Branch, Clause, OpenBranch } from '../clause.js'
import { onlyIf, when } from '../flow.js'
import type { Fields } from '../keyed.js'
import { indexLiteral } from '../formula.js'
import { not } from '../logic.js'
import { fieldMeaning } from '../meaning.js'
import { some } from '../quantify.js'
import { record } from '../data/record.js'
import { requireKnown, requireProcess } from '../require.js'
import {
  DeclaredSort,
  declared,
  declaredIndex,
  flag,
  makesCell,
  makesValue,
  type IndexSort,
  type Sort,
} from '../sort.js'
import { assignment } from '../symbolic.js'
import type { Bool } from '../value.js'

/**
 * What transactions that run at the same time see of each other. Each sees its own writes, and nobody else does before they are committed.
 * - `read committed`: each read sees what is committed at that moment; every commit succeeds.
 * - `snapshot`: reads see what was committed when the transaction began; a commit fails if somebody else has meanwhile committed a
 *   write of a key that it writes too (first committer wins; Berenson and others, A critique of ANSI SQL isolation levels, 1995).
 * - `serialisable`: as `snapshot`, and a commit also fails if somebody else has meanwhile committed a write of a key that it has read
 *   (backward validation; Kung and Robinson, On optimistic methods for concurrency control, 1981).
 */
export type Isolation = 'read committed' | 'snapshot' | 'serialisable'

/** A small store of keys, and transactions over it: one at a time for each process, and one call for each of them in a step. */
export interface Transactions<Value, Key> {
  /** What is committed. */
  committed(key: Key): Value
  isOpen(who: number): Bool
  begin(who: number): Clause
  /** Reads a key; `use` says what is done with the value. */
  read(who: number, key: Key, use: (value: Value) => Clause): Clause
  /** Writes a key, for the transaction's own eyes until it commits. */
  write(who: number, key: Key, value: unknown): Clause
  /**
   * Commits what was written, and then `done` happens; where the isolation does not allow it, nothing is committed, and what stands
   * behind `.otherwise(...)` happens instead. Either way the transaction is over.
   */
  commit(who: number, ...done: readonly Clause[]): OpenBranch
  /** Gives up: nothing is committed. */
  abort(who: number): Clause
}

const ISOLATIONS: readonly Isolation[] = ['read committed', 'snapshot', 'serialisable']

/**
 * A store with transactions of so many processes, numbered from 0.
 * @param over the keys: `oneOf(...)`, `range(...)` or `flag()`.
 * @param of what a key holds, and how it starts.
 */
export function transactions<Value extends object, Key, Index>(
  processes: number,
  over: IndexSort<unknown, Key, Index>,
  of: Sort<Value, never>,
  isolation: Isolation,
): Sort<Transactions<Value, Key | Index>, never> {
  requireKnown('The isolation', isolation, ISOLATIONS)
  const domain = declaredIndex(over).type
  const keys = Array.from(indexValues(domain), (value) =>
    over[makesValue]({ expr: indexLiteral(domain, value), type: domain }),
  )
  const values = array(over, of)
  const views = array(processes, values)
  const open = array(processes, flag())
  const marks = array(processes, array(over, flag()))
  const validates = isolation !== 'read committed'
  const fields: Fields = {
    store: values,
    open,
    view: views,
    written: marks,
    ...(isolation === 'serialisable' ? { read: marks } : {}),
    ...(validates ? { stale: marks } : {}),
  }
  const { type, start } = declared(record(fields))
  return new DeclaredSort(type, start, (meaning) => {
    const part = <Cell>(name: string, sort: Sort<Cell, never>): Cell =>
      sort[makesCell](fieldMeaning(meaning, name, declared(sort).type))
    const store = part('store', values)
    const isOpen = part('open', open)
    const view = part('view', views)
    const written = part('written', marks)
    const read = isolation === 'serialisable' ? part('read', marks) : undefined
    const stale = validates ? part('stale', marks) : undefined

    const none = keys.map(() => false)
    const unmarked = (who: number): readonly Clause[] =>
      [written, read, stale].flatMap((mark) => mark?.at(who).becomes(none) ?? [])
    const isOpenOf = (who: number): Bool => {
      requireProcess(who, processes)
      return isOpen.at(who)
    }
    const close = (who: number): readonly Clause[] => [
      when(isOpenOf(who)),
      isOpen.at(who).becomes(false),
      unmarked(who),
    ]
    const others = (who: number): readonly Integer[] =>
      Array.from({ length: processes }, (_, other) => other).filter((other) => other !== who)
    /** What the committed writes of one make of the others' views. Nobody else can begin or commit in that very step. */
    const outdate = (who: number, key: Index): readonly Clause[] =>
      others(who).flatMap((other) =>
        stale === undefined ? [] : stale.at(other).at(key).becomes(isOpen.at(other)),
      )
    const conflict = (who: number): Bool =>
      some(
        keys.map((key) => {
          const seen = written.at(who).at(key)
          const matters = read === undefined ? seen : seen.or(read.at(who).at(key))
          return stale === undefined ? false : stale.at(who).at(key).and(matters)
        }),
      )
    return Object.freeze({
      committed: (key: Key | Index) => store.at(key),
      isOpen: isOpenOf,
      begin: (who: number) => [
        when(not(isOpenOf(who))),
        isOpen.at(who).becomes(true),
        assignment(view.at(who), store),
        stale?.at(who).becomes(none) ?? [],
      ],
      read: (who: number, key: Key | Index, use: (value: Value) => Clause) => [
        when(isOpenOf(who)),
        read === undefined ? [] : read.at(who).at(key).becomes(true),
        validates
          ? use(view.at(who).at(key))
          : onlyIf(written.at(who).at(key), use(view.at(who).at(key))).otherwise(use(store.at(key))),
      ],
      write: (who: number, key: Key | Index, value: unknown) => [
        when(isOpenOf(who)),
        assignment(view.at(who).at(key), value),
        written.at(who).at(key).becomes(true),
      ],
      commit: (who: number, ...done: readonly Clause[]) => {
        requireProcess(who, processes)
        const applied = keys.map((key) =>
          onlyIf(written.at(who).at(key), assignment(store.at(key), view.at(who).at(key)), outdate(who, key)),
        )
        const succeeding = onlyIf(not(conflict(who)), applied, close(who), done)
        const ended = (...clauses: readonly Clause[]): Branch => succeeding.otherwise(close(who), clauses)
        return Object.freeze({ ...ended(), otherwise: ended })
      },
      abort: close,
    })
  })
}
