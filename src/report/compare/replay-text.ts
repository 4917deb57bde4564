import { bindChoices, type Choices } from '../../ir/choices.js'
import { decisiveMoves } from '../../ir/decisive-choices.js'
import type { State } from '../../ir/state.js'
import { processName, type SourcePlace, type TransitionSystem } from '../../ir/system.js'
import type { Blockade, ScheduleReplay } from '../../run/compare/schedule-replay.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { differences, divergenceSentence, scheduledStep } from './divergence-text.js'
import { enumeration, stepsNamed } from './enumeration.js'
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
    ...replay.divergences.flatMap((divergence) =>
      divergence.kind === 'end' ? [] : [divergenceSentence(replay, divergence, scene)],
    ),
    endingSentence(replay, scene),
  ]
}

/** Steps of its own that are fitted in, and steps of the schedule that are left out. */
function detourSentences(
  { schedule, run, origins, passedOver, isExhaustive }: ScheduleReplay,
  { label }: ReplayScene,
): readonly Line[] {
  const own = run.steps.flatMap(({ action }, at) => (origins[at] === null ? [action] : []))
  const names = [...new Set(own)]
  const missing = passedOver.map((step) => `${String(step)} (${schedule.steps[step - 1]?.action ?? ''})`)
  return [
    ...(names.length === 0
      ? []
      : [
          lineOf(
            `In between ${enumeration(names)} ${own.length === 1 ? 'is' : 'are'} taken, which only ${label} has, where the schedule gets furthest.`,
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [lineOf(`${label} does not have ${stepsNamed(missing)} of the schedule: passed over.`)]),
    ...(isExhaustive ? [] : [lineOf('Not every way to fit in its own steps was tried.')]),
  ]
}

function endingSentence(replay: ScheduleReplay, scene: ReplayScene): Line {
  const { label, showPlace } = scene
  const { ending, property } = replay
  const state = replay.run.states.at(-1) ?? {}
  switch (ending.kind) {
    case 'blocked':
      return lineOf(
        ...scheduledStep(ending.action.name, ending.step),
        `${chosen(ending.choices)} `,
        ...blockadeWords(ending, state, scene),
        '.',
      )
    case 'elsewhere': {
      const { action, step, stand, waits } = ending
      const who = action.process === undefined ? 'it' : processName(action.process)
      return lineOf(
        ...scheduledStep(action.name, step),
        ' cannot be taken',
        placed(action.source, showPlace),
        `: ${who} is at ${stand}, not at ${action.control?.at ?? ''}`,
        ...(waits === undefined ? [] : ['. There, it ', ...blockadeWords(waits, state, scene)]),
        '.',
      )
    }
    case 'unchoosable':
      return lineOf(...scheduledStep(ending.action.name, ending.step), ' cannot choose what it chose.')
    case 'fault':
      return lineOf(
        ...scheduledStep(ending.action.name, ending.step),
        ' cannot complete',
        placed(ending.fault.source, showPlace),
        `: ${ending.fault.message}.`,
      )
    case 'no-start':
      return lineOf(`${label} does not start as the schedule does.`)
    case 'harmless':
      return lineOf(
        `${takenWords(replay)}, and ${property} is `,
        span('not violated', 'good'),
        ...harmlessReason(replay, scene),
        '.',
      )
    case 'violated':
      return lineOf(
        `The schedule goes through: ${property} is `,
        span('still violated', 'bad'),
        violatedAfter(replay),
        '.',
      )
  }
}

function blockadeWords(
  { action, choices, failing }: Blockade,
  state: State,
  { fixed, showPlace }: ReplayScene,
): Line {
  const reason = failingConditions(fixed, failing, { state, bound: bindChoices(action, choices) })
  return lineOf(
    'is ',
    span('blocked', 'good'),
    placed(action.source, showPlace),
    ...(reason.length === 0 ? [] : [': its guard needs ', ...reason]),
  )
}

function takenWords({ schedule, passedOver }: ScheduleReplay): string {
  const left = schedule.steps.length - passedOver.length
  if (left === 0) return 'Nothing is left of it'
  if (passedOver.length > 0)
    return left === 1 ? 'Its one other step is taken' : 'All its other steps are taken'
  return left === 1 ? 'Its one step is taken' : `All ${String(left)} steps are taken`
}

/** What it comes to where nothing is violated, unless a step was told of that comes to something else. */
function harmlessReason({ property, schedule, run, divergences }: ScheduleReplay, scene: ReplayScene): Line {
  const { fixed, label } = scene
  const last = run.states.at(-1) ?? {}
  if (fixed.properties.some(({ name, kind }) => name === property && kind === 'deadlock')) {
    const moves = [...decisiveMoves(fixed, last)].map(({ action }) => action.name)
    const [first] = moves
    return lineOf(first === undefined ? ': every process may end there' : `: ${first} can be taken then`)
  }
  const [divergence] = divergences
  if (divergence?.kind !== 'end') return []
  if (divergence.cells.length > 0) {
    return lineOf(': in the end, ', ...differences(scene, divergence.cells, schedule.states.at(-1), last))
  }
  return lineOf(
    `: in the end, all that both models have is the same, so that it is ${property} itself that differs, or what only ${label} has`,
  )
}

/** After which step of the schedule, and which steps that only the fixed model has, it is violated. */
function violatedAfter({ run, origins }: ScheduleReplay): string {
  if (run.steps.length === 0) return ', at the very start'
  const last = origins.findLastIndex((origin) => origin !== null)
  const own = run.steps.slice(last + 1).map(({ action }) => action)
  const number = origins[last]
  const steps = [...(typeof number === 'number' ? [`its step ${String(number)}`] : []), ...own]
  return `, after ${enumeration(steps)}`
}

function chosen(choices: Choices): string {
  const made = Object.entries(choices).map(([name, value]) => `${name} = ${String(value)}`)
  return made.length === 0 ? '' : ` with ${enumeration(made)},`
}

function placed(source: SourcePlace | undefined, showPlace: ShowPlace): string {
  return source === undefined ? '' : ` (${showPlace(source)})`
}
