import fc, { type GeneratorValue } from 'fast-check'
import type { BitsOperator, Expr } from '../../src/ir/expr.js'
import type {
  Action,
  Cell,
  PathStep,
  Property,
  TransitionSystem,
  Update,
  Variable,
} from '../../src/ir/system.js'
import {
  arrayType,
  bitsType,
  BOOL,
  enumType,
  indexValues,
  INTEGER,
  rangeType,
  recordType,
  type BitsType,
  type EnumType,
  type IndexType,
  type Overflow,
  type RangeType,
  type ScalarType,
  type Type,
} from '../../src/ir/type.js'

/**
 * Random small systems that use every type, expression, overflow rule and way to be undefined. `draw` picks; what it is given to pick
 * from is always well typed, so every system validates.
 */
export interface Shape {
  /**
   * Whether unbounded integers appear. They start with a fixed value, so that states can be enumerated, and products and divisions are by
   * constants: nothing decides non-linear integer arithmetic in general.
   */
  readonly unbounded: boolean
  /** Whether words of bits appear. Default: where integers are bounded. */
  readonly words?: boolean
}

const COLOURS = enumType(['red', 'green', 'blue'])
const COIN = enumType(['heads', 'tails'])

export function randomSystem(draw: GeneratorValue, shape: Shape): TransitionSystem {
  return new RandomSystem(draw, shape).system()
}

/** A random expression of a type over the variables, with its free names bound by nothing. */
export function randomExpression(draw: GeneratorValue, variables: readonly Variable[], type: Type): Expr {
  return new RandomExpressions(draw, variables, []).ofType(type, 4)
}

export function randomVariables(draw: GeneratorValue, shape: Shape): readonly Variable[] {
  const random = new RandomTypes(draw, shape)
  return Array.from({ length: random.int(1, 3) }, (_, place) => ({
    name: `v${String(place)}`,
    type: random.type(place === 0 ? 0 : 2),
  }))
}

class Random {
  constructor(protected readonly draw: GeneratorValue) {}

  int(min: number, max: number): number {
    return this.draw(fc.integer, { min, max })
  }

  oneOf<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent
  }
}

class RandomTypes extends Random {
  constructor(
    draw: GeneratorValue,
    private readonly shape: Shape,
  ) {
    super(draw)
  }

  range(): RangeType {
    const lo = this.int(-3, 2)
    const overflow = this.oneOf<Overflow>(['error', 'wrap', 'saturate'])
    return rangeType(lo, lo + this.int(0, 4), overflow)
  }

  index(): IndexType {
    return this.oneOf<() => IndexType>([() => BOOL, () => COIN, () => rangeType(this.int(-1, 1), 1)])()
  }

  scalar(): ScalarType {
    if (this.shape.unbounded && this.chance(40)) return INTEGER
    return this.oneOf<() => ScalarType>([
      () => BOOL,
      () => COLOURS,
      () => COIN,
      () => this.range(),
      () => this.range(),
      ...((this.shape.words ?? !this.shape.unbounded) ? [() => bitsType(this.int(1, 3))] : []),
    ])()
  }

  type(depth: number): Type {
    if (depth === 0 || this.chance(50)) return this.scalar()
    if (this.chance(50)) return recordType({ a: this.type(depth - 1), b: this.scalar() })
    return arrayType(this.index(), this.type(depth - 1))
  }
}

interface Bound {
  readonly name: string
  readonly type: IndexType
}

const OF_TWO_WORDS = [
  'bvand',
  'bvor',
  'bvxor',
  'bvadd',
  'bvsub',
  'bvmul',
  'bvudiv',
  'bvurem',
  'bvsdiv',
  'bvsrem',
  'bvsmod',
  'bvshl',
  'bvlshr',
  'bvashr',
] as const

class RandomExpressions extends Random {
  private readonly linear: boolean
  private readonly words: readonly BitsType[]

  constructor(
    draw: GeneratorValue,
    private readonly variables: readonly Variable[],
    private readonly bound: readonly Bound[],
    private readonly inNext: 'allowed' | 'forbidden' = 'forbidden',
  ) {
    super(draw)
    this.linear = variables.some(({ type }) => hasInteger(type))
    this.words = variables.flatMap(({ type }) => (type.kind === 'bits' ? [type] : []))
  }

