import { cellNamedBy } from '../ir/cell.js'
import type { Expr } from '../ir/expr.js'
import { children } from '../ir/fold.js'
import { layoutOf } from '../ir/layout.js'
import { processName, type Action, type Cell, type TransitionSystem } from '../ir/system.js'
import { indexOf, type Type } from '../ir/type.js'
import type { Part } from './explanation.js'
import { childType, keyOf } from './part.js'

/** Who has to do with which part of the state, in any execution. An access of no process counts as somebody else's. */
export interface Access {
  /** Nobody but the process writes it. */
  readonly isWrittenOnlyBy: (part: Part, process: string) => boolean
  /** Somebody else reads or writes it. */
  readonly isSharedBy: (part: Part, process: string) => boolean
}

/** A part of a variable; where an index is computed, any element. */
type Pattern = readonly (string | number | undefined)[]

interface Use {
  readonly process: string | undefined
  readonly pattern: Pattern
  readonly writes: boolean
}

/** Read off the text of the actions. */
export function accessIn(system: TransitionSystem): Access {
  const uses = usesOf(system)
  const known = new Map<string, readonly Use[]>()
  const usesMeeting = (part: Part): readonly Use[] => {
    const key = keyOf(part)
    const found =
      known.get(key) ?? (uses.get(part.variable) ?? []).filter(({ pattern }) => meets(pattern, part.keys))
    known.set(key, found)
    return found
  }
  return {
    isWrittenOnlyBy: (part, process) =>
      usesMeeting(part).every((use) => !use.writes || use.process === process),
    isSharedBy: (part, process) => usesMeeting(part).some((use) => use.process !== process),
  }
}

function meets(pattern: Pattern, keys: Part['keys']): boolean {
  return pattern.every((key, at) => key === undefined || keys[at] === undefined || key === keys[at])
}

function usesOf(system: TransitionSystem): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Map<string, Use>>()
  for (const action of system.actions) {
    const process = action.process === undefined ? undefined : processName(action.process)
    const add = (variable: string, pattern: Pattern, writes: boolean): void => {
      const of = uses.get(variable) ?? new Map<string, Use>()
      uses.set(variable, of)
      of.set(JSON.stringify([process, pattern.map((key) => key ?? null), writes]), {
        process,
        pattern,
        writes,
      })
    }
    readsIn(system, action, (variable, pattern) => {
      add(variable, pattern, false)
    })
    for (const { target } of action.updates) add(target.variable, patternOf(system, target), true)
  }
  return new Map([...uses].map(([variable, of]) => [variable, [...of.values()]]))
}

function readsIn(
  system: TransitionSystem,
  { guard, updates, control }: Action,
  found: (variable: string, pattern: Pattern) => void,
): void {
  const seen = new Set<Expr>()
  const pending: Expr[] = [
    guard,
    ...updates.flatMap(({ condition, value, target }) => [
      ...(condition === undefined ? [] : [condition]),
      value,
      ...target.path.flatMap((step) => (step.kind === 'index' ? [step.index] : [])),
    ]),
  ]
  if (control !== undefined) found(control.cell.variable, patternOf(system, control.cell))
  for (let expr = pending.pop(); expr !== undefined; expr = pending.pop()) {
    if (seen.has(expr)) continue
    seen.add(expr)
    const named = cellNamedBy(expr)
    if (named === undefined) pending.push(...children(expr))
    else {
      found(named.variable, patternOf(system, named))
      pending.push(...named.path.flatMap((step) => (step.kind === 'index' ? [step.index] : [])))
    }
  }
}

function patternOf(system: TransitionSystem, { variable, path }: Cell): Pattern {
  let type: Type | undefined = layoutOf(system).variables.get(variable)
  return path.map((step) => {
    const key =
      step.kind === 'field'
        ? step.field
        : step.index.kind === 'literal' && type?.kind === 'array'
          ? indexOf(type.index, step.index.value)
          : undefined
    type = type === undefined ? undefined : childType(type, step.kind === 'field' ? step.field : 0)
    return key
  })
}
