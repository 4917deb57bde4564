import { bindChoices, type Choices } from '../../ir/choices.js'
import type { Expr } from '../../ir/expr.js'
import type { State } from '../../ir/state.js'
import { processName, type Action, type SourcePlace, type TransitionSystem } from '../../ir/system.js'
import type { Divergence, ScheduleReplay } from '../../run/compare/schedule-replay.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import { showPart } from '../state/shown-part.js'
import { valuesIn } from '../state/state-change.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { enumeration, listed } from './enumeration.js'
import { failingConditions } from './failing-condition.js'

export interface ReplayScene {
  readonly broken: TransitionSystem
  readonly fixed: TransitionSystem
  /** What the fixed model is called. */
  readonly label: string
  readonly showPlace: ShowPlace
}

/** What the replay of a schedule comes to: sentences, each to be folded. */
export function replaySentences(replay: ScheduleReplay, scene: ReplayScene): readonly Line[] {
  return [
    ...detourSentences(replay, scene),
    ...(replay.divergence === undefined ? [] : [divergenceSentence(replay, replay.divergence, scene)]),
    endingSentence(replay, scene),
  ]
}

function detourSentences(
  { schedule, origins, passedOver, isExhaustive }: ScheduleReplay,
  { label }: ReplayScene,
): readonly Line[] {
  const own = origins.flatMap((origin, at) => (origin === null ? [String(at + 1)] : []))
  const missing = passedOver.map((step) => `${String(step)} (${schedule.steps[step - 1]?.action ?? ''})`)
  const [noun, verb] = own.length === 1 ? ['Row', 'is a step'] : ['Rows', 'are steps']
  return [
    ...(own.length === 0
      ? []
      : [
          lineOf(
            `${noun} ${enumeration(own)} ${verb} that only ${label} has, put where the schedule gets furthest.`,
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [
          lineOf(
            `${label} does not have ${stepsWord(missing.length)} ${enumeration(missing)} of the schedule: passed over.`,
          ),
        ]),
    ...(isExhaustive ? [] : [lineOf('Not every way to fit in its own steps was tried.')]),
  ]
}

function stepsWord(count: number): string {
  return count === 1 ? 'step' : 'steps'
}

function divergenceSentence(
  { schedule, run }: ScheduleReplay,
  { step, at, cells, withheld }: Divergence,
  { broken, fixed }: ReplayScene,
): Line {
  const [was, is] = [schedule.states[step], run.states[at]]
  const where =
    step === 0
      ? lineOf('It starts differently: ')
      : lineOf(...stepWords(schedule.steps[step - 1]?.action, step), ' comes to something else: ')
  if (was === undefined || is === undefined) return where
  const told = (variable: string, keys: readonly (string | number)[]): boolean =>
    cells.some((cell) => cell.variable === variable && sameKeys(cell.keys, keys))
  const before = new Map(
    valuesIn(broken.variables, was, told).map(({ cell, type, fact }) => [cell, showPart(fact, type)]),
  )
  const items = valuesIn(fixed.variables, is, told).map(({ cell, type, fact }) => {
    const old = before.get(cell)
    return lineOf(
      `${cell} = `,
      span(showPart(fact, type), 'strong'),
      old === undefined ? '' : ` instead of ${old}`,
    )
  })
  const reason = withheldReason(run, at, withheld, fixed)
  return lineOf(
    ...where,
    ...listed(items),
    ...(reason.length === 0 ? [] : lineOf('. It does that only where ', ...reason)),
    '.',
  )
}

function withheldReason(
  run: ScheduleReplay['run'],
  at: number,
  withheld: readonly Expr[],
  fixed: TransitionSystem,
): Line {
  const step = run.steps[at - 1]
  const state = run.states[at - 1]
  const action = fixed.actions.find(({ name }) => name === step?.action)
  if (step === undefined || state === undefined || action === undefined) return []
  return listed(whyFailing(fixed, withheld, { action, choices: step.choices, state }))
}

function whyFailing(
  system: TransitionSystem,
  conditions: readonly Expr[],
  { action, choices, state }: { readonly action: Action; readonly choices: Choices; readonly state: State },
): readonly Line[] {
  return failingConditions(system, conditions, { state, bound: bindChoices(action, choices) })
}

function sameKeys(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  return one.length === other.length && one.every((key, place) => key === other[place])
}

function endingSentence(replay: ScheduleReplay, { fixed, label, showPlace }: ReplayScene): Line {
  const { ending, schedule, run, property, passedOver } = replay
  const state = run.states.at(-1)
  const left = passedOver.length === 0 ? `All ${String(schedule.steps.length)} steps` : 'All its other steps'
  switch (ending.kind) {
    case 'blocked': {
      const { action, choices, step, failing } = ending
      const values = state === undefined ? [] : whyFailing(fixed, failing, { action, choices, state })
      return lineOf(
        ...stepWords(action.name, step),
        `${chosen(choices)} is `,
        span('blocked', 'good'),
        placed(action.source, showPlace),
        ...(values.length === 0 ? ['.'] : [': its guard needs ', ...listed(values), '.']),
      )
    }
    case 'elsewhere': {
      const { action, step, stand } = ending
      const who = action.process === undefined ? 'it' : processName(action.process)
      return lineOf(
        ...stepWords(action.name, step),
        ' cannot be taken',
        placed(action.source, showPlace),
        `: ${who} is at ${stand}, not at ${action.control?.at ?? ''}.`,
      )
    }
    case 'unchoosable':
      return lineOf(...stepWords(ending.action.name, ending.step), ' cannot choose what it chose.')
    case 'fault':
      return lineOf(
        ...stepWords(ending.action.name, ending.step),
        ' cannot complete',
        placed(ending.fault.source, showPlace),
        `: ${ending.fault.message}.`,
      )
    case 'no-start':
      return lineOf(`${label} does not start as the schedule does.`)
    case 'harmless':
      return lineOf(`${left} are taken, and ${property} is `, span('not violated', 'good'), '.')
    case 'violated':
      return lineOf(
        `The schedule goes through: ${property} is `,
        span('still violated', 'bad'),
        run.steps.length === 0 ? ', at the very start.' : `, after step ${String(run.steps.length)}.`,
      )
  }
}

function stepWords(action: string | undefined, step: number): readonly ReturnType<typeof span>[] {
  return lineOf(`Step ${String(step)} of the schedule, `, span(action ?? '', 'strong'), ',')
}

function chosen(choices: Choices): string {
  const made = Object.entries(choices).map(([name, value]) => `${name} = ${String(value)}`)
  return made.length === 0 ? '' : ` with ${enumeration(made)},`
}

function placed(source: SourcePlace | undefined, showPlace: ShowPlace): string {
  return source === undefined ? '' : ` (${showPlace(source)})`
}
