import type { Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import { processName, type Cell, type ProcessId, type SourcePlace, type Update } from '../ir/system.js'
import type { EnumType } from '../ir/type.js'
import type { AssertingAction } from './assertion.js'
import { END } from './clause.js'
import { CRASH, RESTART } from './crash.js'
import { COUNTER, type ProcessDeclaration, type ProcessInstance } from './declaration.js'
import { counterAfter, jumpsIn } from './destination.js'
import { conjunction, disjunction, equality, negation } from './formula.js'
import { constant } from './lift.js'
import { valueOf } from './part.js'
import type { Alternatives, Step } from './step.js'

/** The actions of the processes of a kind. Their states are still called by the placeholder. */
export function processActions(kind: string, declaration: ProcessDeclaration): readonly AssertingAction[] {
  const { counter } = declaration
  return declaration.instances.flatMap((instance) => {
    const id = instance.index === undefined ? { kind } : { kind, index: instance.index }
    const cell = counterCell(declaration, instance)
    const steps = instance.steps.flatMap(({ label, following, step }) =>
      named(label, step).map(({ name, single }): AssertingAction => {
        const { updates, ...rest } = effect(single)
        const value = counterAfter(single.destination, following, counter)
        const stays = value.kind === 'literal' && value.value === label
        const move: Update = { target: cell, value, ...placed(single.place) }
        return {
          ...rest,
          name: `${processName(id)}.${name}`,
          process: id,
          label: name,
          control: { cell, at: label },
          updates: stays ? updates : [...updates, move],
        }
      }),
    )
    return [...steps, ...crashActions(id, cell, instance, counter)]
  })
}

/** Whatever it is about to do, unless it is down or has come to its end. */
function crashActions(
  id: ProcessId,
  cell: Cell,
  { crash }: ProcessInstance,
  counter: EnumType,
): readonly AssertingAction[] {
  if (crash === undefined) return []
  const stands = (label: string): Expr =>
    equality(valueOf(cell), { kind: 'literal', type: counter, value: label })
  const { guard, updates, ...rest } = effect(crash.step)
  const unable = [RESTART, END].filter((label) => counter.values.includes(label))
  const down: Expr = { kind: 'literal', type: counter, value: RESTART }
  return [
    {
      ...rest,
      name: `${processName(id)}.${CRASH}`,
      process: id,
      label: CRASH,
      guard: conjunction([...unable.map((label) => negation(stands(label))), guard]),
      updates: [...updates, ...crash.resets, { target: cell, value: down, ...placed(crash.step.place) }],
    },
  ]
}

/**
 * The actions of a step that belongs to no process.
 * @throws ModelError when it says where a process goes.
 */
export function freeActions(key: string, step: Step | Alternatives): readonly AssertingAction[] {
  return named(key, step).map(({ name, single }) => {
    const [jump] = jumpsIn(single.destination)
    if (jump === undefined) return { ...effect(single), name, label: name }
    throw new ModelError(
      'misplaced-clause',
      `The step \`${name}\` belongs to no process, and goes to \`${jump.to}\`.`,
      'Drop the `goto` or `done`: such a step may happen whenever its guards hold.',
      jump.place ?? single.place,
    )
  })
}

/** Every process of the kind is where it may rest. */
export function allRest(declaration: ProcessDeclaration): Expr {
  const { counter, rests, instances } = declaration
  return conjunction(
    instances.map((instance) => {
      const stands = valueOf(counterCell(declaration, instance))
      return disjunction(
        rests.map((label) => equality(stands, { kind: 'literal', type: counter, value: label })),
      )
    }),
  )
}

function counterCell({ placeholder }: ProcessDeclaration, { index }: ProcessInstance): Cell {
  const field = { kind: 'field', field: COUNTER } as const
  if (index === undefined) return { variable: placeholder, path: [field] }
  return { variable: placeholder, path: [{ kind: 'index', index: constant(index) }, field] }
}

function named(
  label: string,
  step: Step | Alternatives,
): readonly { readonly name: string; readonly single: Step }[] {
  if (step.kind === 'step') return [{ name: label, single: step }]
  return Object.entries(step.steps).map(([name, single]) => ({ name: `${label}.${name}`, single }))
}

function effect({ guards, updates, assertions, choices, fault, place }: Step) {
  return {
    guard: conjunction(guards),
    updates: updates.map(({ target, value, condition, source }): Update => ({
      target,
      value,
      ...(condition === undefined ? {} : { condition }),
      ...placed(source),
    })),
    assertions,
    choices,
    ...(fault ? { fault } : {}),
    ...placed(place),
  }
}

/** An optional place as an optional field. */
export function placed(place: SourcePlace | undefined): { readonly source?: SourcePlace } {
  return place === undefined ? {} : { source: place }
}
