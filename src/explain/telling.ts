import type { Property, TransitionSystem } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'
import { accessIn } from './access.js'
import type { Origin, StaleRead } from './explanation.js'
import { influencing } from './influence.js'
import { hadConsequences } from './consequence.js'
import { isMaterial } from './material.js'
import type { Writers } from './origin.js'
import type { Outcome } from './outcome.js'
import { keyOf, scalarsOf } from './part.js'
import { outcomeOfSchedule } from './schedule.js'
import { counterPart, staleReadsOf, type Suspicion } from './stale-read.js'
import { stepEffects, type StepEffect } from './step-effect.js'

/**
 * The stale reads that led to the outcome, the most telling first: those that wrote what the outcome rests on before those that led to
 * it; those that wrote over what had been changed before others; the latest first.
 */
export function tellingStaleReads(
  system: TransitionSystem,
  property: Property,
  trace: Trace,
  outcome: Outcome,
  {
    effects,
    writers,
    origins,
  }: {
    readonly effects: readonly StepEffect[]
    readonly writers: Writers
    readonly origins: readonly Origin[]
  },
): readonly StaleRead[] {
  const observed = new Set(origins.flatMap(({ part }) => scalarsOf(part)).map(keyOf))
  const surroundings = {
    system,
    trace,
    effects,
    access: accessIn(system),
    isObserved: (variable: string, keys: readonly (string | number)[]) =>
      observed.has(keyOf({ variable, keys })),
  }
  const processes = [...new Set(trace.steps.flatMap(({ process }) => process ?? []))]
  const counters = new Map(processes.map((process) => [process, counterPart(system, process)]))
  const end = trace.steps.length
  const led = influencing(
    effects,
    writers,
    ({ process }) => (process === undefined ? undefined : counters.get(process)),
    trace,
    [...outcome.reads, ...outcome.stands].flatMap((part) =>
      scalarsOf(part).map((scalar) => ({
        part: scalar,
        after: outcome.about === 'step' && part.after !== true ? end - 1 : end,
      })),
    ),
  )
  const direct = new Set(origins.map(({ part, step }) => `${String(step)} ${keyOf(part)}`))
  const isDirect = ({ actedIn, wrote }: StaleRead): boolean =>
    wrote.some((part) => direct.has(`${String(actedIn)} ${keyOf(part)}`))
  const rank = (staleRead: StaleRead): readonly number[] => [
    isDirect(staleRead) ? 0 : 1,
    staleRead.wrote.some((part) => keyOf(part) === keyOf(staleRead.read)) ? 0 : 1,
    -staleRead.actedIn,
    -staleRead.readIn,
    -staleRead.changedIn,
  ]
  const matters = (suspicion: Suspicion): boolean =>
    led.has(suspicion.staleRead.actedIn) &&
    isMaterial(system, trace, suspicion.staleRead) &&
    hadConsequences(suspicion, {
      isDirect: isDirect(suspicion.staleRead),
      outcomeOf: (steps, from) => outcomeOfSchedule(system, property, trace, steps, from),
      steps: trace.steps,
      staleIn: (other, process) =>
        staleReadsOf(process, { ...surroundings, trace: other, effects: stepEffects(system, other) }),
    })
  return processes
    .flatMap((process) => staleReadsOf(process, surroundings).filter(matters))
    .map(({ staleRead }) => staleRead)
    .toSorted((a, b) => firstDifference(rank(a), rank(b)))
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, place) => value !== b[place])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
