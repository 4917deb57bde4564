import type { PropertyResult } from '../engine/verdict.js'
import { startCount, startSpace, startStates } from '../ir/start.js'
import { isStated, type TransitionSystem } from '../ir/system.js'
import { conditionQuestion, startQuestion, stepQuestions, type Question } from './vacuity-questions.js'
import { findNever, type Never, type SearchOptions } from './vacuity-search.js'

/**
 * Something that makes verdicts mean less than they seem to.
 * - `no-start`: no state satisfies the assumptions on the start.
 * - `never-enabled`: a step that no state enables.
 * - `vacuous`: an invariant or a property of steps of the form `A implies B` that holds, and `A` is never true.
 * - `unreached-goal`: a goal that is not reached.
 * - `unconfirmed`: a verdict that the second solver, which was asked for, has not confirmed in all that it says.
 */
export interface Warning {
  readonly code: 'no-start' | 'never-enabled' | 'vacuous' | 'unreached-goal' | 'unconfirmed'
  /** What in the model it is about. */
  readonly subject: string
  readonly message: string
}

/** What a reader of the verdicts must know. */
export interface Vacuity {
  readonly warnings: readonly Warning[]
  /** The subjects of which it could not be decided whether there is something to warn of. */
  readonly unsettled: readonly string[]
}

/** Start states are looked for one by one; where there are more candidates than this, a search is made for one. */
const MOST_CANDIDATES = 50_000

/**
 * What in a validated system makes the results mean less than they seem to. Vacuity of implications is asked only of properties that
 * hold (Beer, Ben-David, Eisner and Rodeh, Efficient detection of vacuity in temporal model checking, 2001).
 */
export async function examineVacuity(
  system: TransitionSystem,
  results: readonly PropertyResult[],
  options: Omit<SearchOptions, 'startsKnown'>,
): Promise<Vacuity> {
  const hasStart = findStart(system)
  const goals = unreachedGoals(results)
  if (hasStart === 'none') return { warnings: [noStart(system), ...goals], unsettled: [] }
  const holding = new Set(
    results.flatMap(({ property, verdict }) =>
      verdict.kind === 'holds' || verdict.kind === 'proved' ? [property] : [],
    ),
  )
  const conditions = system.properties.flatMap((property) =>
    isStated(property) && holding.has(property.name) ? (conditionQuestion(property) ?? []) : [],
  )
  const steps = stepQuestions(system)
  const starts = hasStart === 'unknown' ? [startQuestion(assumptionsOf(system))] : []
  const { never, open } = await findNever(system, [...starts, ...steps, ...conditions], {
    ...options,
    startsKnown: hasStart === 'some',
  })
  if (starts.some((question) => never.has(question))) {
    return { warnings: [noStart(system), ...goals], unsettled: [] }
  }
  return {
    warnings: [
      ...joinAlternatives(steps, never).map(neverEnabled),
      ...conditions.flatMap((question) => vacuous(question, never)),
      ...goals,
    ],
    unsettled: open.map(({ subject }) => subject),
  }
}

/** What there is to say without any search. */
export function plainVacuity(system: TransitionSystem, results: readonly PropertyResult[]): Vacuity {
  const goals = unreachedGoals(results)
  const warnings = findStart(system) === 'none' ? [noStart(system), ...goals] : goals
  return { warnings, unsettled: [] }
}

function findStart(system: TransitionSystem): 'some' | 'none' | 'unknown' {
  if (system.init.assumptions.length === 0) return 'some'
  const space = startSpace(system)
  const candidates = startCount(space)
  if (candidates === undefined || candidates > MOST_CANDIDATES) return 'unknown'
  return startStates(system, space).next().done === true ? 'none' : 'some'
}

function assumptionsOf({ init }: TransitionSystem): string {
  return init.assumptions.map(({ name }) => name).join(', ')
}

function noStart(system: TransitionSystem): Warning {
  return {
    code: 'no-start',
    subject: assumptionsOf(system),
    message:
      'No state satisfies the assumptions on the start: there are no executions, and every verdict is empty.',
  }
}

function neverEnabled({ subject, depth }: Idle): Warning {
  const where = depth === null ? 'No reachable state' : `No state up to depth ${String(depth)}`
  return {
    code: 'never-enabled',
    subject,
    message: `${where} enables \`${subject}\`.`,
  }
}

function vacuous(question: Question, never: Never): readonly Warning[] {
  const depth = never.get(question)
  if (depth === undefined) return []
  const { subject } = question
  return [
    {
      code: 'vacuous',
      subject,
      message: `\`${subject}\` says nothing: its condition is never true${until(depth)}.`,
    },
  ]
}

function unreachedGoals(results: readonly PropertyResult[]): readonly Warning[] {
  return results.flatMap(({ property, verdict }): readonly Warning[] => {
    if (verdict.kind !== 'unreached') return []
    const depth = verdict.certificate === undefined ? verdict.depth : null
    return [
      {
        code: 'unreached-goal',
        subject: property,
        message: `The goal \`${property}\` is never reached${until(depth)}.`,
      },
    ]
  })
}

function until(depth: number | null): string {
  return depth === null ? '' : ` up to depth ${String(depth)}`
}

/** A step that is not enabled up to a depth; null: at any. */
interface Idle {
  readonly subject: string
  readonly depth: number | null
}

/** The steps that are never enabled, each under its name; where no alternative of a step is, the step under its own. */
function joinAlternatives(questions: readonly Question[], never: Never): readonly Idle[] {
  const names = new Set(questions.map(({ step, subject }) => step ?? subject))
  return [...names].flatMap((name) => {
    const members = questions.filter(({ step, subject }) => (step ?? subject) === name)
    const idle = members.flatMap((question): readonly Idle[] => {
      const depth = never.get(question)
      return depth === undefined ? [] : [{ subject: question.subject, depth }]
    })
    if (idle.length < members.length) return idle
    const depth = idle.find((one) => one.depth !== null)?.depth ?? null
    return [{ subject: name, depth }]
  })
}