  private withBound(bound: Bound): RandomExpressions {
    return new RandomExpressions(this.draw, this.variables, [...this.bound, bound], this.inNext)
  }

  ofType(type: Type, depth: number): Expr {
    switch (type.kind) {
      case 'bool':
        return this.bool(depth)
      case 'enum':
        return this.member(type, depth)
      case 'range':
      case 'integer':
        return this.integer(depth)
      case 'bits':
        return this.word(type, depth)
      case 'record':
      case 'array':
        return this.composite(type, depth)
    }
  }

  bool(depth: number): Expr {
    if (depth === 0) return this.leaf(BOOL)
    const smaller = depth - 1
    const two = (): readonly Expr[] => [this.bool(smaller), this.bool(smaller)]
    const integers = (): { readonly left: Expr; readonly right: Expr } => ({
      left: this.integer(smaller),
      right: this.integer(smaller),
    })
    return this.oneOf<() => Expr>([
      () => this.leaf(BOOL),
      () => ({ kind: 'not', body: this.bool(smaller) }),
      () => ({ kind: 'and', operands: two() }),
      () => ({ kind: 'or', operands: two() }),
      () => ({ kind: 'implies', left: this.bool(smaller), right: this.bool(smaller) }),
      () => this.ite(BOOL, smaller),
      () => ({ kind: 'eq', ...integers() }),
      () => ({ kind: 'lt', ...integers() }),
      () => ({ kind: 'le', ...integers() }),
      ...this.comparison(smaller),
      () => {
        const type = this.oneOf<Type>([
          BOOL,
          ...(this.words.length === 0 ? [] : [this.oneOf(this.words)]),
          COLOURS,
          COIN,
          ...this.variables.map((variable) => variable.type),
        ])
        return { kind: 'eq', left: this.ofType(type, smaller), right: this.ofType(type, smaller) }
      },
      () => {
        const bound = {
          name: `i${String(this.bound.length)}`,
          type: this.oneOf<IndexType>([BOOL, COIN, rangeType(-1, 1)]),
        }
        const body = this.withBound(bound).bool(smaller)
        return { kind: this.oneOf(['forall', 'exists'] as const), bound: bound.name, over: bound.type, body }
      },
    ])()
  }

  /** A comparison of words, or nothing where there are none. */
  private comparison(depth: number): readonly (() => Expr)[] {
    if (this.words.length === 0) return []
    return [
      () => {
        const type = this.oneOf(this.words)
        const operator = this.oneOf(['bvult', 'bvule', 'bvslt', 'bvsle'] as const)
        return this.operation(operator, [type, type], depth)
      },
    ]
  }

  word(type: BitsType, depth: number): Expr {
    if (depth === 0) return this.leaf(type)
    const smaller = depth - 1
    const { width } = type
    return this.oneOf<() => Expr>([
      () => this.leaf(type),
      () => this.ite(type, smaller),
      () => this.operation(this.oneOf(['bvnot', 'bvneg']), [type], smaller),
      () => this.operation(this.oneOf(OF_TWO_WORDS), [type, type], smaller),
      () => this.operation(this.oneOf(OF_TWO_WORDS), [type, type], smaller),
      () => {
        const more = this.int(0, 2)
        const low = this.int(0, more)
        return this.operation('extract', [bitsType(width + more)], smaller, [low + width - 1, low])
      },
      ...(width === 1
        ? []
        : [
            () => {
              const high = this.int(1, width - 1)
              return this.operation('concat', [bitsType(high), bitsType(width - high)], smaller)
            },
            () => {
              const inner = this.int(1, width)
              const extension = this.oneOf(['zero_extend', 'sign_extend'] as const)
              return this.operation(extension, [bitsType(inner)], smaller, [width - inner])
            },
          ]),
    ])()
  }

  private operation(
    operator: BitsOperator,
    types: readonly BitsType[],
    depth: number,
    indices: readonly number[] = [],
  ): Expr {
    const operands = types.map((type) => this.word(type, depth))
    return { kind: 'bits', operator, operands, widths: types.map(({ width }) => width), indices }
  }

