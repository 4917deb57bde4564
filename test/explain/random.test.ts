import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explicit } from '../../src/engine/explicit.js'
import { explain } from '../../src/explain/explain.js'
import { valueOfPart } from '../../src/explain/part.js'
import { evaluate } from '../../src/ir/evaluate.js'
import { isStated } from '../../src/ir/system.js'
import { equalValues } from '../../src/ir/value.js'
import { arbitrarySystem } from '../ir/arbitrary-system.js'
import { randomRuns } from '../random/runs.js'

it('whatever the system, its traces are explained, and by what is so', async () => {
  let formulas = 0
  await fc.assert(
    fc.asyncProperty(arbitrarySystem(), async (system) => {
      const results = await explicit().check({
        system,
        depth: 4,
        openSolver: () => Promise.reject(new Error('no solver is needed')),
        report: () => undefined,
      })
      for (const { property: name, verdict } of results) {
        const property = system.properties.find((candidate) => candidate.name === name)
        if (property === undefined || (verdict.kind !== 'violated' && verdict.kind !== 'reached')) continue
        const { trace } = verdict
        const { formula, origins, needs, staleReads } = explain(system, property, trace)
        const last = trace.states.at(-1) ?? {}
        const before = trace.states.at(-2)
        if (isStated(property) && trace.fault === undefined) {
          formulas += 1
          const about = before === undefined || formula === undefined ? { state: last } : undefined
          const says = JSON.stringify(property.expr).includes('"next"')
          const where =
            about ?? (says && before !== undefined ? { state: before, next: last } : { state: last })
          expect({ kind: 'value', value: formula?.value }).toEqual(evaluate(system, property.expr, where))
        } else expect(formula).toBeUndefined()
        for (const { part, value, step } of origins) {
          expect(equalValues(valueOfPart(trace.states[step], part), value)).toBe(true)
        }
        // The search is breadth first: what it finds is as short as can be.
        expect(needs.map(({ kind }) => kind)).not.toContain('nothing')
        expect(needs).toHaveLength(trace.steps.length)
        // Nobody is a process here.
        expect(staleReads).toEqual([])
      }
    }),
    { numRuns: randomRuns(0.2) },
  )
  expect(formulas).toBeGreaterThan(0)
})
