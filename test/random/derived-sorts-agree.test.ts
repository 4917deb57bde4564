import fc from 'fast-check'
import { ifElse, invariant, next, range, reachable, state, step, type Condition, type Sort } from 'premortem'
import { beforeAll, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import { truth } from '../../src/ir/evaluate.js'
import { attempt } from '../../src/ir/execute.js'
import { isStated } from '../../src/ir/system.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { actionOf, built, startOf } from '../dsl/building.js'
import { randomReference, type Index, type Operated } from './derived-sorts.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns(0.15)

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

function answerOf(truth: boolean | object): boolean | 'undefined' {
  return typeof truth === 'boolean' ? truth : 'undefined'
}

it('treats sequences, sets, options, unions, tuples and maps as JavaScript treats its own', async () => {
  let undefinedOnes = 0
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const reference = randomReference(draw, 2)
    const start = reference.draw(draw)
    const number = draw(fc.integer, { min: -1, max: 3 })
    const isConstant = draw(fc.boolean) && number >= 0 && number < 3
    const operations = draw(fc.nat, 3)
    let answer: boolean | undefined
    let told = ''
    let outcome: Operated | undefined
    const system = built(() => {
      const x = state(reference.sort.initially(reference.written(start) as never) as Sort<object, never>)
      const n = state(range(-1, 3).initially(number))
      const index: Index = { value: isConstant ? number : n, plain: number }
      let current: Operated = { name: '', value: x as Operated['value'], plain: start }
      for (let count = 0; count < operations && current.plain !== undefined; count += 1) {
        const changed = reference.operate(draw, current.value, current.plain, index)
        current = { ...changed, name: `${current.name}.${changed.name}` }
      }
      outcome = current
      const asked = reference.ask(draw, current.value, current.plain ?? start, index)
      answer = current.plain === undefined ? undefined : asked.answer
      told = `${reference.name} ${current.name}.${asked.name}, n = ${String(number)}`
      const expected = reference.written(current.plain ?? start)
      const after: { is(other: unknown): Condition } = next(x as never)
      const cell = x as unknown as { becomes(value: unknown): never }
      return {
        x,
        n,
        go: step(cell.becomes(current.value)),
        deadlock: 'ignored',
        properties: {
          asked: invariant(asked.condition),
          notAsked: invariant(ifElse(asked.condition, false, true)),
          same: invariant(current.value.is(expected)),
          after: reachable(after.is(expected)),
        },
      }
    })
    if (outcome === undefined) throw new Error('nothing was built')
    const { plain } = outcome
    const initial = startOf(system)
    expect(initial.x, told).toEqual(reference.kept(start))

    const truths = Object.fromEntries(
      system.properties.flatMap((property) =>
        isStated(property) && property.name !== 'after'
          ? [[property.name, answerOf(truth(system, property.expr, { state: initial }))]]
          : [],
      ),
    )
    expect(truths, told).toEqual({
      asked: answer ?? 'undefined',
      notAsked: answer === undefined ? 'undefined' : !answer,
      same: plain === undefined ? 'undefined' : true,
    })
    const fired = attempt(system, actionOf(system, 'go'), {}, initial)
    if (plain === undefined) expect(fired.kind, told).toBe('fault')
    else expect(fired.kind === 'fired' ? fired.state.x : fired, told).toEqual(reference.kept(plain))
    if (plain === undefined || answer === undefined) undefinedOnes += 1

    const results = await bmc.check({
      system,
      depth: 1,
      openSolver: () => z3.open(),
      report: () => undefined,
    })
    const found = Object.fromEntries(
      results.map(({ property, verdict }) => [
        property,
        'depth' in verdict &&
          (verdict.kind === 'violated' || verdict.kind === 'reached') &&
          verdict.depth === (property === 'after' ? 1 : 0),
      ]),
    )
    expect(found, told).toEqual({
      asked: answer !== true,
      notAsked: answer !== false,
      same: plain === undefined,
      after: plain !== undefined,
      range: plain === undefined || answer === undefined,
    })
  })
  await fc.assert(agree, { numRuns: RUNS, endOnFailure: true })
  expect(undefinedOnes).toBeGreaterThan(RUNS / 50)
}, 900_000)
