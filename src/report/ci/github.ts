import type { CheckOutcome } from '../check/check-text.js'
import { verdictWords } from '../verdict/verdict-line.js'
import type { FilePlace } from './file-place.js'
import { findingsOf, type Finding, type Judging } from './finding.js'
import { stepSentences } from './step-sentence.js'

/** Longer messages are cut off by GitHub anyway. */
const MOST_STEPS = 60

/**
 * A check as GitHub's workflow commands: printed in a workflow, they annotate the lines of the model in the change. An error for each
 * violation, a warning for what is undecided and for what makes verdicts mean less, and one notice that says how it went.
 */
export function githubText(
  { subject, report, sentences = [], ...judging }: CheckOutcome & Judging,
  locate: FilePlace,
): string {
  const annotations = findingsOf(report, judging).map((finding) => {
    const place = finding.place === undefined ? undefined : locate(finding.place)
    return command(finding.level === 'error' ? 'error' : 'warning', {
      ...(place === undefined ? {} : { file: place.file, line: String(place.line) }),
      title: `${subject.model}: ${finding.title}`,
      message: messageOf(finding, report),
    })
  })
  const verdicts = report.results.map((result) => `${result.property}: ${verdictWords(result).finding}`)
  const params = Object.entries(subject.params).map(([name, value]) => `${name}=${String(value)}`)
  const summary = command('notice', {
    title: [`premortem ${subject.model}`, ...params].join(' '),
    message: [...verdicts, ...sentences].join('\n'),
  })
  return [...annotations, summary].join('')
}

function messageOf({ title, reason, story }: Finding, { system }: CheckOutcome['report']): string {
  const first = `${title}${reason === '' ? '' : ` (${reason})`}`
  if (story === undefined) return first
  const steps = stepSentences(system, story.trace).map(
    (sentence, place) => `${String(place + 1)}. ${sentence}`,
  )
  const rest = steps.length - MOST_STEPS
  return [
    `${first}, ${steps.length === 0 ? 'at the very start' : steps.length === 1 ? 'in 1 step:' : `in ${String(steps.length)} steps:`}`,
    ...steps.slice(0, MOST_STEPS),
    ...(rest > 0 ? [`and ${String(rest)} more`] : []),
  ].join('\n')
}

/** One command on a line of its own, with what would end it or its properties escaped as GitHub asks. */
function command(
  name: 'error' | 'warning' | 'notice',
  { message, ...properties }: Readonly<Record<string, string>> & { readonly message: string },
): string {
  const set = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`)
  return `::${name} ${set.join(',')}::${escapedMessage(message)}\n`
}

function escapedMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
