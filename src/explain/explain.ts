import type { Property, TransitionSystem } from '../ir/system.js'
import type { Trace } from '../trace/trace.js'
import type { Explanation } from './explanation.js'
import { formulaValue } from './formula-value.js'
import { needsOf } from './need.js'
import { changersOf, originsIn, originsOf, writersOf } from './origin.js'
import { outcomeOf } from './outcome.js'
import { stepEffects } from './step-effect.js'
import { tellingStaleReads } from './telling.js'

/** Why a trace ends as it does: a complete trace, whose property is decided at its end and not before. */
export function explain(system: TransitionSystem, property: Property, trace: Trace): Explanation {
  const outcome = outcomeOf(system, property, trace)
  const effects = stepEffects(system, trace)
  const writers = writersOf(effects)
  const originOf = originsIn(trace, changersOf(effects, trace), outcome.about)
  const { formula, scene, reads } = outcome
  const origins = originsOf(system, reads, originOf)
  // Formula, guards and what each step reads are known to the model alone.
  if (system.isOutline === true) return { origins, staleReads: [], needs: [] }
  return {
    ...(formula === undefined ? {} : { formula: formulaValue(system, { expr: formula, scene }, originOf) }),
    origins,
    staleReads:
      property.kind === 'reachable'
        ? []
        : tellingStaleReads(system, property, trace, outcome, {
            effects,
            writers,
            origins: originsOf(system, reads, originsIn(trace, writers, outcome.about)),
          }),
    needs: needsOf(system, property, trace),
  }
}
