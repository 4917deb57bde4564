import type { TransitionSystem } from '../../ir/system.js'
import type { CheckReport } from '../check.js'
import type { Fate } from './fate.js'
import type { ScheduleReplay } from './schedule-replay.js'
import type { Work } from './work.js'

/** One of the models that are compared. */
export interface Side {
  /** For people: what tells it from the others. */
  readonly label: string
  readonly system: TransitionSystem
}

/** One of the models, checked. */
export interface CheckedSide {
  /** What tells it from the others. */
  readonly label: string
  readonly report: CheckReport
}

/** A broken model beside candidates for its repair. */
export interface Comparison {
  readonly broken: CheckedSide
  /** None where nothing is violated in the broken model: then there is nothing to repair. */
  readonly candidates: readonly Candidate[]
  /** It was cut short: what is missing is undecided. */
  readonly stopped?: 'interrupted' | 'timeout'
}

/** A fixed model, judged. */
export interface Candidate extends CheckedSide {
  /** For each property of either model, but not for goals. */
  readonly fates: readonly Fate[]
  /** For each property that is violated in the broken model, and that both have, what its schedule comes to here. */
  readonly replays: readonly ScheduleReplay[]
  /** Whether it still does what the broken model could. */
  readonly work: Work
}
