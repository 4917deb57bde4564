import { TRUE, type Expr, type Literal } from '../../src/ir/expr.js'
import { integer, type Integer } from '../../src/ir/integer.js'
import type { Action, Cell, Property, TransitionSystem, Update, Variable } from '../../src/ir/system.js'
import { BOOL, INTEGER, enumType, type IndexType, type Type } from '../../src/ir/type.js'

/** A short way to write expressions and systems out by hand. */

export function int(value: Integer): Literal {
  return { kind: 'literal', type: INTEGER, value: integer(value) }
}

export function flag(value: boolean): Literal {
  return { kind: 'literal', type: BOOL, value }
}

export function member(value: string, ...values: readonly string[]): Literal {
  return { kind: 'literal', type: enumType(values), value }
}

export function ref(name: string): Expr {
  return { kind: 'variable', name }
}

export function bound(name: string): Expr {
  return { kind: 'bound', name }
}

export function next(body: Expr): Expr {
  return { kind: 'next', body }
}

export function not(body: Expr): Expr {
  return { kind: 'not', body }
}

export function nary(kind: 'and' | 'or' | 'min' | 'max', ...operands: readonly Expr[]): Expr {
  return { kind, operands }
}

export function binary(
  left: Expr,
  kind: 'implies' | 'eq' | 'lt' | 'le' | 'add' | 'sub' | 'mul' | 'div' | 'mod',
  right: Expr,
): Expr {
  return { kind, left, right }
}

export function neg(body: Expr): Expr {
  return { kind: 'neg', body }
}

export function ite(condition: Expr, whenTrue: Expr, whenFalse: Expr): Expr {
  return { kind: 'ite', condition, whenTrue, whenFalse }
}

export function field(record: Expr, name: string): Expr {
  return { kind: 'field', record, field: name }
}

export function element(array: Expr, index: Expr): Expr {
  return { kind: 'element', array, index }
}

export function record(fields: Readonly<Record<string, Expr>>): Expr {
  return { kind: 'record', fields }
}

export function array(index: IndexType, ...elements: readonly Expr[]): Expr {
  return { kind: 'array', index, elements }
}

export function over(kind: 'forall' | 'exists' | 'count', name: string, domain: IndexType, body: Expr): Expr {
  return { kind, bound: name, over: domain, body }
}

/** An expression without a value. */
export const UNDEFINED_INTEGER = binary(int(1), 'div', int(0))
export const UNDEFINED_CONDITION = binary(UNDEFINED_INTEGER, 'eq', int(1))

/** A cell by variable, then field names as text and indices as expressions. */
export function cell(variable: string, ...path: readonly (string | Expr)[]): Cell {
  return {
    variable,
    path: path.map((step) =>
      typeof step === 'string' ? { kind: 'field', field: step } : { kind: 'index', index: step },
    ),
  }
}

export function set(target: string | Cell, value: Expr, condition?: Expr): Update {
  return {
    target: typeof target === 'string' ? cell(target) : target,
    value,
    ...(condition === undefined ? {} : { condition }),
  }
}

export function action(
  name: string,
  guard: Expr,
  updates: readonly Update[],
  rest: Partial<Action> = {},
): Action {
  return { name, label: name, guard, updates, choices: [], ...rest }
}

export function variables(types: Readonly<Record<string, Type>>): readonly Variable[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }))
}

export function system(
  types: Readonly<Record<string, Type>>,
  parts: Partial<Omit<TransitionSystem, 'init'>> & {
    readonly start?: readonly Update[]
    readonly assume?: readonly Expr[]
  } = {},
): TransitionSystem {
  const { start = [], assume = [], ...rest } = parts
  return {
    name: 'specimen',
    variables: variables(types),
    init: {
      updates: start,
      assumptions: assume.map((expr, at) => ({ name: `assumption ${String(at)}`, expr })),
    },
    actions: [],
    mayEnd: TRUE,
    properties: [],
    ...rest,
  }
}

export function invariant(name: string, expr: Expr): Property {
  return { kind: 'invariant', name, expr }
}

export function transition(name: string, expr: Expr): Property {
  return { kind: 'transition', name, expr }
}

export function goal(name: string, expr: Expr): Property {
  return { kind: 'reachable', name, expr }
}

export const DEADLOCK: Property = { kind: 'deadlock', name: 'deadlock' }
export const RANGE: Property = { kind: 'range', name: 'range' }
