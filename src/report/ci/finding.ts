import type { Claim, Proof } from '../../engine/verdict.js'
import { isStated, type Action, type SourcePlace, type TransitionSystem } from '../../ir/system.js'
import type { CheckReport } from '../../run/check.js'
import type { Trace } from '../../trace/trace.js'
import { storyOf, type Story } from '../trace/story.js'
import { isBounded } from '../verdict/exit-code.js'
import { verdictWords } from '../verdict/verdict-line.js'

/** Something that a reader of a change should look at. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'note'
  /** What kind of thing it is: a property's kind, `undecided`, or a warning's code. */
  readonly rule: string
  /** The property, or the part of the model. */
  readonly subject: string
  /** One clause. */
  readonly title: string
  /** Why, or how far; empty where the title says it all. */
  readonly reason: string
  readonly place?: SourcePlace
  readonly story?: Story
}

/** How strictly a check is judged: as its exit code is. */
export interface Judging {
  /** Warnings are failures. */
  readonly strict?: boolean
  /** Anything short of a proof is undecided. */
  readonly insist?: boolean
}

/** What is wrong or open after a check: violations, what is undecided, and warnings, in this order. */
export function findingsOf(
  { system, results, warnings, unsettled = [] }: CheckReport<Proof>,
  { strict = false, insist = false }: Judging,
): readonly Finding[] {
  const isOpen = ({ verdict }: Claim): boolean =>
    verdict.kind === 'undecided' || (insist && isBounded(verdict))
  return [
    ...results
      .filter(({ verdict }) => verdict.kind === 'violated')
      .map((result) => violation(system, result)),
    ...results.filter(isOpen).map((result) => undecided(system, result)),
    // That a goal is not reached is an answer like any other, unless warnings count.
    ...warnings
      .filter(({ code }) => strict || code !== 'unreached-goal')
      .map(({ code, subject, message }): Finding => ({
        level: strict ? 'error' : 'warning',
        rule: code,
        subject,
        title: `${code}: ${subject}`,
        reason: message,
        ...placed(placeOf(system, subject)),
      })),
    ...(strict ? unsettled : []).map((subject): Finding => ({
      level: 'warning',
      rule: 'undecided',
      subject,
      title: `${subject} is undecided`,
      reason: 'It is undecided whether there is something to warn of.',
      ...placed(placeOf(system, subject)),
    })),
  ]
}

function violation(system: TransitionSystem, result: Claim): Finding {
  const { property, kind } = result
  const story = storyOf(system, result)
  const { meaning } = verdictWords(result)
  return {
    level: 'error',
    rule: kind,
    subject: property,
    title: kind === 'deadlock' ? 'Everything comes to a halt' : `${property} is violated`,
    reason: meaning,
    ...placed(placeOf(system, property) ?? lastPlace(story?.trace)),
    ...(story === undefined ? {} : { story }),
  }
}

function undecided(system: TransitionSystem, result: Claim): Finding {
  const { property, verdict } = result
  const { finding, meaning } = verdictWords(result)
  return {
    level: 'note',
    rule: 'undecided',
    subject: property,
    title: verdict.kind === 'undecided' ? `${property} is undecided` : `${property} is not proved`,
    reason: [finding, meaning].filter((part) => part !== '').join(': '),
    ...placed(placeOf(system, property)),
  }
}

/** Where a property or an action stands in the model; a step that several processes have, or that has alternatives, where the first is. */
function placeOf({ properties, actions }: TransitionSystem, name: string): SourcePlace | undefined {
  const property = properties.find((candidate) => candidate.name === name)
  if (property !== undefined) return isStated(property) ? property.source : undefined
  const isNamed = ({ process, label }: Action): boolean => {
    const step = process === undefined ? label : `${process.kind}.${label}`
    return step === name || step.startsWith(`${name}.`)
  }
  return (actions.find((action) => action.name === name) ?? actions.find(isNamed))?.source
}

/** For what has no place of its own: where the trace ends. */
function lastPlace(trace: Trace | undefined): SourcePlace | undefined {
  return trace?.fault?.source ?? trace?.steps.findLast(({ source }) => source !== undefined)?.source
}

function placed(place: SourcePlace | undefined): Pick<Finding, 'place'> {
  return place === undefined ? {} : { place }
}
