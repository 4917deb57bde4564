import fc, { type GeneratorValue } from 'fast-check'
import { mapChildren } from '../../src/ir/fold.js'
import type { Expr } from '../../src/ir/expr.js'
import type { Action, Cell, TransitionSystem, Update, Variable } from '../../src/ir/system.js'
import {
  arrayType,
  BOOL,
  enumType,
  indexValues,
  rangeType,
  recordType,
  type Scalar,
  type ScalarType,
  type Type,
} from '../../src/ir/type.js'
import { randomExpression } from './random-system.js'

const PC = enumType(['first', 'second', 'done'])
const X = rangeType(0, 2, 'wrap')
const LOCALS = recordType({ pc: PC, x: X, on: BOOL })
const SHARED: readonly Variable[] = [
  { name: 's', type: rangeType(-1, 2, 'saturate') },
  { name: 't', type: enumType(['heads', 'tails']) },
  { name: 'u', type: arrayType(BOOL, rangeType(0, 2, 'error')) },
]
/** Stands for the locals of whichever process it is. */
const ME: Variable = { name: 'me', type: LOCALS }
const LABELS = ['first', 'second'] as const

/**
 * Random systems of two or three processes that do the same with locals of their own and with what they share. Properties speak of what is
 * shared and of all processes alike, but now and then of the last process alone, which makes the others no longer exchangeable with it.
 */
export function symmetricSystem(draw: GeneratorValue): TransitionSystem {
  const int = (min: number, max: number): number => draw(fc.integer, { min, max })
  const chance = (percent: number): boolean => int(1, 100) <= percent
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!
  const expression = (type: Type): Expr => randomExpression(draw, [...SHARED, ME], type)
  const sharedExpression = (type: Type): Expr => randomExpression(draw, SHARED, type)

  const processes = Array.from({ length: int(2, 3) }, (_, index) => index)
  const index = rangeType(0, processes.length - 1)
  const placeOf = (process: number): Expr => ({ kind: 'literal', type: index, value: process })
  const localsOf = (process: number): Expr => ({
    kind: 'element',
    array: { kind: 'variable', name: 'p' },
    index: placeOf(process),
  })
  const as = (process: number, expr: Expr): Expr =>
    expr.kind === 'variable' && expr.name === 'me'
      ? localsOf(process)
      : mapChildren(expr, (child) => as(process, child))
  const local = (process: number, field: string): Cell => ({
    variable: 'p',
    path: [
      { kind: 'index', index: placeOf(process) },
      { kind: 'field', field },
    ],
  })

  const steps = LABELS.flatMap((label) =>
    Array.from({ length: chance(25) ? 2 : 1 }, (_, alternative) => {
      const guard: Expr = chance(40) ? { kind: 'literal', type: BOOL, value: true } : expression(BOOL)
      const shared = chance(60) ? pick(SHARED) : undefined
      const field = pick(['x', 'on'] as const)
      const values = {
        shared: shared && expression(shared.type),
        field: expression(LOCALS.fields[field]!),
      }
      const goto = pick(PC.values)
      return (process: number): Action => ({
        name: `p[${String(process)}].${label}.${String(alternative)}`,
        label,
        process: { kind: 'p', index: process },
        control: { cell: local(process, 'pc'), at: label },
        guard: as(process, guard),
        updates: [
          ...(shared === undefined || values.shared === undefined
            ? []
            : [{ target: { variable: shared.name, path: [] }, value: as(process, values.shared) }]),
          { target: local(process, field), value: as(process, values.field) },
          { target: local(process, 'pc'), value: { kind: 'literal', type: PC, value: goto } },
        ],
        choices: [],
      })
    }),
  )
  const last = processes.length - 1
  const everybody = expression(BOOL)
  const somebody = expression(BOOL)
  const start = (target: Cell, type: ScalarType, value: Scalar): Update => ({
    target,
    value: { kind: 'literal', type, value },
  })
  const x = pick([...indexValues(X)])
  const on = chance(50)
  return {
    name: 'symmetric',
    variables: [...SHARED, { name: 'p', type: arrayType(index, LOCALS) }],
    init: {
      updates: [
        start({ variable: 's', path: [] }, rangeType(-1, 2), int(-1, 2)),
        ...(chance(80) ? [start({ variable: 't', path: [] }, enumType(['heads', 'tails']), 'heads')] : []),
        ...[false, true].map((at) =>
          start(
            { variable: 'u', path: [{ kind: 'index', index: { kind: 'literal', type: BOOL, value: at } }] },
            rangeType(0, 2),
            int(0, 2),
          ),
        ),
        ...processes.flatMap((process) => [
          start(local(process, 'pc'), PC, 'first'),
          start(local(process, 'x'), X, x),
          start(local(process, 'on'), BOOL, on),
        ]),
      ],
      assumptions: [],
    },
    actions: processes.flatMap((process) => steps.map((step) => step(process))),
    mayEnd: { kind: 'literal', type: BOOL, value: chance(50) },
    properties: [
      { kind: 'invariant', name: 'shared', expr: sharedExpression(BOOL) },
      {
        kind: 'invariant',
        name: 'everybody',
        expr: { kind: 'and', operands: processes.map((process) => as(process, everybody)) },
      },
      {
        kind: 'reachable',
        name: 'somebody',
        expr: { kind: 'or', operands: processes.map((process) => as(process, somebody)) },
      },
      ...(chance(30) ? [{ kind: 'reachable', name: 'last', expr: as(last, somebody) } as const] : []),
      { kind: 'deadlock', name: 'deadlock' },
      { kind: 'range', name: 'range' },
    ],
  }
}
