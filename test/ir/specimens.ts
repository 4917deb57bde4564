import { FALSE, TRUE, type Expr } from '../../src/ir/expr.js'
import type { Action, TransitionSystem } from '../../src/ir/system.js'
import { BOOL, enumType, rangeType } from '../../src/ir/type.js'
import {
  DEADLOCK,
  RANGE,
  action,
  binary,
  cell,
  goal,
  int,
  invariant,
  ite,
  member,
  nary,
  ref,
  set,
  system,
} from './syntax.js'

/** Small systems whose answers are known from outside. */

/**
 * Water jugs of 3 and 5 litres: 4 litres can be measured in 6 steps, and in no fewer. In each of the 16 reachable states one of the
 * jugs is full or empty.
 */
export function jugs(): TransitionSystem {
  const [small, big] = [ref('small'), ref('big')]
  const total = binary(small, 'add', big)
  const pour = (name: string, from: string, to: string, room: number): Action =>
    action(name, TRUE, [
      set(to, nary('min', total, int(room))),
      set(from, nary('max', int(0), binary(total, 'sub', int(room)))),
    ])
  return system(
    { small: rangeType(0, 3), big: rangeType(0, 5) },
    {
      start: [set('small', int(0)), set('big', int(0))],
      actions: [
        action('fillSmall', TRUE, [set('small', int(3))]),
        action('fillBig', TRUE, [set('big', int(5))]),
        action('emptySmall', TRUE, [set('small', int(0))]),
        action('emptyBig', TRUE, [set('big', int(0))]),
        pour('smallIntoBig', 'small', 'big', 5),
        pour('bigIntoSmall', 'big', 'small', 3),
      ],
      mayEnd: FALSE,
      properties: [
        goal('four', binary(big, 'eq', int(4))),
        goal('between', nary('and', binary(small, 'eq', int(1)), binary(big, 'eq', int(2)))),
        invariant('neverFour', binary(ite(binary(big, 'eq', int(4)), int(0), int(1)), 'eq', int(1))),
        DEADLOCK,
        RANGE,
      ],
    },
  )
}

const PLACES = ['start', 'one', 'both', 'done'] as const

/** Two processes take two locks, in opposite orders or (ordered) in one: a deadlock after 2 steps, or none. */
export function locks(order: 'opposite' | 'same'): TransitionSystem {
  const process = (pc: string, first: string, second: string): readonly Action[] => {
    const at = (place: string) => member(place, ...PLACES)
    const step = (name: string, from: string, to: string, guard: Expr, lock: string, held: boolean): Action =>
      action(`${pc}.${name}`, guard, [set(pc, at(to)), set(lock, held ? TRUE : FALSE)], {
        label: name,
        process: { kind: pc },
        control: { cell: cell(pc), at: from },
      })
    const free = (lock: string): Expr => ({ kind: 'not', body: ref(lock) })
    return [
      step('takeFirst', 'start', 'one', free(first), first, true),
      step('takeSecond', 'one', 'both', free(second), second, true),
      action(`${pc}.release`, TRUE, [set(pc, at('done')), set(first, FALSE), set(second, FALSE)], {
        label: 'release',
        process: { kind: pc },
        control: { cell: cell(pc), at: 'both' },
      }),
    ]
  }
  const isDone = (pc: string): Expr => binary(ref(pc), 'eq', member('done', ...PLACES))
  const holdsBoth = (pc: string): Expr => binary(ref(pc), 'eq', member('both', ...PLACES))
  return system(
    { p: enumType(PLACES), q: enumType(PLACES), left: BOOL, right: BOOL },
    {
      start: [
        set('p', member('start', ...PLACES)),
        set('q', member('start', ...PLACES)),
        set('left', FALSE),
        set('right', FALSE),
      ],
      actions: [
        ...process('p', 'left', 'right'),
        ...(order === 'opposite' ? process('q', 'right', 'left') : process('q', 'left', 'right')),
      ],
      mayEnd: nary('and', isDone('p'), isDone('q')),
      properties: [
        DEADLOCK,
        RANGE,
        invariant('exclusive', { kind: 'not', body: nary('and', holdsBoth('p'), holdsBoth('q')) }),
        goal('finished', nary('and', isDone('p'), isDone('q'))),
      ],
    },
  )
}

/** Counts from 0 and leaves its range 0..limit at the step after `limit` steps. */
export function counter(limit: number): TransitionSystem {
  return system(
    { n: rangeType(0, limit) },
    {
      start: [set('n', int(0))],
      actions: [action('increment', TRUE, [set('n', binary(ref('n'), 'add', int(1)))])],
      properties: [RANGE, DEADLOCK],
    },
  )
}
