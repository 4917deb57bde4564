import type { CheckOutcome } from '../report/check/check-text.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import type { Surface } from './destination.js'
import { detailOf, propertiesOf, type ModelFlags, type ReportFlags } from './flags.js'
import { placeFromHere, quoteFrom } from './user-file.js'
import { packageVersion } from './version.js'
import type { ShowPlace } from '../report/trace/trace-row.js'

/** The first where nothing else is asked for. `jsonl` is written while the check runs. */
export const CHECK_FORMATS = [
  'text',
  'json',
  'jsonl',
  'html',
  'mermaid',
  'itf',
  'junit',
  'sarif',
  'github',
] as const

export type CheckFormat = (typeof CHECK_FORMATS)[number]

/** A check that is done, and what its reports need to know besides. */
export interface ReportedCheck {
  readonly outcome: Required<CheckOutcome>
  readonly exitCode: ExitCode
  readonly insist: boolean
  /** Where the model stands, where somebody else can find it again. */
  readonly file: string | undefined
  readonly showPlace: ShowPlace
  readonly flags: ModelFlags & ReportFlags
}

/** A report in one format. */
export interface Report {
  /** Undefined where there is nothing that the format could hold. */
  readonly text: string | undefined
  /** What the format cannot say, for the terminal. */
  readonly remark?: string | undefined
}

type Reporter = (check: ReportedCheck, surface: Surface) => Report

/** Writes reports in the formats whose code was loaded. */
export type Reporting = (format: CheckFormat, check: ReportedCheck, surface: Surface) => Report

/**
 * Loads the code of these formats, and of no others: most are seldom wanted.
 * @returns what writes them; it throws a TypeError for any other format, and for `jsonl`.
 */
export async function loadReporting(formats: readonly CheckFormat[]): Promise<Reporting> {
  const wanted = formats.flatMap((format) => (format === 'jsonl' ? [] : [format]))
  const loaded = new Map<CheckFormat, Reporter>(
    await Promise.all(wanted.map(async (format) => [format, await REPORTERS[format]()] as const)),
  )
  return (format, check, surface) => {
    const report = loaded.get(format)
    if (report === undefined) throw new TypeError(`the code of the format ${format} is not loaded`)
    return report(check, surface)
  }
}

const REPORTERS: Readonly<Record<Exclude<CheckFormat, 'jsonl'>, () => Promise<Reporter>>> = {
  text: async () => {
    const { checkText } = await import('../report/check/check-text.js')
    return ({ outcome, flags, showPlace }, surface) => ({
      text: checkText(outcome, { ...surface, ...detailOf(flags), showPlace, quote: quoteFrom }),
    })
  },
  json: async () => {
    const { checkJson } = await import('../report/check/check-json.js')
    return ({ outcome: { subject, report }, exitCode, showPlace, file }) => ({
      text: checkJson(subject, report, {
        version: packageVersion(),
        showPlace,
        exitCode,
        ...(file === undefined ? {} : { file }),
      }),
    })
  },
  html: async () => {
    const { checkPage } = await import('../report/html/check-page.js')
    return ({ outcome, showPlace }) => ({
      text: checkPage(outcome, { version: packageVersion(), showPlace, quote: quoteFrom }),
    })
  },
  mermaid: async () => {
    const { checkMermaid } = await import('../report/mermaid/check-mermaid.js')
    return ({ outcome: { report }, flags, showPlace }) => ({
      text: checkMermaid(report, { ...detailOf(flags), showPlace }),
    })
  },
  itf: async () => {
    const { itfChoice } = await import('./itf-file.js')
    return ({ outcome: { subject, report }, file, showPlace, flags }) =>
      itfChoice(
        { subject, report, ...(file === undefined ? {} : { file }) },
        { showPlace, isAsked: propertiesOf(flags).length > 0 },
      )
  },
  junit: async () => {
    const { junitText } = await import('../report/ci/junit.js')
    return ({ outcome, insist, showPlace }) => ({
      text: junitText({ ...outcome, insist }, { showPlace, quote: quoteFrom }),
    })
  },
  sarif: async () => {
    const { sarifText } = await import('../report/ci/sarif.js')
    return ({ outcome, insist, exitCode }) => ({
      text: sarifText({ ...outcome, insist }, { version: packageVersion(), exitCode, locate: placeFromHere }),
    })
  },
  github: async () => {
    const { githubText } = await import('../report/ci/github.js')
    return ({ outcome, insist }) => ({ text: githubText({ ...outcome, insist }, placeFromHere) })
  },
}
