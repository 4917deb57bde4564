import { startCount, startSpace, startStates } from '../ir/start.js'
import type { TransitionSystem } from '../ir/system.js'

/** Something about a model that makes its verdicts mean less than they seem to. */
export interface Warning {
  readonly code: 'no-start'
  /** What in the model it is about. */
  readonly subject: string
  readonly message: string
}

/** Start states are looked for one by one; where there are more candidates than this, they are not looked for. */
const MOST_CANDIDATES = 50_000

/** What a reader of the verdicts must know about a validated system. */
export function vacuityWarnings(system: TransitionSystem): readonly Warning[] {
  const { assumptions } = system.init
  if (assumptions.length === 0) return []
  const space = startSpace(system)
  const candidates = startCount(space)
  if (candidates === undefined || candidates > MOST_CANDIDATES) return []
  const isEmpty = startStates(system, space).next().done === true
  if (!isEmpty) return []
  return [
    {
      code: 'no-start',
      subject: assumptions.map(({ name }) => name).join(', '),
      message:
        'No state satisfies the assumptions on the start: there are no executions, and every verdict is empty.',
    },
  ]
}
