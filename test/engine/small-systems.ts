import { readVmt } from '../../src/format/vmt/read-vmt.js'
import type { Expr } from '../../src/ir/expr.js'
import type { Action, Cell, Property, TransitionSystem, Update, Variable } from '../../src/ir/system.js'
import { COUNTER, WORDS } from '../format/vmt/texts.js'
import { BOOL, enumType, INTEGER, rangeType, type Scalar, type Type } from '../../src/ir/type.js'

/** Small systems, each with what every engine must say about it and, where one cannot, why. */
export interface Specimen {
  readonly name: string
  readonly system: TransitionSystem
  readonly depth: number
  /** By property: `violated@3`, `reached@2`, `safe` (holds to the depth or is proved), `unreached`. */
  readonly expected: Readonly<Record<string, string>>
  /** What engines that know no bound say, where a violation lies deeper than the depth. */
  readonly expectedUnbounded?: Readonly<Record<string, string>>
  /** Engines that cannot decide it, with the reason. */
  readonly exempt?: Readonly<Record<string, string>>
}

const bool = (value: boolean): Expr => ({ kind: 'literal', type: BOOL, value })
const int = (value: number): Expr => ({ kind: 'literal', type: INTEGER, value })
const member = (type: Type, value: string): Expr => {
  if (type.kind !== 'enum') throw new TypeError('a member of what is no enumeration')
  return { kind: 'literal', type, value }
}
const variable = (name: string): Expr => ({ kind: 'variable', name })
const next = (body: Expr): Expr => ({ kind: 'next', body })
const not = (body: Expr): Expr => ({ kind: 'not', body })
const and = (...operands: readonly Expr[]): Expr => ({ kind: 'and', operands })
const eq = (left: Expr, right: Expr): Expr => ({ kind: 'eq', left, right })
const lt = (left: Expr, right: Expr): Expr => ({ kind: 'lt', left, right })
const plus = (left: Expr, right: Expr): Expr => ({ kind: 'add', left, right })
const cell = (name: string): Cell => ({ variable: name, path: [] })
const set = (name: string, value: Expr, condition?: Expr): Update => ({
  target: cell(name),
  value,
  ...(condition === undefined ? {} : { condition }),
})
const action = (
  name: string,
  guard: Expr,
  updates: readonly Update[],
  more: Partial<Action> = {},
): Action => ({
  name,
  label: name,
  guard,
  updates,
  choices: [],
  ...more,
})

function system(
  variables: Readonly<Record<string, readonly [Type, Scalar | undefined]>>,
  actions: readonly Action[],
  properties: readonly Property[],
  more: Partial<TransitionSystem> = {},
): TransitionSystem {
  const declared = Object.entries(variables).map(([name, [type]]): Variable => ({ name, type }))
  const updates = Object.entries(variables).flatMap(([name, [type, value]]): readonly Update[] => {
    if (value === undefined) return []
    if (type.kind === 'record' || type.kind === 'array') throw new TypeError('scalars only')
    return [set(name, { kind: 'literal', type: type.kind === 'range' ? INTEGER : type, value })]
  })
  return {
    name: 'specimen',
    variables: declared,
    init: { updates, assumptions: [] },
    actions,
    mayEnd: bool(false),
    properties,
    ...more,
  }
}

const invariant = (expr: Expr, name = 'inv'): Property => ({ kind: 'invariant', name, expr })
const reachable = (expr: Expr, name = 'goal'): Property => ({ kind: 'reachable', name, expr })
const transition = (expr: Expr, name = 'steps'): Property => ({ kind: 'transition', name, expr })
const DEADLOCK: Property = { kind: 'deadlock', name: 'deadlock' }
const RANGE: Property = { kind: 'range', name: 'range' }

const counter = { n: [rangeType(0, 5), 0] } as const
const increment = action('increment', bool(true), [set('n', plus(variable('n'), int(1)))])
const incrementBelow5 = { ...increment, guard: lt(variable('n'), int(5)) }
const pc = enumType(['try', 'hold', 'done'])

