import { ModelError } from '../ir/model-error.js'
import type { SourcePlace } from '../ir/system.js'
import { END } from './clause.js'
import type { LabelledStep } from './declaration.js'
import { fallsThrough, jumpsIn } from './destination.js'
import { checkName } from './name.js'
import { suggestion } from './nearest.js'
import type { Alternatives, Step } from './step.js'

/** Steps by label, in their order. Where one is left undefined, there is no such step. */
export type Steps = Readonly<Record<string, Step | Alternatives | undefined>>

/** The steps with where each leads to if it does not say. */
export function labelled(steps: Steps, place: SourcePlace | undefined): readonly LabelledStep[] {
  const present = Object.entries(steps).flatMap(([label, step]) =>
    step === undefined ? [] : [{ label, step }],
  )
  if (present.length === 0) {
    throw new ModelError(
      'unknown-label',
      'A process has no steps.',
      'Write at least one: steps: () => ({ work: step(...) }).',
      place,
    )
  }
  for (const { label, step } of present) checkName('A step', label, [END], step.place)
  return present.map((item, at) => ({ ...item, following: present[at + 1]?.label ?? END }))
}

/**
 * The labels of the processes of a kind, which run the same steps.
 * @throws ModelError when they differ, and for a `goto` to none of them.
 */
export function commonLabels(
  kind: readonly (readonly LabelledStep[])[],
  place: SourcePlace | undefined,
): readonly string[] {
  const [first = [], ...others] = kind.map((steps) => steps.map(({ label }) => label))
  const different = others.find((labels) => labels.join() !== first.join())
  if (different !== undefined) {
    throw new ModelError(
      'unknown-label',
      `Processes of one kind have different steps: ${first.join(', ')}; and ${different.join(', ')}.`,
      'Give all of them the same labels, or make two kinds of them.',
      place,
    )
  }
  for (const steps of kind) refuseLost(steps, first)
  return first
}

/** Whether some step leads to the end of the process. */
export function mayEnd(steps: readonly LabelledStep[]): boolean {
  return steps.some(({ step, following }) =>
    singleSteps(step).some(
      ({ destination }) =>
        jumpsIn(destination).some(({ to }) => to === END) || (following === END && fallsThrough(destination)),
    ),
  )
}

function refuseLost(steps: readonly LabelledStep[], labels: readonly string[]): void {
  const jumps = steps.flatMap(({ step }) =>
    singleSteps(step).flatMap(({ destination }) => jumpsIn(destination)),
  )
  const lost = jumps.find(({ to }) => to !== END && !labels.includes(to))
  if (lost === undefined) return
  throw new ModelError(
    'unknown-label',
    `The process goes to \`${lost.to}\`, where it has no step.`,
    suggestion(lost.to, [...labels, END]),
    lost.place,
  )
}

function singleSteps(step: Step | Alternatives): readonly Step[] {
  return step.kind === 'step' ? [step] : Object.values(step.steps)
}