  private member(type: EnumType, depth: number): Expr {
    return depth === 0 || this.chance(60) ? this.leaf(type) : this.ite(type, depth - 1)
  }

  integer(depth: number): Expr {
    if (depth === 0) return this.leaf(INTEGER)
    const smaller = depth - 1
    const arithmetic = (kind: 'add' | 'sub' | 'mul' | 'div' | 'mod'): Expr => ({
      kind,
      left: this.integer(smaller),
      right: this.linear && kind !== 'add' && kind !== 'sub' ? this.literal(INTEGER) : this.integer(smaller),
    })
    return this.oneOf<() => Expr>([
      () => this.leaf(INTEGER),
      () => this.leaf(INTEGER),
      () => arithmetic('add'),
      () => arithmetic('sub'),
      () => arithmetic('mul'),
      () => arithmetic('div'),
      () => arithmetic('mod'),
      () => ({ kind: 'neg', body: this.integer(smaller) }),
      () => this.ite(INTEGER, smaller),
      () => ({
        kind: this.oneOf(['min', 'max'] as const),
        operands: [this.integer(smaller), this.integer(smaller), this.integer(0)],
      }),
      () => {
        const bound = {
          name: `i${String(this.bound.length)}`,
          type: this.oneOf<IndexType>([COIN, rangeType(0, 2)]),
        }
        return {
          kind: 'count',
          bound: bound.name,
          over: bound.type,
          body: this.withBound(bound).bool(smaller),
        }
      },
    ])()
  }

  private composite(type: Type, depth: number): Expr {
    const same = this.variables.filter((variable) => variable.type === type)
    if (same.length > 0 && this.chance(60)) return { kind: 'variable', name: this.oneOf(same).name }
    if (depth > 0 && this.chance(30)) return this.ite(type, depth - 1)
    const smaller = Math.max(0, depth - 1)
    if (type.kind === 'record') {
      const fields = Object.entries(type.fields).map(
        ([name, field]) => [name, this.ofType(field, smaller)] as const,
      )
      return { kind: 'record', fields: Object.fromEntries(fields) }
    }
    if (type.kind === 'array') {
      const elements = [...indexValues(type.index)].map(() => this.ofType(type.element, smaller))
      return { kind: 'array', index: type.index, elements }
    }
    return this.ofType(type, depth)
  }

  private ite(type: Type, depth: number): Expr {
    return {
      kind: 'ite',
      condition: this.bool(depth),
      whenTrue: this.ofType(type, depth),
      whenFalse: this.ofType(type, depth),
    }
  }

  /** A literal, a bound name, or a scalar part of a variable, its indices now and then out of range. */
  private leaf(type: ScalarType): Expr {
    if (this.chance(30)) return this.literal(type)
    const matching = this.bound.filter((bound) => matches(bound.type, type))
    if (matching.length > 0 && this.chance(50)) return { kind: 'bound', name: this.oneOf(matching).name }
    const parts = this.variables.flatMap((variable) =>
      this.parts({ kind: 'variable', name: variable.name }, variable.type, type),
    )
    if (parts.length === 0) return this.literal(type)
    const part = this.oneOf(parts)()
    return this.inNext === 'allowed' && this.chance(40) ? { kind: 'next', body: part } : part
  }

  private parts(expr: Expr, from: Type, wanted: ScalarType): readonly (() => Expr)[] {
    switch (from.kind) {
      case 'record':
        return Object.entries(from.fields).flatMap(([field, type]) =>
          this.parts({ kind: 'field', record: expr, field }, type, wanted),
        )
      case 'array': {
        const index = this.index(from.index)
        return this.parts({ kind: 'element', array: expr, index }, from.element, wanted)
      }
      default:
        return matches(from, wanted) ? [() => expr] : []
    }
  }

