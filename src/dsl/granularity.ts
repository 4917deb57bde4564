import { atomic } from './fuse.js'
import { keyedBy, namesOf } from './keyed.js'
import { requireKnown } from './require.js'
import type { Step } from './step.js'

/** Whether neighbouring steps are one, or others can come between them. */
export type Granularity = 'fine' | 'coarse'

/**
 * Steps that follow one another, as they are (`fine`), or as one step under the label of the first (`coarse`): whether it is one is often
 * all that a race depends on, so it should be seen in the model, and be a parameter of it. What holds for `atomic` holds for the one.
 * @throws ModelError for a `goto` or `done` in any step but the last, where they are one.
 */
export function granularity<Label extends string>(
  grain: Granularity,
  steps: Readonly<Record<Label, Step>>,
): Readonly<Record<Label, Step | undefined>> {
  requireKnown('The granularity', grain, ['fine', 'coarse'])
  if (grain === 'fine') return steps
  const labels = namesOf(steps)
  const [first, ...rest] = labels.map((label) => steps[label])
  if (first === undefined) return steps
  const whole = atomic(first, ...rest)
  return keyedBy(labels, (label) => (label === labels[0] ? whole : undefined))
}
