import type { SourcePlace, TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { jsonText, type JsonObject } from '../../format/json/json.js'
import type { CheckOutcome } from '../check/check-text.js'
import type { ExitCode } from '../verdict/exit-code.js'
import type { FilePlace } from './file-place.js'
import { findingsOf, type Finding, type Judging } from './finding.js'
import { RULES } from './rule.js'
import { stepSentences } from './step-sentence.js'

export interface SarifLayout {
  readonly version: string
  readonly exitCode: ExitCode
  readonly locate: FilePlace
}

/**
 * A check as a SARIF 2.1.0 log: a result for each violation, with the trace as a code flow through the model's file, for what is
 * undecided, and for each warning. What holds is not in it.
 */
export function sarifText(
  { subject, report, strict = false, insist = false }: CheckOutcome & Judging,
  { version, exitCode, locate }: SarifLayout,
): string {
  const findings = findingsOf(report, { strict, insist })
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  const params = Object.entries(subject.params).map(([name, value]) => `${name}=${String(value)}`)
  return jsonText(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'premortem',
              version,
              rules: rules.map((rule) => ({
                id: rule,
                shortDescription: { text: RULES[rule] ?? `Warning: ${rule}` },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          invocations: [{ executionSuccessful: true, exitCode }],
          results: findings.map((finding) => ({
            ruleId: finding.rule,
            ruleIndex: rules.indexOf(finding.rule),
            level: finding.level,
            message: { text: messageOf(finding) },
            ...(finding.place === undefined ? {} : { locations: [location(locate(finding.place))] }),
            partialFingerprints: {
              'premortemFinding/v1': [subject.model, ...params, finding.rule, finding.subject].join(' '),
            },
            ...(finding.story === undefined || finding.story.trace.steps.length === 0
              ? {}
              : { codeFlows: [codeFlow(report.system, finding.story.trace, locate)] }),
          })),
        },
      ],
    },
    2,
  )
}

function messageOf({ title, reason, story }: Finding): string {
  const steps = story?.trace.steps.length
  const when = steps === undefined ? '' : steps === 1 ? ', in 1 step' : `, in ${String(steps)} steps`
  return `${title}${when}${reason === '' ? '.' : ` (${reason}).`}`
}

/** The schedule in one thread flow: what counts is the order of the steps across processes, so each says which process it is of. */
function codeFlow(system: TransitionSystem, trace: Trace, locate: FilePlace): JsonObject {
  const sentences = stepSentences(system, trace)
  return {
    threadFlows: [
      {
        locations: trace.steps.map(({ process, source }, place) => ({
          location: {
            ...(source === undefined ? {} : location(locate(source))),
            message: { text: sentences[place] ?? '' },
          },
          ...(process === undefined ? {} : { module: process }),
          executionOrder: place + 1,
          importance: place === trace.steps.length - 1 ? 'essential' : 'important',
        })),
      },
    ],
  }
}

function location({ file, line }: SourcePlace): JsonObject {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } }
}

/** A relative reference, or a file URI for what lies elsewhere. */
function uriOf(file: string): string {
  const path = file
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
  if (path.startsWith('/')) return `file://${path}`
  return /^[A-Za-z]%3A/.test(path) ? `file:///${path.replace('%3A', ':')}` : path
}
