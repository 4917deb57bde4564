import type { Integer } from '../ir/integer.js'
import { rangeType } from '../ir/type.js'
import type { END } from './clause.js'
import { complaint } from './complaint.js'
import { labelled, type Steps } from './control.js'
import type { Crashing, RESTART } from './crash.js'
import { standFor } from './declaration.js'
import { IndexedFamily, type Family } from './family.js'
import type { Cells, Fields, Nameless } from './keyed.js'
import { Kind } from './kind.js'
import { constant } from './lift.js'
import { requireKnownFields } from './require.js'
import { NumValue } from './symbolic.js'
import type { Bool, Num } from './value.js'

/** What processes of one kind know and do. */
export interface Doing<Locals extends Fields, S extends Steps, Self> {
  /** What each of them knows for itself. */
  readonly locals?: Locals
  /** Its steps. After each the process goes on to the next one, after the last it is done; `goto` and `done` say otherwise. */
  readonly steps: (self: Self) => S
  /** Labels at which it is all right to wait for ever: standing still there is no deadlock. */
  readonly restsAt?: readonly NoInfer<keyof S & string>[]
  /** That it may crash at any moment, whatever step it is about to take. */
  readonly crashes?: Crashing<NoInfer<keyof Locals & string>, NoInfer<keyof S & string>>
}

const FIELDS = ['locals', 'steps', 'restsAt', 'crashes']

/** A process as others see it: its locals, and where it stands. */
export type Process<Locals extends Fields, Label extends string> = Cells<Locals> & {
  /** It is about to take one of these steps, or it is `done`, or it has crashed and is about to `restart`. */
  readonly at: (...labels: readonly (Label | typeof END | typeof RESTART)[]) => Bool
}

/** One of several processes of a kind. */
export type Member<Locals extends Fields, Label extends string> = Process<Locals, Label> & {
  readonly index: Num
}

/** What the steps of one of several processes see: its locals, and which one it is. */
export type Self<Locals extends Fields> = Cells<Locals> & { readonly index: number }

/** So many processes of one kind, numbered from 0. The kind's name is its key in what `build` returns. */
export function processes<S extends Steps, Locals extends Fields = Nameless>(
  count: number,
  doing: Doing<Locals, S, Self<Locals>>,
): Family<Member<Locals, keyof S & string>, Integer, Num> {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw complaint(
      'empty-domain',
      `There are to be ${String(count)} processes.`,
      'Write a whole number from 1 on.',
    )
  }
  requireKnownFields('A process', doing, FIELDS)
  const over = rangeType(0, count - 1)
  const kind = new Kind(doing.locals, over)
  const instances = Array.from({ length: count }, (_, index) => {
    const self = { ...kind.locals(constant(index)), index }
    return { index, steps: labelled(doing.steps(self), kind.place) }
  })
  const { declaration, standsAt } = kind.close(instances, doing.restsAt, doing.crashes)
  const family = new IndexedFamily<Member<Locals, keyof S & string>, Integer, Num>(
    over,
    (index) => ({
      ...kind.locals(index),
      at: (...labels) => standsAt(labels, index),
      index: new NumValue({ expr: index, type: over }),
    }),
    (index) => new NumValue(index),
  )
  standFor(family, declaration)
  return family
}

/** The only process of its kind, which is named by its key in what `build` returns. */
export function process<S extends Steps, Locals extends Fields = Nameless>(
  doing: Doing<Locals, S, Cells<Locals>>,
): Process<Locals, keyof S & string> {
  requireKnownFields('A process', doing, FIELDS)
  const kind = new Kind(doing.locals, undefined)
  const steps = labelled(doing.steps(kind.locals()), kind.place)
  const { declaration, standsAt } = kind.close([{ index: undefined, steps }], doing.restsAt, doing.crashes)
  const only: Process<Locals, keyof S & string> = {
    ...kind.locals(),
    at: (...labels) => standsAt(labels),
  }
  standFor(only, declaration)
  return only
}
