import type { Warning } from '../../src/run/vacuity.js'
import type { PropertyResult, Verdict } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import type { Trace } from '../../src/trace/trace.js'
import { dnsRace } from './dns-race.js'
import { firing } from './firing.js'

/** A result made by hand. */
export function result(
  property: string,
  kind: PropertyResult['kind'],
  verdict: Verdict,
  seconds = 0.25,
): PropertyResult {
  return { property, kind, verdict, engine: 'bmc', seconds }
}

export const EMPTY_TRACE: Trace = { states: [{}], steps: [] }

const EMPTY_ENDPOINT = [
  'planner.emit',
  'enactor[0].pick',
  'planner.emit',
  'planner.emit',
  'enactor[1].pick',
  'enactor[1].flip',
  'enactor[0].flip',
  'enactor[1].clean',
]
const REGRESSION = [
  'planner.emit',
  'enactor[0].pick',
  'planner.emit',
  'enactor[1].pick',
  'enactor[1].flip',
  'enactor[0].flip',
]
const HALT = [
  'planner.emit',
  'planner.emit',
  'planner.emit',
  'enactor[0].pick',
  'enactor[0].flip',
  'enactor[0].clean',
]

/** The race with what a check of it finds. */
export function raceReport(): {
  readonly system: TransitionSystem
  readonly depth: number
  readonly results: readonly PropertyResult[]
  readonly warnings: readonly Warning[]
} {
  const system = dnsRace()
  const found = (actions: readonly string[]) => ({ depth: actions.length, trace: firing(system, actions) })
  return {
    system,
    depth: 20,
    warnings: [],
    results: [
      result('noEmptyEndpoint', 'invariant', { kind: 'violated', ...found(EMPTY_ENDPOINT) }),
      result('noRegression', 'transition', { kind: 'violated', ...found(REGRESSION) }),
      result('recovers', 'reachable', { kind: 'unreached', depth: 20 }),
      result('deadlock', 'deadlock', { kind: 'violated', ...found(HALT) }),
      result('range', 'range', { kind: 'holds', depth: 20 }),
    ],
  }
}
