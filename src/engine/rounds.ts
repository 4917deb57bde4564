import type { Target } from '../lower/scalar-system.js'
import type { Engine, Problem } from './engine.js'
import type { PropertyResult, Verdict } from './verdict.js'

/** One attempt at a target. */
export interface Attempt {
  /** How much it may cost, in the engine's measure. */
  readonly limit: number
  /** Whether there will be no other. */
  readonly isLast: boolean
}

/**
 * Decides groups of targets one after the other; within a group, one target after the other, round by round with higher limits: easy ones
 * need not wait for hard ones. A target that is alone in its group has the highest limit at once.
 * @param decide undefined where more might help, and there will be more.
 */
export async function decideInRounds(
  engine: Engine['name'],
  problem: Problem,
  { groups, limits }: { readonly groups: readonly (readonly Target[])[]; readonly limits: readonly number[] },
  decide: (target: Target, attempt: Attempt) => Promise<Verdict | undefined>,
): Promise<readonly PropertyResult[]> {
  const started = performance.now()
  const results: PropertyResult[] = []
  for (const targets of groups) {
    let open = targets
    for (const [round, limit] of limits.entries()) {
      const isLast = round === limits.length - 1
      if (targets.length === 1 && !isLast) continue
      const undecided: Target[] = []
      for (const target of open) {
        const verdict = await decide(target, { limit, isLast })
        if (verdict === undefined) {
          undecided.push(target)
          continue
        }
        const { name: property, kind } = target.property
        const seconds = (performance.now() - started) / 1000
        const result: PropertyResult = { property, kind, verdict, engine, seconds }
        results.push(result)
        problem.report({ kind: 'verdict', result })
      }
      open = undecided
    }
  }
  return problem.system.properties.flatMap(
    ({ name }) => results.find(({ property }) => property === name) ?? [],
  )
}
