import { assertNever } from '../../ir/assert-never.js'
import { cutAt, displayWidth, visible } from '../line/display-width.js'
import type { Activity } from './activity.js'
import { secondsTo } from './estimate.js'

export interface LiveLayout {
  /** Columns that a line has at most. */
  readonly width: number
  /** On the clock of the activities. */
  readonly now: number
  /** The last depth that is looked for. */
  readonly depth: number
}

/** One line for each engine at work; what matters least comes last, where it is cut. */
export function liveLines(
  activities: readonly Activity[],
  { width, now, depth }: LiveLayout,
): readonly string[] {
  const names = Math.max(0, ...activities.map(({ engine }) => displayWidth(visible(engine))))
  return activities.map((activity) => {
    const { engine, memory, since, died } = activity
    const name = visible(engine)
    const items = [
      name + ' '.repeat(names - displayWidth(name)),
      positionOf(activity, depth),
      `${(now - since).toFixed(1)} s`,
      ...(memory === undefined ? [] : [`${(memory / 1_000_000).toFixed(0)} MB`]),
      ...estimateOf(activity, { now, depth }),
      ...(died === undefined ? [] : [`started again: ${visible(died)}`]),
      ...concerns(activity),
    ]
    return cutTo(items.join('  '), width)
  })
}

function positionOf({ position, lemmas }: Activity, last: number): string {
  switch (position?.kind) {
    case undefined:
      return 'starting'
    case 'depth': {
      const help = lemmas === undefined || lemmas === 0 ? '' : `, ${clauses(lemmas)}`
      return `depth ${String(position.depth)} of ${String(last)}${help}`
    }
    case 'frame':
      return `frame ${String(position.frame)}, ${clauses(position.clauses)}`
    case 'induction':
      return `k = ${String(position.k)}`
    case 'attempt':
      return Number.isFinite(position.seconds) ? `for up to ${String(position.seconds)} s` : 'without a limit'
    case 'minimising':
      return 'looking for the simplest trace'
    case 'confirming':
      return 'asking again'
    default:
      return assertNever(position)
  }
}

/** The properties that it is about. */
function concerns({ position }: Activity): readonly string[] {
  if (position === undefined) return []
  const names = position.kind === 'depth' ? position.properties : [position.property]
  return names.length === 0 ? [] : [visible(names.join(', '))]
}

function estimateOf(
  { position, pace }: Activity,
  { now, depth }: { readonly now: number; readonly depth: number },
): readonly string[] {
  if (position?.kind !== 'depth') return []
  const seconds = secondsTo(depth, pace, now)
  return seconds === undefined ? [] : [`about ${roughly(seconds)} to depth ${String(depth)}`]
}

/** As exactly as an estimate deserves. */
function roughly(seconds: number): string {
  if (seconds < 20) return `${String(Math.round(seconds))} s`
  if (seconds < 90) return `${String(Math.round(seconds / 5) * 5)} s`
  if (seconds < 5400) return `${String(Math.round(seconds / 60))} min`
  return `${String(Math.round(seconds / 3600))} h`
}

function clauses(count: number): string {
  return `${String(count)} clause${count === 1 ? '' : 's'}`
}

function cutTo(text: string, width: number): string {
  return displayWidth(text) <= width ? text : cutAt(text, width)[0].trimEnd()
}
