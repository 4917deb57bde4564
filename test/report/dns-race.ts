import { TRUE, type Expr } from '../../src/ir/expr.js'
import type { Action, Cell, TransitionSystem, Update } from '../../src/ir/system.js'
import {
  BOOL,
  arrayType,
  enumType,
  rangeType,
  recordType,
  type EnumType,
  type Scalar,
  type Type,
} from '../../src/ir/type.js'

const FILE = '/models/dns/model.ts'

/** A DNS race after the manner of the gallery's: a planner, enactors that check once and flip later, and a cleaner at their end. */
export function dnsRace({
  enactors = 2,
  endpoints = 1,
  kind = 'enactor',
  planner = 'planner',
}: {
  readonly enactors?: number
  readonly endpoints?: number
  readonly kind?: string
  readonly planner?: string
} = {}): TransitionSystem {
  const newest = 3
  const generation = rangeType(0, newest)
  const each = rangeType(0, endpoints - 1)
  const labels = enumType(['pick', 'flip', 'clean', 'done'])
  const plannerLabels = enumType(['emit', 'done'])
  const own = (index: number, field: string): Cell => ({
    variable: kind,
    path: [
      { kind: 'index', index: int(index) },
      { kind: 'field', field },
    ],
  })
  const read = (cell: Cell): Expr =>
    cell.path.reduce<Expr>(
      (whole, step) =>
        step.kind === 'field'
          ? { kind: 'field', record: whole, field: step.field }
          : { kind: 'element', array: whole, index: step.index },
      variable(cell.variable),
    )
  const active = (endpoint: Expr): Cell => ({
    variable: 'active',
    path: [{ kind: 'index', index: endpoint }],
  })
  const tree = (endpoint: Expr, plan: Expr): Cell => ({
    variable: 'tree',
    path: [
      { kind: 'index', index: endpoint },
      { kind: 'index', index: plan },
    ],
  })
  const forAll = (bound: string, over: Type, body: Expr): Expr => {
    if (over.kind !== 'range') throw new TypeError('a range is expected')
    return { kind: 'forall', bound, over, body }
  }
  const e: Expr = { kind: 'bound', name: 'e' }

  const enactorSteps = (index: number): readonly Action[] => {
    const plan = read(own(index, 'plan'))
    const step = (
      label: string,
      to: string,
      line: number,
      guard: Expr,
      updates: readonly Update[],
    ): Action => ({
      name: `${kind}[${String(index)}].${label}`,
      process: { kind, index },
      label,
      control: { cell: own(index, 'pc'), at: label },
      guard,
      choices: [],
      updates: [...updates, { target: own(index, 'pc'), value: member(labels, to) }],
      source: { file: FILE, line },
    })
    return [
      step('pick', 'flip', 41, { kind: 'lt', left: read(active(int(0))), right: variable('gen') }, [
        { target: own(index, 'plan'), value: variable('gen') },
      ]),
      step(
        'flip',
        'clean',
        47,
        TRUE,
        Array.from({ length: endpoints }, (_, endpoint) => [
          { target: tree(int(endpoint), plan), value: literal(BOOL, true) },
          { target: active(int(endpoint)), value: plan },
        ]).flat(),
      ),
      step(
        'clean',
        'done',
        53,
        TRUE,
        Array.from({ length: endpoints }, (_, endpoint) =>
          Array.from({ length: newest + 1 }, (_, g) => ({
            target: tree(int(endpoint), int(g)),
            value: literal(BOOL, false),
            condition: {
              kind: 'le',
              left: int(g + 2),
              right: plan,
            } satisfies Expr,
          })),
        ).flat(),
      ),
    ]
  }

  return {
    name: 'dns',
    variables: [
      { name: 'gen', type: generation },
      { name: planner, type: recordType({ pc: plannerLabels }) },
      { name: 'active', type: arrayType(each, generation) },
      { name: 'tree', type: arrayType(each, arrayType(generation, BOOL)) },
      {
        name: kind,
        type: arrayType(rangeType(0, enactors - 1), recordType({ pc: labels, plan: generation })),
      },
    ],
    init: {
      assumptions: [],
      updates: [
        { target: { variable: 'gen', path: [] }, value: int(0) },
        {
          target: { variable: planner, path: [{ kind: 'field', field: 'pc' }] },
          value: member(plannerLabels, 'emit'),
        },
        ...Array.from({ length: endpoints }, (_, endpoint) => [
          { target: active(int(endpoint)), value: int(0) },
          ...Array.from({ length: newest + 1 }, (_, g) => ({
            target: tree(int(endpoint), int(g)),
            value: literal(BOOL, false),
          })),
        ]).flat(),
        ...Array.from({ length: enactors }, (_, index) => [
          { target: own(index, 'pc'), value: member(labels, 'pick') },
          { target: own(index, 'plan'), value: int(0) },
        ]).flat(),
      ],
    },
    actions: [
      {
        name: `${planner}.emit`,
        process: { kind: planner },
        label: 'emit',
        control: { cell: { variable: planner, path: [{ kind: 'field', field: 'pc' }] }, at: 'emit' },
        guard: TRUE,
        choices: [],
        updates: [
          {
            target: { variable: 'gen', path: [] },
            value: { kind: 'add', left: variable('gen'), right: int(1) },
          },
          {
            target: { variable: planner, path: [{ kind: 'field', field: 'pc' }] },
            value: {
              kind: 'ite',
              condition: { kind: 'eq', left: variable('gen'), right: int(newest - 1) },
              whenTrue: member(plannerLabels, 'done'),
              whenFalse: member(plannerLabels, 'emit'),
            },
          },
        ],
        source: { file: FILE, line: 33 },
      },
      ...Array.from({ length: enactors }, (_, index) => enactorSteps(index)).flat(),
    ],
    mayEnd: {
      kind: 'and',
      operands: Array.from({ length: enactors }, (_, index) => ({
        kind: 'eq',
        left: read(own(index, 'pc')),
        right: member(labels, 'done'),
      })),
    },
    properties: [
      {
        kind: 'invariant',
        name: 'noEmptyEndpoint',
        source: { file: FILE, line: 70 },
        expr: forAll('e', each, {
          kind: 'or',
          operands: [{ kind: 'eq', left: read(active(e)), right: int(0) }, read(tree(e, read(active(e))))],
        }),
      },
      {
        kind: 'transition',
        name: 'noRegression',
        source: { file: FILE, line: 74 },
        expr: forAll('e', each, {
          kind: 'le',
          left: read(active(e)),
          right: { kind: 'next', body: read(active(e)) },
        }),
      },
      {
        kind: 'reachable',
        name: 'recovers',
        source: { file: FILE, line: 78 },
        expr: {
          kind: 'and',
          operands: [
            { kind: 'not', body: read(tree(int(0), read(active(int(0))))) },
            { kind: 'next', body: read(tree(int(0), read(active(int(0))))) },
          ],
        },
      },
      { kind: 'deadlock', name: 'deadlock' },
      { kind: 'range', name: 'range' },
    ],
  }
}

export function variable(name: string): Expr {
  return { kind: 'variable', name }
}

export function int(value: number): Expr {
  return { kind: 'literal', type: rangeType(value, value), value }
}

export function member(type: EnumType, value: string): Expr {
  return { kind: 'literal', type, value }
}

function literal(type: Type, value: Scalar): Expr {
  if (type.kind !== 'bool') throw new TypeError('a flag is expected')
  return { kind: 'literal', type, value }
}
