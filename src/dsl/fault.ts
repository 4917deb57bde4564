import type { Alternatives, Step } from './step.js'

/**
 * Marks a step as one in which something breaks: a timeout, a partition, a machine that is gone. The step means what it meant; but of
 * all executions that end alike, traces show those with fewer faults first. Crashes, and messages that are lost or come twice, are
 * marked already.
 */
export function fault(step: Step): Step
export function fault(step: Alternatives): Alternatives
export function fault(step: Step | Alternatives): Step | Alternatives
export function fault(step: Step | Alternatives): Step | Alternatives {
  if (step.kind === 'step') return Object.freeze({ ...step, fault: true })
  const steps = Object.fromEntries(Object.entries(step.steps).map(([name, single]) => [name, fault(single)]))
  return Object.freeze({ ...step, steps })
}
