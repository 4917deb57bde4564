import type { TransitionSystem } from '../ir/system.js'
import type { Subject } from '../report/check/subject.js'
import type { ShowPlace } from '../report/trace/trace-row.js'
import type { ExitCode } from '../report/verdict/exit-code.js'
import type { CheckReport } from '../run/check.js'
import type { RunEvent } from '../run/run-event.js'
import { eventStream } from './event-stream.js'
import type { Terminal } from './terminal.js'
import { packageVersion } from './version.js'

/** The news of a check as lines of JSON, from its start to its end. */
export interface CheckNews {
  /** All lines so far. */
  text(): string
  /** @param seconds since the start of the check. */
  tell(event: RunEvent, seconds: number): void
  /** @param open the properties whose verdict was no news yet. */
  end(report: CheckReport, open: ReadonlySet<string>, exitCode: ExitCode): void
  /** @throws UsageError when a line could not be written. */
  written(): Promise<void>
}

/** Begins the news; what writes them is loaded only here, since few want them. */
export async function checkNews(
  terminal: Terminal,
  {
    subject,
    system,
    depth,
    isPrinted,
    showPlace,
  }: {
    readonly subject: Subject
    readonly system: TransitionSystem
    readonly depth: number
    readonly isPrinted: boolean
    readonly showPlace: ShowPlace
  },
): Promise<CheckNews> {
  const [{ startJson, eventJson }, { closingJson }] = await Promise.all([
    import('../report/check/event-json.js'),
    import('../report/check/check-json.js'),
  ])
  const stream = eventStream(terminal, { isPrinted })
  const properties = system.properties.map(({ name }) => name)
  stream.tell(startJson({ version: packageVersion(), ...subject, properties, depth }))
  return {
    text: () => stream.lines.join(''),
    tell: (event, seconds) => {
      stream.tell(eventJson(event, { showPlace, system, seconds }))
    },
    end: (report, open, exitCode) => {
      stream.tell(closingJson(report, open, { exitCode, showPlace }))
    },
    written: () => stream.written(),
  }
}
