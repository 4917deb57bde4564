import type { Action, Cell } from '../ir/system.js'
import { rangeType } from '../ir/type.js'
import type { Asking, Tally } from './asked.js'
import { building, placeholderFor } from './building.js'
import type { END } from './clause.js'
import { complaint } from './complaint.js'
import type { RESTART } from './crash.js'
import { declarationOf } from './declaration.js'
import { firstStart } from './start.js'
import { constant } from './lift.js'
import { suggestion } from './nearest.js'
import { callerPlace } from './place.js'
import { valueOf } from './part.js'
import type { Bool } from './value.js'

/** The labels of a process, or of the processes of a kind. */
type LabelOf<Who> =
  Who extends Iterable<infer One>
    ? LabelOf<One>
    : Who extends { readonly at: (...labels: readonly (infer Label extends string)[]) => Bool }
      ? Exclude<Label, typeof END | typeof RESTART>
      : never

/** More than once need not be told apart any further. */
const CALLS = rangeType(0, 2, 'saturate')

/**
 * In no execution are these steps taken more than once, all of them and all the processes of the kind taken together. A ghost that is
 * called like the property, with `Calls` behind it, counts them: 0, 1, or 2 for more.
 */
export function once<Who extends object>(who: Who, ...labels: readonly LabelOf<Who>[]): Asking {
  const current = building('A property')
  const place = callerPlace()
  const process = declarationOf(who)
  if (process?.kind !== 'process') {
    throw complaint(
      'type-mismatch',
      '`once` is asked of something else than the processes of a kind.',
      'Write once(worker, ...), with what process(...) or processes(...) made.',
    )
  }
  const known = process.instances.flatMap(({ steps }) => steps.map(({ label }) => label))
  const lost = labels.find((label) => !known.includes(label))
  if (lost !== undefined || labels.length === 0) {
    throw complaint(
      'unknown-label',
      lost === undefined ? '`once` names no step.' : `The process has no step \`${lost}\`.`,
      suggestion(lost ?? '', [...new Set(known)]),
    )
  }
  const counter = {
    kind: 'state',
    placeholder: placeholderFor(CALLS, current),
    type: CALLS,
    start: firstStart(CALLS),
    ghost: true,
    place,
  } as const
  const asking: Asking = {
    kind: 'invariant',
    expr: { kind: 'le', left: valueOf(cellOf({ counter })), right: constant(1) },
    place,
    tally: { process, labels, counter },
  }
  current.asked.add(asking)
  return asking
}

/** The action, which counts itself where it belongs to one of the steps. */
export function counting<A extends Action>(action: A, kind: string | undefined, tally: Tally): A {
  const { labels, counter } = tally
  const isCounted = labels.some((label) => action.label === label || action.label.startsWith(`${label}.`))
  if (action.process === undefined || action.process.kind !== kind || !isCounted) return action
  const target = cellOf(tally)
  const value = { kind: 'add', left: valueOf(target), right: constant(1) } as const
  const source = counter.place === undefined ? {} : { source: counter.place }
  return { ...action, updates: [...action.updates, { target, value, ...source }] }
}

function cellOf({ counter }: Pick<Tally, 'counter'>): Cell {
  return { variable: counter.placeholder, path: [] }
}
