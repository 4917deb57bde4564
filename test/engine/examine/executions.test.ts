import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import dynamodb from '../../../models/dynamodb-dns/model.js'
import { explicit } from '../../../src/engine/explicit.js'
import { isFound, type PropertyResult } from '../../../src/engine/verdict.js'
import { startStates, startSpace } from '../../../src/ir/start.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import type { OpenSolver } from '../../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../../src/smt/z3.js'
import { replay } from '../../../src/trace/replay.js'
import type { Trace } from '../../../src/trace/trace.js'
import { SPECIMENS } from '../small-systems.js'
import { conclusionsOf, findingsOf } from './examining.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})
const openSolver: OpenSolver = () => z3.open()

function enumerated(system: TransitionSystem, depth: number): Promise<readonly PropertyResult[]> {
  return explicit().check({ system, depth, openSolver, report: () => undefined })
}

async function isExecution(system: TransitionSystem, property: string, trace: Trace): Promise<boolean> {
  const conclusions = await conclusionsOf(system, { kind: 'execution', property, trace }, openSolver)
  const kind = conclusions.get(property)?.kind
  if (kind !== 'stands' && kind !== 'fails') throw new Error(`it is ${String(kind)}`)
  return kind === 'stands'
}

const RACE = dynamodb.instantiate({})

describe('a trace', () => {
  it('is a solution of the formula at its depth, of bit-vectors as of integers', async () => {
    let traces = 0
    for (const system of [...SPECIMENS.map((specimen) => specimen.system), RACE]) {
      for (const { property, verdict } of await enumerated(system, 12)) {
        if (!isFound(verdict)) continue
        traces += 1
        expect(await isExecution(system, property, verdict.trace), property).toBe(true)
      }
    }
    expect(traces).toBeGreaterThan(15)
  })

  it('is none any more with another state, another step, another choice, or one step less', async () => {
    let changed = 0
    for (const { system } of SPECIMENS) {
      const states = [
        ...startStates(
          { ...system, init: { updates: [], assumptions: [] } },
          startSpace({ ...system, init: { updates: [], assumptions: [] } }),
        ),
      ]
      for (const { property, verdict } of await enumerated(system, 10)) {
        if (!isFound(verdict)) continue
        const { trace } = verdict
        const target = system.properties.find(({ name }) => name === property)!
        const others: Trace[] = [
          { states: trace.states.slice(0, -1), steps: trace.steps.slice(0, -1) },
          ...trace.states.flatMap((_, k) =>
            fc.sample(fc.constantFrom(...states), { numRuns: 2, seed: k }).map((state) => ({
              ...trace,
              states: trace.states.with(k, state),
            })),
          ),
          ...trace.steps.flatMap((step, k) =>
            system.actions
              .filter(({ choices, name }) => choices.length === step.choices.length || name !== step.action)
              .filter(({ choices }) => choices.length === 0)
              .map(({ name, label }) => ({
                ...trace,
                steps: trace.steps.with(k, { ...step, action: name, label, choices: {} }),
              })),
          ),
        ].filter(({ states: { length } }) => length > 0)
        for (const other of others) {
          const outcome = replay(system, target, other)
          changed += outcome.kind === 'refuted' ? 1 : 0
          expect(
            await isExecution(system, property, other),
            outcome.kind === 'refuted' ? outcome.message : '',
          ).toBe(outcome.kind === 'confirmed')
        }
      }
    }
    expect(changed).toBeGreaterThan(50)
  })
})

describe('a bound', () => {
  it('stands below the first depth at which the property is decided, and is refuted from there on by a shortest execution', async () => {
    let refuted = 0
    for (const { system, depth, expected } of SPECIMENS) {
      const found = new Map(
        Object.entries(expected).map(([property, text]) => [
          property,
          Number(/@(\d+)$/.exec(text)?.[1] ?? Infinity),
        ]),
      )
      const claims = system.properties.map(({ name }) => ({ property: name, depth }))
      const conclusions = await conclusionsOf(system, { kind: 'bounds', claims }, openSolver)
      for (const { property, depth: claimed } of claims) {
        const first = found.get(property)!
        const conclusion = conclusions.get(property)
        if (first > claimed) {
          expect(conclusion).toMatchObject({ kind: 'stands', property })
          continue
        }
        refuted += 1
        if (conclusion?.kind !== 'fails' || conclusion.shownBy?.kind !== 'execution')
          throw new Error(property)
        const { trace } = conclusion.shownBy
        expect(trace.steps).toHaveLength(first)
        const target = system.properties.find(({ name }) => name === property)!
        expect(replay(system, target, trace).kind).toBe('confirmed')
      }
      const below = claims.flatMap(({ property }) => {
        const most = Math.min(depth, found.get(property)! - 1)
        return most < 0 ? [] : [{ property, depth: most }]
      })
      for (const { kind } of (
        await conclusionsOf(system, { kind: 'bounds', claims: below }, openSolver)
      ).values())
        expect(kind).toBe('stands')
    }
    expect(refuted).toBeGreaterThan(10)
  })

  it('is followed depth by depth, each property as far as it is claimed', async () => {
    const claims = [
      { property: 'noEmptyEndpoint', depth: 3 },
      { property: 'deadlock', depth: 1 },
    ]
    const findings = await findingsOf(RACE, { kind: 'bounds', claims }, openSolver)
    const told = findings.map((finding) =>
      finding.kind === 'depth'
        ? `${finding.properties.join(' ')} ${String(finding.depth)}`
        : finding.conclusion.kind,
    )
    expect(told).toEqual([
      'noEmptyEndpoint deadlock 0',
      'noEmptyEndpoint deadlock 1',
      'stands',
      'noEmptyEndpoint 2',
      'noEmptyEndpoint 3',
      'stands',
    ])
  })
})

it('that all states were visited is found out by visiting them', async () => {
  const noSolver: OpenSolver = () => Promise.reject(new Error('no solver takes part'))
  let visited = 0
  for (const { system, expected } of SPECIMENS.filter(({ exempt }) => exempt === undefined)) {
    const properties = system.properties.map(({ name }) => name)
    const conclusions = await conclusionsOf(system, { kind: 'states', properties }, noSolver)
    for (const { property, verdict } of await enumerated(system, 100)) {
      const conclusion = conclusions.get(property)
      if (isFound(verdict)) {
        expect(conclusion).toMatchObject({
          kind: 'fails',
          shownBy: { kind: 'execution', trace: verdict.trace },
        })
        continue
      }
      visited += 1
      expect(`${property} ${expected[property]!} ${String(conclusion?.kind)}`).toMatch(
        / (safe|unreached) stands$/,
      )
    }
  }
  expect(visited).toBeGreaterThan(5)
})
