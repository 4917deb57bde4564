import type { PropertyResult, Verdict } from '../../engine/verdict.js'
import { isStated, type TransitionSystem } from '../../ir/system.js'
import { startSpace } from '../../ir/start.js'
import type { CheckOptions } from '../check.js'
import { DEFAULT_SOLVER } from '../message.js'
import { stepQuestions, type Question } from '../vacuity-questions.js'
import { findNever } from '../vacuity-search.js'
import { stepName } from './own-steps.js'
import { patientCheck } from './patient-check.js'
import { unwritten, type Unwritten } from './written-cells.js'

/** What of the broken model's doings the fixed one can still do. Steps have the names of their kind of process: instances count as one. */
export interface Work {
  /** The steps that the broken model can take, and the goals that it reaches. */
  readonly steps: readonly string[]
  readonly goals: readonly string[]
  /** Of its steps, those of which it is not known whether it can take them. */
  readonly unsettled: readonly string[]
  /** What the fixed model has and can never do. */
  readonly lost: readonly Doing[]
  /** What it does not do to some depth, or, with null, of which nothing is known. */
  readonly unseen: readonly (Doing & { readonly depth: number | null })[]
  /** The steps and goals that the fixed model does not have. */
  readonly absent: readonly Absent[]
}

/** Something that a model does. */
export interface Doing {
  readonly kind: 'step' | 'goal'
  readonly name: string
}

/** With what the step wrote; a goal writes nothing. */
export interface Absent extends Doing, Unwritten {}

export interface WorkOptions {
  readonly check: CheckOptions & { readonly depth: number; readonly signal: AbortSignal }
  /** Seconds that the solver may take for it. */
  readonly patience: number
}

/** What a model can do. */
export interface Ability {
  /** Of its steps. */
  readonly can: readonly string[]
  readonly never: ReadonlyMap<string, number | null>
  readonly open: readonly string[]
}

/** Which steps a model can take at all. */
export async function abilityOf(
  system: TransitionSystem,
  { check: { depth, signal, solver = DEFAULT_SOLVER, onEvent = () => undefined }, patience }: WorkOptions,
  wanted: (step: string) => boolean = () => true,
): Promise<Ability> {
  const questions = stepQuestions(system).filter(({ subject }) => wanted(subject))
  const { never, open } = await findNever(system, questions, {
    depth,
    solver,
    patience,
    signal,
    onEvent,
    startsKnown: system.init.assumptions.length === 0 || startSpace(system).free.length === 0,
  })
  return {
    can: questions
      .filter((question) => !never.has(question) && !open.includes(question))
      .map(({ subject }) => subject),
    never: new Map([...never].map(([{ subject }, bound]) => [subject, bound])),
    open: open.map(({ subject }) => subject),
  }
}

/** Compares what the broken model can do with what the fixed one can. */
export async function workOf(
  { broken, fixed }: { readonly broken: Doer; readonly fixed: Omit<Doer, 'ability'> },
  options: WorkOptions,
): Promise<Work> {
  const steps = broken.ability.can
  const has = new Set(fixed.system.actions.map(stepName))
  const goals = broken.results.flatMap(({ property, verdict }) =>
    verdict.kind === 'reached' ? [property] : [],
  )
  const ability = await abilityOf(fixed.system, options)
  const never = await settled(fixed.system, ability, steps, options)
  const systems = { broken: broken.system, fixed: fixed.system }
  const isPossible = (step: string): boolean => never.get(step) !== null
  const verdictOf = (name: string): Verdict | undefined =>
    fixed.results.find(({ property }) => property === name)?.verdict
  const reached = broken.system.properties
    .filter(isStated)
    .filter(({ name }) => goals.includes(name) && verdictOf(name)?.kind === 'reached')
  const lost: Doing[] = []
  const unseen: Work['unseen'][number][] = []
  const absent: Absent[] = []
  for (const name of steps) {
    const bound = never.get(name)
    if (!has.has(name)) absent.push({ kind: 'step', name, ...unwritten(systems, name, isPossible, reached) })
    else if (bound === null) lost.push({ kind: 'step', name })
    else if (bound !== undefined) unseen.push({ kind: 'step', name, depth: bound })
    else if (ability.open.includes(name)) unseen.push({ kind: 'step', name, depth: null })
  }
  for (const name of goals) {
    const verdict = verdictOf(name)
    if (verdict === undefined) absent.push({ kind: 'goal', name, unwritten: [], gone: [], goals: [] })
    else if (verdict.kind === 'unreached' && verdict.certificate !== undefined)
      lost.push({ kind: 'goal', name })
    else if (verdict.kind === 'unreached') unseen.push({ kind: 'goal', name, depth: verdict.depth })
    else if (verdict.kind !== 'reached') unseen.push({ kind: 'goal', name, depth: null })
  }
  return { steps, goals, unsettled: broken.ability.open, lost, unseen, absent }
}

export interface Doer {
  readonly system: TransitionSystem
  readonly results: readonly PropertyResult[]
  readonly ability: Ability
}

/** The steps that are not taken, and up to which depth: at none at all where that can be proved in time. */
async function settled(
  system: TransitionSystem,
  { never }: Ability,
  wanted: readonly string[],
  { check: options, patience }: WorkOptions,
): Promise<ReadonlyMap<string, number | null>> {
  const bounded = stepQuestions(system).filter(
    ({ subject }) => wanted.includes(subject) && typeof never.get(subject) === 'number',
  )
  if (bounded.length === 0 || options.signal.aborted) return never
  const { results } = await patientCheck(
    { ...system, properties: bounded.flatMap(({ goals }) => goals) },
    {
      ...options,
      minimise: 'none',
      vacuity: 'none',
      ...(options.timeout === undefined ? {} : { timeout: Math.max(patience, 0.01) }),
    },
  )
  const proved = bounded.filter((question) => isRuledOut(question, results))
  return new Map([...never, ...proved.map(({ subject }): [string, null] => [subject, null])])
}

function isRuledOut({ goals }: Question, results: readonly PropertyResult[]): boolean {
  return goals.every(({ name }) => {
    const verdict = results.find(({ property }) => property === name)?.verdict
    return verdict?.kind === 'unreached' && verdict.certificate !== undefined
  })
}
