import { beforeAll, describe, expect, it } from 'vitest'
import dynamodb from '../../models/dynamodb-dns/model.js'
import { bmc } from '../../src/engine/bmc.js'
import { confirm } from '../../src/engine/confirm.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Engine } from '../../src/engine/engine.js'
import { pdr } from '../../src/engine/pdr.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import { TRUE, type Expr } from '../../src/ir/expr.js'
import type { Action, TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'

/**
 * The fixed flagship with one thing left out at a time: a conjunct of a guard, or the condition of an update, in every Enactor alike.
 * Each is another protocol; the solver's engines must say of it what visiting its states says.
 */
interface Mutant {
  readonly name: string
  readonly system: TransitionSystem
}

const fixed = dynamodb.instantiate({ fix: 'cas' })

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

function mutants(): readonly Mutant[] {
  const labels = [...new Set(fixed.actions.map(({ label }) => label))]
  return labels.flatMap((label) => {
    const [sample] = fixed.actions.filter((action) => action.label === label)
    if (sample === undefined) return []
    const withoutGuard = conjuncts(sample.guard).map((_, place) => ({
      name: `${label} without guard ${String(place)}`,
      system: mutated(label, (action) => ({ ...action, guard: without(action.guard, place) })),
    }))
    const conditional = sample.updates.flatMap(({ condition }, place) =>
      condition === undefined ? [] : [place],
    )
    const unconditional = conditional.map((place) => ({
      name: `${label} with update ${String(place)} in any case`,
      system: mutated(label, (action) => ({
        ...action,
        updates: action.updates.map((update, at) => {
          if (at !== place) return update
          const { target, value } = update
          return { target, value }
        }),
      })),
    }))
    return [...withoutGuard, ...unconditional]
  })
}

function mutated(label: string, mutate: (action: Action) => Action): TransitionSystem {
  return {
    ...fixed,
    actions: fixed.actions.map((action) => (action.label === label ? mutate(action) : action)),
  }
}

function conjuncts(guard: Expr): readonly Expr[] {
  if (guard.kind === 'and') return guard.operands
  return guard.kind === 'literal' ? [] : [guard]
}

function without(guard: Expr, place: number): Expr {
  const rest = conjuncts(guard).filter((_, at) => at !== place)
  return rest.length === 0 ? TRUE : { kind: 'and', operands: rest }
}

async function findings(engine: Engine, system: TransitionSystem): Promise<readonly string[]> {
  const results = await engine.check({
    system,
    depth: 40,
    openSolver: () => z3.open(),
    report: () => undefined,
  })
  return results.map((result: PropertyResult) => {
    const { verdict } = confirm(system, result)
    const depth =
      verdict.kind === 'violated' || verdict.kind === 'reached' ? ` at ${String(verdict.depth)}` : ''
    return `${result.property} ${verdict.kind}${depth}`
  })
}

const enumerated = new Map<TransitionSystem, Promise<readonly string[]>>()

/** What visiting all its states says of it, which is asked twice. */
function visited(system: TransitionSystem): Promise<readonly string[]> {
  const known = enumerated.get(system) ?? findings(explicit(), system)
  enumerated.set(system, known)
  return known
}

/** Up to a bound, holding is all that can be said of what is safe. */
function bounded(finding: string): string {
  return finding.replace(' proved', ' holds')
}

describe('mutants of the fixed DynamoDB model', () => {
  const all = mutants()

  it('are some that break it, and some that do not', async () => {
    expect(all.length).toBeGreaterThanOrEqual(6)
    const sound = await visited(fixed)
    const changed = await Promise.all(
      all.map(async ({ system }) => (await visited(system)).join() !== sound.join()),
    )
    expect(changed.filter(Boolean).length).toBeGreaterThanOrEqual(3)
  })

  it.each(all.map((mutant) => [mutant.name, mutant.system] as const))('%s', async (_, system) => {
    validate(system)
    const expected = await visited(system)
    expect(await findings(pdr, system)).toEqual(expected)
    expect((await findings(bmc, system)).map(bounded)).toEqual(expected.map(bounded))
  })
})
