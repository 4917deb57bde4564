import { assertNever } from '../ir/assert-never.js'
import type { Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { EnumType } from '../ir/type.js'
import type { Clause, Jump } from './clause.js'
import { alternative } from './formula.js'

/** Where a process stands after a step. */
export type Destination = Jump | Following | Fork

/** At the next label. */
export interface Following {
  readonly kind: 'following'
}

export interface Fork {
  readonly kind: 'fork'
  readonly condition: Expr
  readonly whenTrue: Destination
  readonly whenFalse: Destination
}

const FOLLOWING: Following = Object.freeze({ kind: 'following' })

/**
 * Where these clauses lead.
 * @throws ModelError when a `goto` stands behind another one that is always taken.
 */
export function destinationOf(clauses: readonly Clause[], otherwise: Destination = FOLLOWING): Destination {
  const [first, ...rest] = clauses
  if (first === undefined) return otherwise
  if (isList(first)) return destinationOf([...first, ...rest], otherwise)
  switch (first.kind) {
    case 'guard':
    case 'assertion':
    case 'assignment':
      return destinationOf(rest, otherwise)
    case 'jump':
      refuseAnother(rest)
      return first
    case 'branch': {
      const after = destinationOf(rest, otherwise)
      const whenTrue = destinationOf(first.whenTrue, after)
      const whenFalse = destinationOf(first.whenFalse, after)
      if (whenTrue === after && whenFalse === after) return after
      return { kind: 'fork', condition: first.condition, whenTrue, whenFalse }
    }
    default:
      return assertNever(first)
  }
}

/** The places that are named, in the order in which they are written. */
export function jumpsIn(destination: Destination): readonly Jump[] {
  switch (destination.kind) {
    case 'following':
      return []
    case 'jump':
      return [destination]
    case 'fork':
      return [...jumpsIn(destination.whenTrue), ...jumpsIn(destination.whenFalse)]
    default:
      return assertNever(destination)
  }
}

/** Whether the process may go on to the next label. */
export function fallsThrough(destination: Destination): boolean {
  switch (destination.kind) {
    case 'following':
      return true
    case 'jump':
      return false
    case 'fork':
      return fallsThrough(destination.whenTrue) || fallsThrough(destination.whenFalse)
    default:
      return assertNever(destination)
  }
}

/** The destination as a value of the program counter. */
export function counterAfter(destination: Destination, following: string, type: EnumType): Expr {
  switch (destination.kind) {
    case 'following':
      return { kind: 'literal', type, value: following }
    case 'jump':
      return { kind: 'literal', type, value: destination.to }
    case 'fork':
      return alternative(
        destination.condition,
        counterAfter(destination.whenTrue, following, type),
        counterAfter(destination.whenFalse, following, type),
      )
    default:
      return assertNever(destination)
  }
}

/** The destination with its conditions rewritten. */
export function rewriteDestination(destination: Destination, rewrite: (expr: Expr) => Expr): Destination {
  if (destination.kind !== 'fork') return destination
  return {
    kind: 'fork',
    condition: rewrite(destination.condition),
    whenTrue: rewriteDestination(destination.whenTrue, rewrite),
    whenFalse: rewriteDestination(destination.whenFalse, rewrite),
  }
}

function refuseAnother(clauses: readonly Clause[]): void {
  const [another] = jumpsIn(destinationOf(clauses))
  if (another === undefined) return
  throw new ModelError(
    'misplaced-clause',
    `The step goes to \`${another.to}\` after it has gone elsewhere already.`,
    'Keep one `goto`, or make the first conditional: onlyIf(x, goto(...)).',
    another.place,
  )
}

function isList(clause: Clause): clause is readonly Clause[] {
  return Array.isArray(clause)
}
