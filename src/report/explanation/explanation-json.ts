import type { Explanation, FormulaValue, Need, Origin, StaleRead } from '../../explain/explanation.js'
import { nameOfPart } from '../../explain/part.js'
import type { JsonObject } from '../../format/json/json.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import { raceSentence } from './race-text.js'

/**
 * An explanation; parts of the state by their names, steps counted from 1, 0 for the start. `formula` is null where there is none, `value`
 * where a formula has none; `origin` is there only for what is read off the state, `binding` only where one value decides a quantifier.
 */
export function explanationJson(
  system: TransitionSystem,
  { formula, origins, staleReads, needs }: Explanation,
  trace: Trace,
): JsonObject {
  return {
    formula: formula === undefined ? null : formulaJson(system, formula),
    origins: origins.map((origin) => originJson(system, origin)),
    staleReads: staleReads.map((staleRead) => staleReadJson(system, staleRead, trace)),
    needs: needs.map(needJson),
  }
}

function formulaJson(
  system: TransitionSystem,
  { text, value, fault, binding, origin, parts }: FormulaValue,
): JsonObject {
  return {
    text,
    value: value ?? null,
    ...(fault === undefined ? {} : { fault: fault.message }),
    ...(binding === undefined ? {} : { binding: { name: binding.name, value: binding.value } }),
    ...(origin === undefined ? {} : { origin: originJson(system, origin) }),
    parts: parts.map((part) => formulaJson(system, part)),
  }
}

function originJson(system: TransitionSystem, { part, value, step }: Origin): JsonObject {
  return { part: nameOfPart(system, part), value, step }
}

function staleReadJson(system: TransitionSystem, staleRead: StaleRead, trace: Trace): JsonObject {
  const { process, read, value, readIn, changedIn, changedBy, changedTo, actedIn, wrote } = staleRead
  return {
    sentence: raceSentence(system, trace, staleRead),
    process,
    read: nameOfPart(system, read),
    value,
    readIn,
    changedIn,
    changedBy: changedBy ?? null,
    changedTo,
    actedIn,
    wrote: wrote.map((part) => nameOfPart(system, part)),
  }
}

function needJson(need: Need, at: number): JsonObject {
  return { without: at + 1, ...need }
}
