import { bindChoices, choicesOf } from '../ir/choices.js'
import type { Expr } from '../ir/expr.js'
import { contains } from '../ir/fold.js'
import { isStated, type Action, type Property, type TransitionSystem } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'
import { evidenceFor } from './evidence.js'
import { readsOfFault } from './fault-reads.js'
import type { PartRead } from './part-read.js'
import { evaluationOf, type Scene } from './scene.js'

/** On what the outcome of a trace rests. */
export interface Outcome {
  /** The property's formula, where it decides. */
  readonly formula?: Expr
  readonly scene: Scene
  /** Whether it is about the last state, or about the step into it. */
  readonly about: 'state' | 'step'
  readonly reads: readonly PartRead[]
  /** Where processes stand, if that is part of the outcome. */
  readonly stands: readonly PartRead[]
}

/** Of a deadlock no more than so many ways to choose are looked at for each action that waits. */
const MOST_CHOICES = 20

export function outcomeOf(system: TransitionSystem, property: Property, trace: Trace): Outcome {
  const last = trace.states.at(-1) ?? {}
  const before = trace.states.at(-2)
  const scene: Scene = { state: last }
  const aboutState = { scene, about: 'state', stands: [] } as const
  if (trace.fault !== undefined) {
    const { subject } = trace.fault
    const formula = formulaCalled(system, subject)
    if (formula === undefined) return { ...aboutState, reads: readsOfFault(system, last, subject) }
    const isStep = before !== undefined && saysNext(formula)
    const where: Scene = isStep ? { state: before, next: last } : scene
    return {
      scene: where,
      about: isStep ? 'step' : 'state',
      reads: evidenceFor(system, formula, where).parts,
      stands: [],
    }
  }
  if (isStated(property)) {
    const { expr: formula } = property
    const isStep = before !== undefined && (property.kind === 'transition' || saysNext(formula))
    const where: Scene = isStep ? { state: before, next: last } : scene
    const { parts: reads } = evidenceFor(system, formula, where)
    return { formula, scene: where, about: isStep ? 'step' : 'state', reads, stands: [] }
  }
  return property.kind === 'deadlock'
    ? { ...aboutState, ...waitingIn(system, scene) }
    : { ...aboutState, reads: [] }
}

/** The formula of a property, or the condition under which executions may end, as faults name them. */
function formulaCalled(system: TransitionSystem, subject: string | undefined): Expr | undefined {
  if (system.actions.some(({ name }) => name === subject)) return undefined
  if (subject === 'mayEnd') return system.mayEnd
  return system.properties.filter(isStated).find(({ name }) => name === subject)?.expr
}

function saysNext(formula: Expr): boolean {
  return contains(formula, ({ kind }) => kind === 'next')
}

/** What the guards rest on that hold up the processes where they stand. */
function waitingIn(system: TransitionSystem, scene: Scene): Pick<Outcome, 'reads' | 'stands'> {
  const reads: PartRead[] = []
  const stands: PartRead[] = []
  for (const action of system.actions) {
    if (action.control !== undefined) {
      const stand = expressionOf(action.control.cell)
      const { parts } = evidenceFor(system, stand, scene)
      const found = evaluationOf(system, { expr: stand, scene })
      if (found.kind !== 'value' || found.value !== action.control.at) continue
      stands.push(...parts)
    }
    let ways = 0
    for (const choices of choicesOf(action)) {
      if (ways === MOST_CHOICES) break
      ways += 1
      reads.push(
        ...evidenceFor(system, action.guard, { ...scene, bound: bindChoices(action, choices) }).parts,
      )
    }
  }
  return { reads, stands }
}

function expressionOf({ variable, path }: NonNullable<Action['control']>['cell']): Expr {
  return path.reduce<Expr>(
    (whole, step) =>
      step.kind === 'field'
        ? { kind: 'field', record: whole, field: step.field }
        : { kind: 'element', array: whole, index: step.index },
    { kind: 'variable', name: variable },
  )
}
