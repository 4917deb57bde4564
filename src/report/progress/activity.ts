import { assertNever } from '../../ir/assert-never.js'
import type { RunEvent } from '../../run/run-event.js'

/** What an engine at work is known to be doing. Times are seconds on the clock of whoever listens. */
export interface Activity {
  readonly engine: string
  readonly since: number
  readonly position?: Position
  /** The depths done last under like conditions, and when. */
  readonly pace: readonly Milestone[]
  /** Clauses that help a search by depth. */
  readonly lemmas?: number
  /** Bytes that its process held when it last told something. */
  readonly memory?: number
  /** Why it had to start again. */
  readonly died?: string
}

/** How far it has come. */
export type Position = Extract<
  RunEvent,
  { readonly kind: 'depth' | 'frame' | 'induction' | 'attempt' | 'minimising' | 'confirming' }
>

export interface Milestone {
  readonly depth: number
  readonly at: number
}

/** How many depths make a pace. */
const REMEMBERED = 6

/** What the engines are doing after this news. */
export function followed(activities: readonly Activity[], event: RunEvent, at: number): readonly Activity[] {
  const known = activities.find(({ engine }) => engine === event.engine)
  const now = changed(known ?? { engine: event.engine, since: at, pace: [] }, event, at)
  if (known === undefined) return now === undefined ? activities : [...activities, now]
  return activities.flatMap((activity) => (activity === known ? (now ?? []) : [activity]))
}

/** Undefined when it is over. */
function changed(activity: Activity, event: RunEvent, at: number): Activity | undefined {
  switch (event.kind) {
    case 'engine-start': {
      const { engine, since, died } = activity
      return { engine, since, pace: [], ...(died === undefined ? {} : { died }) }
    }
    case 'engine-end':
    case 'confirmed':
      return undefined
    case 'engine-died':
      return event.isTriedAgain ? { ...activity, died: event.reason } : undefined
    case 'gave-up':
      return activity
    case 'verdict':
    case 'minimised':
      return holding(activity, event.memory)
    case 'lemmas': {
      const last = activity.pace.at(-1)
      const pace = last === undefined ? [] : [{ depth: last.depth, at }]
      return { ...holding(activity, event.memory), lemmas: event.clauses, pace }
    }
    case 'depth': {
      const last = activity.pace.at(-1)
      const isNext = last?.depth === event.depth - 1
      const pace = [...(isNext ? activity.pace : []), { depth: event.depth, at }].slice(-REMEMBERED)
      return { ...holding(activity, event.memory), position: event, pace }
    }
    case 'frame':
    case 'induction':
    case 'attempt':
    case 'minimising':
      return { ...holding(activity, event.memory), position: event }
    case 'confirming':
      return { ...activity, position: event }
    default:
      return assertNever(event)
  }
}

function holding(activity: Activity, memory: number | undefined): Activity {
  return memory === undefined ? activity : { ...activity, memory }
}
