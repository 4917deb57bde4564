import type { TransitionSystem } from '../../ir/system.js'
import { explicit } from '../explicit.js'
import type { Verdict } from '../verdict.js'
import type { Conclusion } from './finding.js'

const INTERPRETER = 'the interpreter'

/** Visits all reachable states, however long that takes, as the engine `explicit` does: no solver takes part. */
export async function visitStates(
  system: TransitionSystem,
  names: readonly string[],
): Promise<readonly Conclusion[]> {
  const properties = system.properties.filter(({ name }) => names.includes(name))
  const results = await explicit().check({
    system: { ...system, properties },
    depth: Number.MAX_SAFE_INTEGER,
    openSolver: () => Promise.reject(new TypeError('this search needs no solver')),
    report: () => undefined,
  })
  return results.map(({ property, verdict }) => conclusionFrom(property, verdict))
}

function conclusionFrom(property: string, verdict: Verdict): Conclusion {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
      return {
        kind: 'fails',
        property,
        by: INTERPRETER,
        claim: 'no reachable state decides it',
        shownBy: { kind: 'execution', trace: verdict.trace },
      }
    case 'proved':
    case 'unreached': {
      const { certificate } = verdict
      if (certificate?.kind !== 'all-states-visited') throw new TypeError('not all states were visited')
      return { kind: 'stands', property, by: INTERPRETER, states: certificate.states }
    }
    case 'undecided':
      return { kind: 'open', property, reason: verdict.reason }
    case 'holds':
      throw new TypeError('a search without a depth has come to its end')
  }
}
