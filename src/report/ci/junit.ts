import type { Claim, Proof } from '../../engine/verdict.js'
import type { CheckReport } from '../../run/check.js'
import type { CheckOutcome, TextLayout } from '../check/check-text.js'
import { createPalette } from '../line/palette.js'
import { rendered } from '../line/styled-line.js'
import { storyLines, storyOf } from '../trace/story.js'
import { confirmationSentence } from '../verdict/confirmation-text.js'
import { isBounded } from '../verdict/exit-code.js'
import { verdictWords } from '../verdict/verdict-line.js'
import { warningSentences } from '../verdict/warning-text.js'
import type { Judging } from './finding.js'

/** How traces are told in it. */
export type JunitLayout = Pick<TextLayout, 'showPlace' | 'quote'>

/** A test of the suite, and what came of it. */
interface TestCase {
  readonly name: string
  readonly seconds: number
  readonly outcome:
    | { readonly kind: 'passed'; readonly note: string }
    | {
        readonly kind: 'failure' | 'error'
        readonly type: string
        readonly message: string
        readonly text: string
      }
    | { readonly kind: 'skipped'; readonly message: string }
}

/** Columns of a trace in a test's report. */
const WIDTH = 100

/**
 * A check as a JUnit XML report: a test for each property. A violation is a failure, with its trace. What is undecided is an error, so
 * that it cannot pass for a success. A goal that is not reached counts as skipped, since either answer is one; where warnings are failures,
 * each is a test of its own that fails.
 */
export function junitText(
  { subject, report, sentences = [], ...judging }: CheckOutcome & Judging,
  layout: JunitLayout,
): string {
  const cases = [
    ...report.results.map((result) => propertyCase(report, result, judging, layout)),
    ...(judging.strict === true ? strictCases(report) : []),
  ]
  const count = (kind: TestCase['outcome']['kind']): string =>
    String(cases.filter(({ outcome }) => outcome.kind === kind).length)
  const longest = Math.max(0, ...cases.map(({ seconds }) => seconds))
  const counts = {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    time: longest.toFixed(3),
  }
  const settings = { ...subject.params, depth: report.depth }
  const properties = Object.entries(settings).map(
    ([name, value]) => `      <property${attributes({ name, value: String(value) })}/>\n`,
  )
  const remarks = [
    ...[confirmationSentence(report.results) ?? []].flat(),
    ...warningSentences(report, { strict: judging.strict ?? false }),
    ...sentences,
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites${attributes({ name: 'premortem', ...counts })}>\n`,
    `  <testsuite${attributes({ name: subject.model, ...counts, skipped: count('skipped') })}>\n`,
    `    <properties>\n${properties.join('')}    </properties>\n`,
    ...cases.map((test) => caseElement(subject.model, test)),
    ...(remarks.length === 0 ? [] : [`    <system-out>${escaped(remarks.join('\n'))}</system-out>\n`]),
    '  </testsuite>\n',
    '</testsuites>\n',
  ].join('')
}

function propertyCase(
  { system }: CheckReport<Proof>,
  result: Claim,
  { insist = false }: Judging,
  layout: JunitLayout,
): TestCase {
  const { property: name, verdict, kind, seconds } = result
  const { finding, meaning } = verdictWords(result)
  const message = meaning === '' ? finding : `${finding}: ${meaning}`
  const test = { name, seconds }
  if (verdict.kind === 'violated') {
    const story = storyOf(system, result)
    const lines =
      story === undefined ? [] : storyLines(system, story, { ...layout, width: WIDTH, full: false })
    const text = rendered(lines, createPalette({ color: false }))
    return { ...test, outcome: { kind: 'failure', type: kind, message, text } }
  }
  if (verdict.kind === 'undecided' || (insist && isBounded(verdict))) {
    return { ...test, outcome: { kind: 'error', type: 'undecided', message, text: '' } }
  }
  if (verdict.kind === 'unreached') return { ...test, outcome: { kind: 'skipped', message } }
  return { ...test, outcome: { kind: 'passed', note: message } }
}

function strictCases({ warnings, unsettled = [] }: CheckReport<Proof>): readonly TestCase[] {
  return [
    ...warnings.map(({ code, subject, message }): TestCase => ({
      name: `${code}: ${subject}`,
      seconds: 0,
      outcome: { kind: 'failure', type: code, message, text: '' },
    })),
    ...unsettled.map((subject): TestCase => ({
      name: `warnings: ${subject}`,
      seconds: 0,
      outcome: {
        kind: 'error',
        type: 'undecided',
        message: `It is undecided whether there is something to warn of: ${subject}`,
        text: '',
      },
    })),
  ]
}

function caseElement(model: string, { name, seconds, outcome }: TestCase): string {
  const open = `    <testcase${attributes({ name, classname: model, time: seconds.toFixed(3) })}>\n`
  return `${open}      ${outcomeElement(outcome)}\n    </testcase>\n`
}

function outcomeElement(outcome: TestCase['outcome']): string {
  switch (outcome.kind) {
    case 'passed':
      return `<system-out>${escaped(outcome.note)}</system-out>`
    case 'skipped':
      return `<skipped${attributes({ message: outcome.message })}/>`
    case 'failure':
    case 'error': {
      const { kind, message, type, text } = outcome
      return `<${kind}${attributes({ message, type })}>${escaped(text)}</${kind}>`
    }
  }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replace(/[\t\n\r]/g, ' ')}"`)
    .join('')
}

/** Text for XML 1.0; characters that it cannot hold at all are replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
