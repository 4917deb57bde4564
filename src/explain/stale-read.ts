import { locate, type PartFilter } from '../ir/cell.js'
import { environment } from '../ir/environment.js'
import type { State } from '../ir/state.js'
import { processName, type TransitionSystem } from '../ir/system.js'
import { showValue } from '../ir/value.js'
import type { Trace } from '../trace/trace.js'
import type { Access } from './access.js'
import { forgotten, moved, standingKnowledge, startOfPath, type ControlPath } from './control-path.js'
import type { Part, StaleRead } from './explanation.js'
import { NOTHING, asksAgain, learnt, merged, without, type Knowledge, type Learnt } from './knowledge.js'
import { distinct, keyOf, scalarsOf, shownParts, valueOfPart } from './part.js'
import type { StepEffect, Together, Write } from './step-effect.js'

/** A stale read with what tells how much it means. */
export interface Suspicion {
  readonly staleRead: StaleRead
  /** The value itself was taken over, rather than compared with something. */
  readonly isCopied: boolean
}

/** What the trace is looked through with. */
export interface Surroundings {
  readonly system: TransitionSystem
  readonly trace: Trace
  readonly effects: readonly StepEffect[]
  readonly access: Access
  /** Parts that the outcome rests on: what is written there is seen, even if no process reads it. */
  readonly isObserved: PartFilter
}

/**
 * Where a process acted on what was no longer so: it read a part, kept what followed from that in a local or in where it stands, somebody
 * else changed the part, and a later step of the process, which depends on what was kept, wrote something that others see, without
 * asking again. What a process has written itself it need not ask for.
 */
export function staleReadsOf(process: string, surroundings: Surroundings): readonly Suspicion[] {
  const { system, trace, effects, access } = surroundings
  const counter = counterPart(system, process)
  const start = trace.states[0]
  const found: Suspicion[] = []
  let locals: ReadonlyMap<string, Knowledge> = new Map()
  let path: ControlPath = counter === undefined ? [] : startOfPath(placeIn(start, counter))

  const knownIn = (part: Part): Knowledge => locals.get(keyOf(part)) ?? NOTHING
  const forget = (isForgotten: (one: Learnt) => boolean): void => {
    locals = new Map([...locals].map(([key, knowledge]) => [key, without(knowledge, isForgotten)]))
    path = forgotten(path, isForgotten)
  }

  for (const [at, step] of trace.steps.entries()) {
    const effect = effects[at]
    const before = trace.states[at]
    const after = trace.states[at + 1]
    if (effect === undefined || before === undefined || after === undefined) continue
    if (step.process !== process) {
      if (counter !== undefined && valueOfPart(before, counter) !== valueOfPart(after, counter))
        path = startOfPath(placeIn(after, counter))
      continue
    }
    const number = at + 1

    /** What follows from reading these: of what others can write, the reading itself; of locals, what they derive from. */
    const gained = (groups: readonly Together[]): Knowledge =>
      merged(
        ...groups.flatMap(({ parts, company, use }) =>
          parts.map((part) => {
            if (access.isWrittenOnlyBy(part, process)) return knownIn(part)
            const others = use === 'copied' ? [] : company.map(keyOf).filter((other) => other !== keyOf(part))
            const ways = [{ use, company: new Set(others) }]
            return learnt({ part, step: number, value: valueOfPart(before, part), ways })
          }),
        ),
      )
    forget((one) => effect.looked.some((together) => asksAgain(together, one, knownIn)))

    const guard = gained(effect.guard)
    const standing = standingKnowledge(path)
    const behind = ({ because, value }: Write): Knowledge => merged(gained(because), gained(value))
    if (effect.action?.fault !== true)
      found.push(...staleIn(surroundings, process, number, (write) => merged(standing, guard, behind(write))))

    locals = new Map([
      ...locals,
      ...effect.writes
        .filter(({ part }) => access.isWrittenOnlyBy(part, process))
        .map((write) => {
          // What is set back to a constant, as at the start, holds nothing any more.
          const isReset =
            write.value.length === 0 && valueOfPart(after, write.part) === valueOfPart(start, write.part)
          return [keyOf(write.part), isReset ? NOTHING : merged(guard, behind(write))] as const
        }),
    ])
    if (counter !== undefined) {
      const leaving = effect.writes.filter(({ part }) => keyOf(part) === keyOf(counter)).map(behind)
      path = moved(path, placeIn(after, counter), merged(standing, guard, ...leaving))
    }
    const own = new Set(effect.assigned.flatMap(scalarsOf).map(keyOf))
    forget(({ part }) => own.has(keyOf(part)))
  }
  return found
}

/** Where the process keeps where it stands. */
export function counterPart(system: TransitionSystem, process: string): Part | undefined {
  const cell = system.actions.find(
    (action) =>
      action.process !== undefined && processName(action.process) === process && action.control !== undefined,
  )?.control?.cell
  if (cell === undefined) return undefined
  return { variable: cell.variable, ...locate(cell, environment(system, { state: {} })) }
}

/** Where a process stands by its program counter. */
function placeIn(state: State | undefined, counter: Part): string {
  return showValue(valueOfPart(state, counter))
}

/** What a step wrote on the ground of something that others had changed meanwhile. */
function staleIn(
  { system, trace, effects, access, isObserved }: Surroundings,
  process: string,
  actedIn: number,
  behind: (write: Write) => Knowledge,
): readonly Suspicion[] {
  const before = trace.states[actedIn - 1]
  const after = trace.states[actedIn]
  const stale = new Map<string, { readonly one: Learnt; readonly wrote: Part[] }>()
  for (const write of effects[actedIn - 1]?.writes ?? []) {
    const { part } = write
    const isSeen = isObserved(part.variable, part.keys)
    // To write what is there already does nothing, but to the outcome: an update that is lost is one of those.
    if (!isSeen && valueOfPart(before, part) === valueOfPart(after, part)) continue
    if (!isSeen && !access.isSharedBy(part, process)) continue
    for (const [key, one] of behind(write)) {
      if (valueOfPart(before, one.part) === one.value) continue
      const known = stale.get(key) ?? { one, wrote: [] }
      known.wrote.push(part)
      stale.set(key, known)
    }
  }
  return [...stale.values()].flatMap(({ one, wrote }) => {
    const changedIn = trace.steps.findIndex(
      (_, at) => at >= one.step && valueOfPart(trace.states[at + 1], one.part) !== one.value,
    )
    const by = trace.steps[changedIn]
    const [read] = shownParts(system, [one.part])
    if (by === undefined || by.process === process || read === undefined) return []
    const staleRead = {
      process,
      read,
      value: valueOfPart(trace.states[one.step - 1], read),
      readIn: one.step,
      changedIn: changedIn + 1,
      ...(by.process === undefined ? {} : { changedBy: by.process }),
      changedTo: valueOfPart(trace.states[changedIn + 1], read),
      actedIn,
      wrote: distinct(shownParts(system, wrote)),
    }
    return [{ staleRead, isCopied: one.ways.some(({ use }) => use === 'copied') }]
  })
}
