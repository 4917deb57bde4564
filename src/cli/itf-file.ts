import { itfText } from '../format/itf/itf.js'
import type { Proof } from '../engine/verdict.js'
import type { CheckReport } from '../run/check.js'
import type { Subject } from '../report/check/subject.js'
import { storyOf } from '../report/trace/story.js'
import type { ShowPlace } from '../report/trace/trace-row.js'
import { byGravity } from '../report/verdict/exit-code.js'
import { packageVersion } from './version.js'

/** What goes into a file that holds one trace. */
export interface ItfChoice {
  /** Undefined where there is no trace. */
  readonly text: string | undefined
  /** What is to be said about it: that there is none, or which of several it is. */
  readonly remark: string | undefined
}

/** The gravest violation as ITF; where nothing is violated, the first goal that was asked for by name. */
export function itfChoice(
  {
    subject,
    report,
    file,
  }: { readonly subject: Subject; readonly report: CheckReport<Proof>; readonly file?: string },
  { showPlace, isAsked }: { readonly showPlace: ShowPlace; readonly isAsked: boolean },
): ItfChoice {
  const { system, results } = report
  const stories = results
    .toSorted(byGravity)
    .filter(({ verdict }) => isAsked || verdict.kind === 'violated')
    .flatMap((result) => storyOf(system, result) ?? [])
  const [told, ...others] = stories
  if (told === undefined) {
    const goal = results.find(({ verdict }) => verdict.kind === 'reached')
    const hint =
      goal === undefined
        ? ''
        : ` The trace to a goal is written when it is asked for: --property ${goal.property}.`
    return { text: undefined, remark: `There is no trace to write as ITF: nothing is violated.${hint}` }
  }
  const { model, params } = subject
  const text = itfText(system, told.property, told.trace, {
    version: packageVersion(),
    model,
    params,
    ...(file === undefined ? {} : { file }),
    write: showPlace,
  })
  const names = others.map(({ property }) => `--property ${property.name}`)
  const remark =
    names.length === 0
      ? undefined
      : `ITF holds one trace: this is ${told.property.name}. For the others: ${names.join(', ')}.`
  return { text, remark }
}