  /** An index into an array: often in range, sometimes computed and outside. */
  index(type: IndexType): Expr {
    if (type.kind === 'range' && this.chance(25)) return this.literal(INTEGER)
    const names = this.bound.filter((bound) => matches(bound.type, type))
    if (names.length > 0 && this.chance(60)) return { kind: 'bound', name: this.oneOf(names).name }
    const scalars = this.variables.filter((variable) => matches(variable.type, type))
    if (scalars.length > 0 && this.chance(60)) return { kind: 'variable', name: this.oneOf(scalars).name }
    return { kind: 'literal', type, value: this.oneOf([...indexValues(type)]) }
  }

  private literal(type: ScalarType): Expr {
    if (type.kind === 'bool') return { kind: 'literal', type, value: this.chance(50) }
    if (type.kind === 'enum') return { kind: 'literal', type, value: this.oneOf(type.values) }
    if (type.kind === 'bits')
      return { kind: 'literal', type, value: this.int(0, 2 ** Math.min(type.width, 31) - 1) }
    return { kind: 'literal', type: INTEGER, value: this.int(-4, 6) }
  }
}

function hasInteger(type: Type): boolean {
  switch (type.kind) {
    case 'record':
      return Object.values(type.fields).some(hasInteger)
    case 'array':
      return hasInteger(type.element)
    default:
      return type.kind === 'integer'
  }
}

function matches(type: Type, wanted: Type): boolean {
  if (wanted.kind === 'range' || wanted.kind === 'integer')
    return type.kind === 'range' || type.kind === 'integer'
  if (wanted.kind === 'enum') return type.kind === 'enum' && type.values.join() === wanted.values.join()
  if (wanted.kind === 'bits') return type.kind === 'bits' && type.width === wanted.width
  return type.kind === wanted.kind
}

class RandomSystem extends Random {
  private readonly variables: readonly Variable[]

  constructor(draw: GeneratorValue, shape: Shape) {
    super(draw)
    this.variables = randomVariables(draw, shape)
  }

  system(): TransitionSystem {
    const processes = this.int(0, 2)
    const pc = enumType(['first', 'second', 'done'])
    const counters = Array.from({ length: processes }, (_, place): Variable => ({
      name: `p${String(place)}`,
      type: recordType({ pc }),
    }))
    const variables = [...this.variables, ...counters]
    const ofProcesses = counters.flatMap((counter, place) =>
      ['first', 'second'].flatMap((label) =>
        Array.from({ length: this.chance(25) ? 2 : 1 }, (_, alternative) =>
          this.action(variables, `${counter.name}.${label}.${String(alternative)}`, {
            counter,
            pc,
            label,
            place,
          }),
        ),
      ),
    )
    const free = Array.from({ length: this.int(processes === 0 ? 1 : 0, 2) }, (_, place) =>
      this.action(variables, `free${String(place)}`),
    )
    const inProperties = new RandomExpressions(this.draw, variables, [])
    const overSteps = new RandomExpressions(this.draw, variables, [], 'allowed')
    const properties: Property[] = [
      { kind: 'invariant', name: 'inv', expr: inProperties.bool(3) },
      { kind: 'transition', name: 'steps', expr: overSteps.bool(2) },
      { kind: 'reachable', name: 'goal', expr: inProperties.bool(3) },
      { kind: 'reachable', name: 'stepGoal', expr: overSteps.bool(2) },
      { kind: 'deadlock', name: 'deadlock' },
      { kind: 'range', name: 'range' },
    ]
    const kept = properties.filter(() => this.chance(70))
    return {
      name: 'random',
      variables,
      init: {
        updates: [
          ...this.variables.flatMap((variable) => this.start(variable.name, variable.type, [])),
          ...counters.map(({ name }): Update => ({
            target: { variable: name, path: [{ kind: 'field', field: 'pc' }] },
            value: { kind: 'literal', type: pc, value: 'first' },
          })),
        ],
        assumptions: this.chance(20) ? [{ name: 'assumed', expr: inProperties.bool(2) }] : [],
      },
      actions: [...ofProcesses, ...free, ...this.relation(variables)],
      mayEnd: this.chance(50) ? { kind: 'literal', type: BOOL, value: false } : inProperties.bool(2),
      properties: kept.length > 0 ? kept : properties,
    }
  }

