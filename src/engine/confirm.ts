import type { TransitionSystem } from '../ir/system.js'
import { replay } from '../trace/replay.js'
import { SelfCheckError } from './self-check-error.js'
import type { PropertyResult } from './verdict.js'

/**
 * Believes no engine: a result with a trace is returned only after the reference interpreter has run that trace, with the states and the
 * fault as the interpreter sees them.
 * @throws SelfCheckError when the trace is not an execution of the system, or does not end in what the verdict says.
 */
export function confirm(system: TransitionSystem, result: PropertyResult): PropertyResult {
  const { verdict } = result
  if (verdict.kind !== 'violated' && verdict.kind !== 'reached') return result
  const property = system.properties.find(({ name }) => name === result.property)
  if (property === undefined)
    throw new SelfCheckError(`${result.engine} decided an unknown property ${result.property}`)
  const outcome = replay(system, property, verdict.trace)
  if (outcome.kind === 'refuted') {
    throw new SelfCheckError(
      `${result.engine} says that ${result.property} is ${verdict.kind} at depth ${String(verdict.depth)}, but replaying its trace fails ` +
        `at step ${String(outcome.step)}: ${outcome.message}`,
    )
  }
  if (outcome.trace.steps.length !== verdict.depth) {
    throw new SelfCheckError(
      `${result.engine} says depth ${String(verdict.depth)} for a trace of ${String(outcome.trace.steps.length)} steps`,
    )
  }
  return { ...result, verdict: { ...verdict, trace: outcome.trace } }
}
