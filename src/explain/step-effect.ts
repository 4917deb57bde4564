import { locate } from '../ir/cell.js'
import { bindChoices } from '../ir/choices.js'
import { environment } from '../ir/environment.js'
import type { Expr } from '../ir/expr.js'
import type { State } from '../ir/state.js'
import type { Action, TransitionSystem, Update } from '../ir/system.js'
import type { Type } from '../ir/type.js'
import type { Step, Trace } from '../trace/trace.js'
import { evidenceFor } from './evidence.js'
import type { Part } from './explanation.js'
import { groundsOf, type Extent } from './grounds.js'
import { keyOf, scalarsOf, valueOfPart } from './part.js'
import { evaluationOf, type Occurrence, type Scene } from './scene.js'

/** Scalar parts that were read together, in one comparison or one term. */
export interface Together {
  readonly parts: readonly Part[]
  /** Those of them that are compared or computed with; the others only said which parts are meant. */
  readonly company: readonly Part[]
  /** `checked`: to decide what happens; `copied`: to be written, or to be computed with. */
  readonly use: 'checked' | 'copied'
}

/** What a step read and wrote. All parts are scalars. */
export interface StepEffect {
  readonly action: Action | undefined
  /** On what its being possible rested. */
  readonly guard: readonly Together[]
  readonly writes: readonly Write[]
  /** All that it evaluated, whether it mattered or not. */
  readonly looked: readonly Together[]
  /** The targets of its assignments, as they are written: cells or larger parts. */
  readonly assigned: readonly Part[]
}

/** An assignment to a scalar part that was not just kept as it was. */
export interface Write {
  readonly part: Part
  /** What decided that this is assigned, and here. */
  readonly because: readonly Together[]
  /** What its value was made of. */
  readonly value: readonly Together[]
}

/** What each step of a trace read and wrote. */
export function stepEffects(system: TransitionSystem, { states, steps }: Trace): readonly StepEffect[] {
  return steps.flatMap((step, at) => {
    const before = states[at]
    const after = states[at + 1]
    return before === undefined || after === undefined ? [] : [effectOf(system, step, before, after)]
  })
}

function effectOf(system: TransitionSystem, step: Step, before: State, after: State): StepEffect {
  const action = system.actions.find(({ name }) => name === step.action)
  if (action === undefined) return { action, guard: [], writes: [], looked: [], assigned: [] }
  const scene: Scene = { state: before, bound: bindChoices(action, step.choices) }
  const readsOf = (expr: Expr, extent: Extent, use: Together['use'] = 'checked'): readonly Together[] =>
    readTogether(system, { expr, scene }, extent, use)
  const writes: Write[] = []
  const looked: Together[] = [...readsOf(action.guard, 'evaluated')]
  const assigned: Part[] = []
  for (const update of action.updates) {
    const { condition, target, value } = update
    if (condition !== undefined) looked.push(...readsOf(condition, 'evaluated'))
    const place = placeOf(system, update, scene)
    if (place === undefined) continue
    assigned.push(place)
    const indices = target.path.flatMap((at) => (at.kind === 'index' ? [at.index] : []))
    looked.push(...indices.flatMap((index) => readsOf(index, 'evaluated')))
    const because = [...(condition === undefined ? [] : [condition]), ...indices].flatMap((expr) =>
      readsOf(expr, 'deciding'),
    )
    for (const piece of piecesOf(place, value)) {
      const reads = readsOf(piece.value, 'deciding', 'copied')
      for (const part of scalarsOf(piece.part)) {
        if (isKept(part, reads, before, after)) continue
        looked.push(...readsOf(piece.value, 'evaluated', 'copied'))
        writes.push({ part, because, value: reads })
      }
    }
  }
  return { action, guard: readsOf(action.guard, 'deciding'), writes, looked, assigned }
}

/** What a formula reads, what is compared with each other together. */
export function readTogether(
  system: TransitionSystem,
  occurrence: Occurrence,
  extent: Extent,
  use: Together['use'],
): readonly Together[] {
  const found: Together[] = []
  const seen = new Map<Scene, Set<Expr>>()
  const enter = (one: Occurrence): void => {
    const known = seen.get(one.scene) ?? new Set()
    seen.set(one.scene, known)
    if (known.has(one.expr)) return
    known.add(one.expr)
    if (isConnective(one.expr)) {
      for (const ground of groundsOf(system, one, extent)) enter(ground)
      return
    }
    const { parts } = evidenceFor(system, one.expr, one.scene, extent)
    if (parts.length === 0) return
    found.push({
      parts: parts.flatMap(scalarsOf),
      company: parts.filter(({ asIndex }) => asIndex !== true).flatMap(scalarsOf),
      use: isComparison(one.expr) ? 'checked' : use,
    })
  }
  enter(occurrence)
  return found
}

function isComparison({ kind }: Expr): boolean {
  return kind === 'eq' || kind === 'lt' || kind === 'le'
}

function isConnective({ kind }: Expr): boolean {
  return (
    kind === 'and' ||
    kind === 'or' ||
    kind === 'not' ||
    kind === 'implies' ||
    kind === 'ite' ||
    kind === 'forall' ||
    kind === 'exists'
  )
}

/** Where an update writes; undefined where its condition does not hold. */
function placeOf(system: TransitionSystem, { condition, target }: Update, scene: Scene): Part | undefined {
  if (condition !== undefined) {
    const holds = evaluationOf(system, { expr: condition, scene })
    if (holds.kind !== 'value' || holds.value !== true) return undefined
  }
  const env = environment(system, { state: scene.state, bound: scene.bound })
  return { variable: target.variable, ...locate(target, env) }
}

interface Piece {
  readonly part: Part
  readonly value: Expr
}

/** An assignment of a record or array that is written out, field by field and element by element. */
function piecesOf(part: Part, value: Expr): readonly Piece[] {
  if (part.type.kind === 'record' && value.kind === 'record') {
    return Object.entries(part.type.fields).flatMap(([field, type]) =>
      pieceAt(part, field, type, value.fields[field]),
    )
  }
  if (part.type.kind === 'array' && value.kind === 'array') {
    const { element } = part.type
    return value.elements.flatMap((item, place) => pieceAt(part, place, element, item))
  }
  return [{ part, value }]
}

function pieceAt(
  { variable, keys }: Part,
  key: string | number,
  type: Type,
  value: Expr | undefined,
): readonly Piece[] {
  return value === undefined ? [] : piecesOf({ variable, keys: [...keys, key], type }, value)
}

/** A new value of a whole has most of its parts from the old one. */
function isKept(part: Part, reads: readonly Together[], before: State, after: State): boolean {
  const key = keyOf(part)
  return (
    valueOfPart(before, part) === valueOfPart(after, part) &&
    reads.some(({ parts }) => parts.some((read) => keyOf(read) === key))
  )
}