  private start(variable: string, type: Type, path: readonly PathStep[]): readonly Update[] {
    switch (type.kind) {
      case 'record':
        return Object.entries(type.fields).flatMap(([field, fieldType]) =>
          this.start(variable, fieldType, [...path, { kind: 'field', field }]),
        )
      case 'array':
        return [...indexValues(type.index)].flatMap((value) =>
          this.start(variable, type.element, [
            ...path,
            { kind: 'index', index: { kind: 'literal', type: type.index, value } },
          ]),
        )
      case 'integer':
        return [
          { target: { variable, path }, value: { kind: 'literal', type: INTEGER, value: this.int(-2, 2) } },
        ]
      default: {
        if (this.chance(15)) return []
        return [
          {
            target: { variable, path },
            value: { kind: 'literal', type, value: this.oneOf([...indexValues(type)]) },
          },
        ]
      }
    }
  }

  private action(
    variables: readonly Variable[],
    name: string,
    at?: {
      readonly counter: Variable
      readonly pc: EnumType
      readonly label: string
      readonly place: number
    },
  ): Action {
    const choices = Array.from({ length: this.chance(30) ? this.int(1, 2) : 0 }, (_, place) => ({
      name: `c${String(place)}`,
      domain: this.oneOf<IndexType>([BOOL, COLOURS, rangeType(-1, 1), rangeType(2, 2)]),
    }))
    const expressions = new RandomExpressions(
      this.draw,
      variables,
      choices.map((choice) => ({ name: choice.name, type: choice.domain })),
    )
    const updates = Array.from({ length: this.int(0, 2) }, () => this.update(expressions))
    const control =
      at === undefined
        ? undefined
        : { variable: at.counter.name, path: [{ kind: 'field', field: 'pc' }] as const }
    return {
      name,
      label: name,
      ...(at === undefined || control === undefined
        ? {}
        : {
            process: { kind: 'p', index: at.place },
            ...(this.chance(80) ? { control: { cell: control, at: at.label } } : {}),
          }),
      guard: this.chance(40) ? { kind: 'literal', type: BOOL, value: true } : expressions.bool(2),
      updates:
        at === undefined || control === undefined
          ? updates
          : [
              ...updates,
              { target: control, value: { kind: 'literal', type: at.pc, value: this.oneOf(at.pc.values) } },
            ],
      choices,
    }
  }

  /** A step that leads wherever a condition on the state after it allows, as far as some of the variables go. */
  private relation(variables: readonly Variable[]): readonly Action[] {
    const moved = this.variables.flatMap(({ name, type }) =>
      type.kind === 'record' || type.kind === 'array' || type.kind === 'integer' ? [] : [{ name, type }],
    )
    if (moved.length === 0 || this.chance(75)) return []
    const choices = moved.map(({ name, type }) => ({ name: `${name}'`, domain: type, next: name }))
    const bound = choices.map((choice) => ({ name: choice.name, type: choice.domain }))
    return [
      {
        name: 'relation',
        label: 'relation',
        guard: new RandomExpressions(this.draw, variables, bound).bool(3),
        updates: choices.map(({ name, next }) => ({
          target: { variable: next, path: [] },
          value: { kind: 'bound', name },
        })),
        choices,
      },
    ]
  }

  private update(expressions: RandomExpressions): Update {
    const variable = this.oneOf(this.variables)
    const { target, type } = this.target(expressions, { variable: variable.name, path: [] }, variable.type)
    return {
      target,
      value: expressions.ofType(type, 2),
      ...(this.chance(30) ? { condition: expressions.bool(2) } : {}),
    }
  }

  private target(
    expressions: RandomExpressions,
    cell: Cell,
    type: Type,
  ): { readonly target: Cell; readonly type: Type } {
    if ((type.kind !== 'record' && type.kind !== 'array') || this.chance(20)) return { target: cell, type }
    if (type.kind === 'record') {
      const field = this.oneOf(Object.keys(type.fields))
      return this.target(
        expressions,
        { ...cell, path: [...cell.path, { kind: 'field', field }] },
        type.fields[field]!,
      )
    }
    const index = expressions.index(type.index)
    return this.target(expressions, { ...cell, path: [...cell.path, { kind: 'index', index }] }, type.element)
  }
}
