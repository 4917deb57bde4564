import { assertNever } from './assert-never.js'
import type { Expr } from './expr.js'
import { ModelError, type ModelErrorCode } from './model-error.js'
import type { SourcePlace } from './system.js'
import type { ScalarType, Type } from './type.js'

/** What an expression may mention where it stands, and whom to blame for it. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Type>
  readonly bound: ReadonlyMap<string, ScalarType>
  /** `entered`: the expression stands inside a `next` already. */
  readonly next: 'allowed' | 'forbidden' | 'entered'
  /** What the expression is, as the beginning of a sentence: `` The guard of `flip` ``. */
  readonly subject: string
  readonly place: SourcePlace | undefined
  /** The types found so far of expressions standing in this scope. */
  readonly known: Map<Expr, Type>
  /** The scopes opened within one outermost scope. Equal ones are one object, so that a shared expression is looked at once in each. */
  readonly family: Map<string, Scope>
}

export function outermostScope(scope: Omit<Scope, 'known' | 'family'>): Scope {
  return { ...scope, known: new Map(), family: new Map() }
}

/** The scope of a quantifier's body. An inner name hides an outer one. */
export function bindIn(scope: Scope, name: string, over: ScalarType): Scope {
  return member({ ...scope, bound: new Map(scope.bound).set(name, over) })
}

/** The scope of the body of a `next`. */
export function enterNext(scope: Scope): Scope {
  return member({ ...scope, next: 'entered' })
}

/** A complaint about an expression in this scope. */
export function complaint(scope: Scope, code: ModelErrorCode, problem: string, remedy: string): ModelError {
  return new ModelError(code, `${scope.subject} ${problem}`, remedy, scope.place)
}

function member(scope: Scope): Scope {
  const key = JSON.stringify([
    scope.next,
    ...[...scope.bound].map(([name, type]) => JSON.stringify([name, keyOf(type)])).toSorted(),
  ])
  const known = scope.family.get(key)
  if (known !== undefined) return known
  const fresh = { ...scope, known: new Map<Expr, Type>() }
  scope.family.set(key, fresh)
  return fresh
}

function keyOf(type: ScalarType): string {
  switch (type.kind) {
    case 'bool':
      return 'bool'
    case 'enum':
      return JSON.stringify(type.values)
    case 'range':
      return `${String(type.lo)} ${String(type.hi)} ${type.overflow}`
    case 'bits':
      return `bits ${String(type.width)}`
    case 'integer':
      return 'integer'
    default:
      return assertNever(type)
  }
}