const FINITE_ONLY = 'its cubes are made of bounds of finite domains; unbounded integers have none'

export const SPECIMENS: readonly Specimen[] = [
  {
    name: 'a counter that leaves its range at the sixth step',
    system: system(counter, [increment], [invariant(lt(variable('n'), int(4))), RANGE, DEADLOCK]),
    depth: 10,
    expected: { inv: 'violated@4', range: 'violated@5', deadlock: 'safe' },
  },
  {
    name: 'a counter that stops at its bound: a deadlock, unless it may end',
    system: system(counter, [incrementBelow5], [RANGE, DEADLOCK, reachable(eq(variable('n'), int(5)))]),
    depth: 10,
    expected: { range: 'safe', deadlock: 'violated@5', goal: 'reached@5' },
  },
  {
    name: 'the same, where it may end',
    system: system(counter, [incrementBelow5], [DEADLOCK], { mayEnd: eq(variable('n'), int(5)) }),
    depth: 10,
    expected: { deadlock: 'safe' },
  },
  {
    name: 'a depth one short of the violation',
    system: system(counter, [increment], [invariant(lt(variable('n'), int(4)))]),
    depth: 3,
    expected: { inv: 'safe' },
    expectedUnbounded: { inv: 'violated@4' },
  },
  {
    name: 'a violated start',
    system: system(counter, [increment], [invariant(lt(int(0), variable('n')))]),
    depth: 0,
    expected: { inv: 'violated@0' },
  },
  {
    name: 'a wrapping and a saturating counter',
    system: system(
      { w: [rangeType(-2, 1, 'wrap'), -2], s: [rangeType(0, 2, 'saturate'), 0] },
      [
        action('tick', bool(true), [
          set('w', plus(variable('w'), int(3))),
          set('s', plus(variable('s'), int(2))),
        ]),
      ],
      [transition(lt(variable('w'), next(variable('w')))), invariant(lt(variable('s'), int(3))), RANGE],
    ),
    depth: 6,
    expected: { steps: 'violated@2', inv: 'safe', range: 'safe' },
  },
  {
    name: 'a step goal, and a goal that no step reaches',
    system: system(
      { on: [BOOL, false] },
      [action('toggle', bool(true), [set('on', not(variable('on')))])],
      [
        reachable(and(variable('on'), next(not(variable('on')))), 'off'),
        reachable(eq(variable('on'), next(variable('on'))), 'stays'),
      ],
    ),
    depth: 4,
    expected: { off: 'reached@2', stays: 'unreached' },
  },
  {
    name: 'a free start under an assumption',
    system: system(
      { n: [rangeType(0, 7), undefined] },
      [],
      [invariant(lt(variable('n'), int(6))), DEADLOCK],
      {
        init: { updates: [], assumptions: [{ name: 'small', expr: lt(variable('n'), int(6)) }] },
        mayEnd: lt(variable('n'), int(5)),
      },
    ),
    depth: 2,
    expected: { inv: 'safe', deadlock: 'violated@0' },
  },
  {
    name: 'no start at all',
    system: system({ n: [rangeType(0, 7), undefined] }, [increment], [invariant(bool(false)), RANGE], {
      init: { updates: [], assumptions: [{ name: 'none', expr: lt(variable('n'), int(0)) }] },
    }),
    depth: 3,
    expected: { inv: 'safe', range: 'safe' },
  },
  {
    name: 'a choice that some values make faulty',
    system: system(
      counter,
      [
        action(
          'jump',
          lt(variable('n'), int(5)),
          [set('n', plus(variable('n'), { kind: 'bound', name: 'by' }))],
          {
            choices: [{ name: 'by', domain: rangeType(1, 3) }],
          },
        ),
      ],
      [RANGE, reachable(eq(variable('n'), int(5))), invariant(not(eq(variable('n'), int(2))))],
    ),
    depth: 5,
    expected: { range: 'violated@1', goal: 'reached@2', inv: 'violated@1' },
  },
  {
    name: 'two updates of one cell',
    system: system(
      { n: [rangeType(0, 5), 0], both: [BOOL, false] },
      [
        action('arm', not(variable('both')), [set('both', bool(true))]),
        action('write', bool(true), [set('n', int(1)), set('n', int(1), variable('both'))]),
      ],
      [RANGE, DEADLOCK],
    ),
    depth: 5,
    expected: { range: 'violated@1', deadlock: 'safe' },
  },
  {
    name: 'a division that a lazy condition guards, and one that nothing guards',
    system: system(
      counter,
      [incrementBelow5],
      [
        invariant(
          {
            kind: 'or',
            operands: [
              eq(variable('n'), int(0)),
              lt({ kind: 'div', left: int(6), right: variable('n') }, int(7)),
            ],
          },
          'guarded',
        ),
        invariant(
          lt(
            { kind: 'mod', left: int(6), right: { kind: 'sub', left: variable('n'), right: int(3) } },
            int(9),
          ),
          'bare',
        ),
        RANGE,
      ],
    ),
    depth: 5,
    expected: { guarded: 'safe', bare: 'violated@3', range: 'violated@3' },
  },
  {
    name: 'mutual exclusion of two processes over one flag, checked and set in two steps',
    system: system(
      { a: [pc, 'try'], b: [pc, 'try'], taken: [BOOL, false], sawA: [BOOL, true], sawB: [BOOL, true] },
      (['a', 'b'] as const).flatMap((name, index) => {
        const saw = index === 0 ? 'sawA' : 'sawB'
        const at = (label: string): Partial<Action> => ({
          process: { kind: name },
          control: { cell: cell(name), at: label },
        })
        return [
          action(
            `${name}.try`,
            bool(true),
            [set(saw, variable('taken')), set(name, member(pc, 'hold'))],
            at('try'),
          ),
          action(
            `${name}.hold`,
            not(variable(saw)),
            [set('taken', bool(true)), set(name, member(pc, 'done'))],
            at('hold'),
          ),
        ]
      }),
      [
        invariant(not(and(eq(variable('a'), member(pc, 'done')), eq(variable('b'), member(pc, 'done'))))),
        DEADLOCK,
      ],
      { mayEnd: bool(true) },
    ),
    depth: 8,
    expected: { inv: 'violated@4', deadlock: 'safe' },
  },
  {
    name: 'an unbounded counter',
    system: system(
      { n: [INTEGER, 0] },
      [
        action('triple', bool(true), [
          set('n', plus({ kind: 'mul', left: variable('n'), right: int(3) }, int(1))),
        ]),
      ],
      [invariant(lt(variable('n'), int(100))), transition(lt(variable('n'), next(variable('n')))), RANGE],
    ),
    depth: 6,
    expected: { inv: 'violated@5', steps: 'safe', range: 'safe' },
    exempt: { pdr: FINITE_ONLY },
  },
  {
    name: 'an unbounded free start',
    system: system({ n: [INTEGER, undefined] }, [], [invariant(not(eq(variable('n'), int(1234567890123))))]),
    depth: 1,
    expected: { inv: 'violated@0' },
    exempt: {
      explicit: 'infinitely many start states cannot be enumerated',
      pdr: FINITE_ONLY,
    },
  },
  {
    name: 'a relation over integers, in which a counter may stay or go on',
    system: readVmt(COUNTER, { file: 'counter.vmt', name: 'counter' }),
    depth: 6,
    expected: { positive: 'safe', 'below-four': 'violated@3' },
    exempt: { explicit: 'a next state among all integers cannot be enumerated', pdr: FINITE_ONLY },
  },
  {
    name: 'a relation over words of bits, with an input',
    system: readVmt(WORDS, { file: 'words.vmt', name: 'words' }),
    depth: 6,
    expected: { parity: 'safe', 'invar-property-3': 'violated@3' },
  },
]
