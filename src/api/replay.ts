import type { ModelDefinition } from '../dsl/model.js'
import type { Parameters } from '../dsl/parameter.js'
import { replayNamed, type ReplayOutcome } from '../trace/replay.js'
import type { PropertyTrace } from './property-trace.js'

/**
 * Follows a trace step by step on a model, by the reference interpreter, with the parameters that the trace names. Nothing in the trace is
 * trusted but which step comes when, with which choices; the states, which may lack variables, must come out as it says, and the property
 * must be violated (the goal reached) at its end and not before.
 * @param trace of `check`, of `readTrace`, or one that was changed: `{ ...trace, params: { fix: 'atomic' } }`.
 * @returns `confirmed`, with complete states, or `refuted`, with how far it got and why.
 * @throws ModelError for parameters that the model does not allow.
 * @example
 * ```ts
 * import { check, replay } from 'premortem'
 * import stock from './stock.js'
 *
 * const { neverOversold: race } = (await check(stock)).traces
 * if (race !== undefined) {
 *   console.log(replay(stock, race).kind)
 *   console.log(replay(stock, { ...race, params: { fix: 'atomic' } }))
 * }
 * ```
 *
 * ```text
 * confirmed
 * {
 *   kind: 'refuted',
 *   step: 3,
 *   message: 'after step 4 (buyer[0].take), stock is 0, not -1 as the trace says'
 * }
 * ```
 */
export function replay<P extends Parameters>(model: ModelDefinition<P>, trace: PropertyTrace): ReplayOutcome {
  const { property: name, kind, params } = trace
  return replayNamed(model.instantiate(params), { name, kind }, trace)
}
