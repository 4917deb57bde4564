import {
  fault,
  flag,
  goto,
  invariant,
  model,
  next,
  not,
  onlyIf,
  process,
  range,
  state,
  step,
  transition,
  when,
  type ModelDefinition,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.js'
import { nameOfPart } from '../../src/explain/part.js'
import { firing } from '../report/firing.js'

/** The stale reads of a schedule that violates `safe` at its end. */
function staleReads(definition: ModelDefinition, schedule: readonly string[]): readonly unknown[] {
  const system = definition.instantiate()
  const property = system.properties.find(({ name }) => name === 'safe')
  if (property === undefined) throw new Error('no property')
  return explain(system, property, firing(system, schedule)).staleReads.map(
    ({ process: who, read, value, readIn, changedIn, changedBy, changedTo, actedIn, wrote }) => ({
      who,
      read: nameOfPart(system, read),
      value,
      readIn,
      changedIn,
      changedBy,
      changedTo,
      actedIn,
      wrote: wrote.map((part) => nameOfPart(system, part)),
    }),
  )
}

type Recheck = 'never' | 'between' | 'at the act'

/**
 * Somebody looks at a door and goes in later; somebody else moves the door, to 1 and then further.
 * @param allowed how often it may have been moved when somebody goes in.
 */
function door(recheck: Recheck, to: number, allowed = 0): ModelDefinition {
  return model({
    name: 'door',
    build() {
      const at = state(range(0, 2))
      const inside = state(flag())
      const moves = state(range(0, 2))
      const counts = moves.becomes(moves.plus(1))
      const looks = when(at.atMost(1))
      return {
        at,
        inside,
        moves,
        visitor: process({
          steps: () => ({
            look: step(when(at.is(0))),
            again: recheck === 'between' ? step(looks) : undefined,
            enter: step(recheck === 'at the act' ? looks : [], inside.becomes(true)),
          }),
        }),
        porter: process({
          steps: () => ({ move: step(at.becomes(1), counts), moveOn: step(at.becomes(to), counts) }),
        }),
        properties: {
          safe: transition(inside.or(not(next(inside))).or(moves.atMost(allowed))),
        },
      }
    },
  })
}

describe('a stale read', () => {
  it('is one of which only the place where the process stands tells', () => {
    expect(staleReads(door('never', 1), ['visitor.look', 'porter.move', 'visitor.enter'])).toEqual([
      {
        who: 'visitor',
        read: 'at',
        value: 0,
        readIn: 1,
        changedIn: 2,
        changedBy: 'porter',
        changedTo: 1,
        actedIn: 3,
        wrote: ['inside'],
      },
    ])
  })

  it('is none any more when the process has asked again', () => {
    const schedule = ['visitor.look', 'porter.move', 'visitor.again', 'visitor.enter']
    expect(staleReads(door('between', 1), schedule)).toEqual([])
    expect(staleReads(door('at the act', 1), ['visitor.look', 'porter.move', 'visitor.enter'])).toEqual([])
  })

  it('is one again when it changes after that', () => {
    const schedule = ['visitor.look', 'porter.move', 'visitor.again', 'porter.moveOn', 'visitor.enter']
    expect(staleReads(door('between', 2, 1), schedule)).toMatchObject([
      { read: 'at', value: 1, readIn: 3, changedIn: 4, changedTo: 2, actedIn: 5 },
    ])
  })

  it('is none when what was read is so again', () => {
    const schedule = ['visitor.look', 'porter.move', 'porter.moveOn', 'visitor.enter']
    expect(staleReads(door('never', 0), schedule)).toEqual([])
    expect(staleReads(door('never', 2), schedule)).toHaveLength(1)
  })

  it('is none where it does not matter who comes first', () => {
    const flags = model({
      name: 'flags',
      build() {
        const up = state(flag())
        const seen = state(flag())
        return {
          up,
          seen,
          watcher: process({ steps: () => ({ look: step(when(not(up))), tell: step(seen.becomes(true)) }) }),
          other: process({ steps: () => ({ raise: step(up.becomes(true)) }) }),
          properties: { safe: invariant(not(seen.and(up))) },
        }
      },
    })
    expect(staleReads(flags, ['watcher.look', 'other.raise', 'watcher.tell'])).toEqual([])
  })

  const sums = (isChecked: boolean): ModelDefinition =>
    model({
      name: 'sums',
      build() {
        const total = state(range(0, 9))
        return {
          total,
          one: process({
            locals: { seen: range(0, 9), next: range(0, 9) },
            steps: ({ seen, next }) => ({
              read: step(seen.becomes(total)),
              add: step(next.becomes(seen.plus(1))),
              write: step(isChecked ? when(total.is(seen)) : [], total.becomes(next)),
            }),
          }),
          other: process({ steps: () => ({ set: step(total.becomes(5)) }) }),
          properties: { safe: invariant(total.isNot(1)) },
        }
      },
    })

  it('goes through several locals', () => {
    expect(staleReads(sums(false), ['one.read', 'one.add', 'other.set', 'one.write'])).toMatchObject([
      {
        who: 'one',
        read: 'total',
        value: 0,
        readIn: 1,
        changedIn: 3,
        changedTo: 5,
        actedIn: 4,
        wrote: ['total'],
      },
    ])
  })

  it('is one although what it writes changes nothing, where that is what is wrong', () => {
    const update = model({
      name: 'update',
      build() {
        const total = state(range(0, 9))
        const adder = () =>
          process({
            locals: { seen: range(0, 9) },
            steps: ({ seen }) => ({
              read: step(seen.becomes(total)),
              write: step(total.becomes(seen.plus(1))),
            }),
          })
        const a = adder()
        const b = adder()
        return {
          total,
          a,
          b,
          properties: { safe: invariant(not(a.at('done').and(b.at('done'))).or(total.is(2))) },
        }
      },
    })
    expect(staleReads(update, ['a.read', 'b.read', 'a.write', 'b.write'])).toMatchObject([
      {
        who: 'b',
        read: 'total',
        value: 0,
        readIn: 2,
        changedIn: 3,
        changedBy: 'a',
        changedTo: 1,
        actedIn: 4,
      },
    ])
  })

  it('is one although the act reads the part, where that only takes the value over', () => {
    const spend = model({
      name: 'spend',
      build() {
        const balance = state(range(-9, 1).initially(1))
        const request = (name: string) => ({
          [name]: process({
            locals: { seen: range(0, 1) },
            steps: ({ seen }) => ({
              read: step(seen.becomes(balance)),
              debit: step(onlyIf(seen.is(1), balance.becomes(balance.minus(1)))),
            }),
          }),
        })
        return {
          balance,
          ...request('a'),
          ...request('b'),
          properties: { safe: invariant(balance.atLeast(0)) },
        }
      },
    })
    expect(staleReads(spend, ['a.read', 'b.read', 'a.debit', 'b.debit'])).toMatchObject([
      {
        who: 'b',
        read: 'balance',
        value: 1,
        readIn: 2,
        changedIn: 3,
        changedBy: 'a',
        changedTo: 0,
        actedIn: 4,
      },
    ])
  })

  it('is none where a crash between two steps is to blame', () => {
    const crash = model({
      name: 'crash',
      build() {
        const first = state(flag())
        const second = state(flag())
        return {
          first,
          second,
          writer: process({
            steps: () => ({ one: step(first.becomes(true)), two: step(second.becomes(true)) }),
          }),
          dies: fault(step(when(first.and(not(second))), first.becomes(false), second.becomes(true))),
          properties: { safe: invariant(first.or(not(second))) },
        }
      },
    })
    expect(staleReads(crash, ['writer.one', 'dies'])).toEqual([])
  })

  it('is none of what the process has written itself', () => {
    const lock = model({
      name: 'lock',
      build() {
        const holder = state(range(0, 2))
        const used = state(flag())
        return {
          holder,
          used,
          owner: process({
            steps: () => ({
              take: step(when(holder.is(0)), holder.becomes(1)),
              use: step(used.becomes(true)),
            }),
          }),
          thief: process({ steps: () => ({ take: step(holder.becomes(2)) }) }),
          properties: { safe: transition(used.or(not(next(used))).or(holder.is(1))) },
        }
      },
    })
    expect(staleReads(lock, ['owner.take', 'thief.take', 'owner.use'])).toEqual([])
  })

  it('is forgotten where the process begins again', () => {
    const rounds = model({
      name: 'rounds',
      build() {
        const signal = state(range(0, 2))
        const done = state(range(0, 9))
        return {
          signal,
          done,
          worker: process({
            steps: () => ({
              wait: step(when(signal.is(0))),
              rest: step(goto('go')),
              go: step(goto('wait2')),
              wait2: step(when(signal.atLeast(1))),
              work: step(done.becomes(1), goto('wait')),
            }),
          }),
          clock: process({ steps: () => ({ tick: step(signal.becomes(1)) }) }),
          properties: { safe: invariant(done.is(0)) },
        }
      },
    })
    const schedule = ['worker.wait', 'worker.rest', 'worker.go', 'clock.tick', 'worker.wait2', 'worker.work']
    expect(staleReads(rounds, schedule)).toEqual([])
  })
})
