import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { confirm } from '../../src/engine/confirm.js'
import { explicit } from '../../src/engine/explicit.js'
import { minimise } from '../../src/engine/minimise/minimise.js'
import { isFound } from '../../src/engine/verdict.js'
import { moves } from '../../src/ir/execute.js'
import { judgeState, judgeStep } from '../../src/ir/judge.js'
import { startSpace, startStates, type FreeCell } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import type { Property, TransitionSystem } from '../../src/ir/system.js'
import { indexOf, type Value } from '../../src/ir/type.js'
import { isArrayValue, isRecordValue } from '../../src/ir/value.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { stepOf } from '../../src/trace/step.js'
import type { Trace } from '../../src/trace/trace.js'
import { randomSystem } from './random-system.js'
import { randomRuns } from './runs.js'

const DEPTH = 4
/** Systems with more executions than this are left to the other random tests. */
const MOST_EXECUTIONS = 20_000

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

/** Every execution of exactly so many steps that decides the property at its end and not before; undefined where there are too many. */
function executions(system: TransitionSystem, property: Property, depth: number): Trace[] | undefined {
  const found: Trace[] = []
  let visited = 0
  const walk = (trace: Trace, last: State): boolean => {
    if (++visited > MOST_EXECUTIONS) return false
    const before = trace.states.at(-2)
    const isDecided =
      (before !== undefined && judgeStep(system, property, before, last) !== undefined) ||
      judgeState(system, property, last, moves(system, last)) !== undefined
    if (isDecided || trace.steps.length === depth) {
      if (isDecided && trace.steps.length === depth) found.push(trace)
      return true
    }
    for (const { action, choices, outcome } of moves(system, last)) {
      if (outcome.kind !== 'fired') continue
      const longer = {
        states: [...trace.states, outcome.state],
        steps: [...trace.steps, stepOf(action, choices)],
      }
      if (!walk(longer, outcome.state)) return false
    }
    return true
  }
  for (const start of startStates(system, startSpace(system))) {
    if (!walk({ states: [start], steps: [] }, start)) return undefined
  }
  return found
}

/** What the simplest execution has least of, in this order; computed from the trace alone. */
function key(
  system: TransitionSystem,
  { states, steps }: Trace,
  free: readonly FreeCell[],
): readonly number[] {
  const action = (name: string) => system.actions.findIndex((candidate) => candidate.name === name)
  const faults = steps.filter((step) => system.actions[action(step.action)]?.fault === true).length
  const mover = (at: number): string | undefined => steps[at]?.process ?? steps[at]?.action
  const switches = steps.filter((_, at) => at > 0 && mover(at) !== mover(at - 1)).length
  const chosen = steps.map((step) =>
    (system.actions[action(step.action)]?.choices ?? []).map(({ name, domain, next }) => {
      if (domain.kind === 'integer') throw new TypeError('nobody chooses among all integers here')
      return { size: indexOf(domain, step.choices[name] ?? ''), isPicked: next === undefined }
    }),
  )
  const picked = chosen.flat().filter(({ isPicked }) => isPicked)
  const [first] = states
  const started = free.map(({ variable, keys, type }) => {
    if (type.kind === 'integer') throw new TypeError('integers start with a fixed value here')
    return indexOf(type, at(first?.[variable], keys))
  })
  const changes = steps.map((_, place) => differences(states[place], states[place + 1]))
  return [
    faults,
    switches,
    sum([...picked.map(({ size }) => size), ...started]),
    sum(changes),
    ...steps.flatMap((step, place) => [
      action(step.action),
      ...(chosen[place] ?? []).map(({ size }) => size),
    ]),
    ...started,
  ]
}

function at(value: Value | undefined, keys: readonly (string | number)[]): Value {
  const [first, ...rest] = keys
  if (value === undefined) throw new TypeError('no such part')
  if (first === undefined) return value
  if (isArrayValue(value)) return at(value[Number(first)], rest)
  return at(isRecordValue(value) ? value[first] : undefined, rest)
}

function differences(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) throw new TypeError('states of different shapes')
  if (isArrayValue(a) && isArrayValue(b)) return sum(a.map((part, place) => differences(part, b[place])))
  if (isRecordValue(a) && isRecordValue(b)) {
    return sum(Object.keys(a).map((name) => differences(a[name], b[name])))
  }
  return a === b ? 0 : 1
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((part, index) => part !== b[index])
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}

function withFaults(system: TransitionSystem): TransitionSystem {
  const actions = system.actions.map((action, place) =>
    place % 3 === 0 ? { ...action, fault: true as const } : action,
  )
  return { ...system, actions }
}

/** How many executions were made simpler, of how many that could be compared. */
async function compare(system: TransitionSystem): Promise<{ improved: number; compared: number }> {
  validate(system)
  const results = await explicit({ stateLimit: 5_000 }).check({
    system,
    depth: DEPTH,
    openSolver: () => z3.open(),
    report: () => undefined,
  })
  const { free } = startSpace(system)
  let [improved, compared] = [0, 0]
  for (const result of results) {
    const { verdict } = result
    const property = system.properties.find(({ name }) => name === result.property)
    if (!isFound(verdict) || property === undefined) continue
    const all = executions(system, property, verdict.depth)
    if (all === undefined) continue
    const [simplest] = all.map((trace) => key(system, trace, free)).sort(compareKeys)
    const { trace, minimal } = await minimise(system, result.property, verdict.trace, {
      openSolver: () => z3.open(),
      isOver: () => false,
    })
    expect(minimal).toBe(true)
    const confirmed = confirm(system, { ...result, verdict: { ...verdict, trace } }).verdict
    if (!isFound(confirmed)) throw new TypeError('confirmed as something else')
    expect(key(system, confirmed.trace, free)).toEqual(simplest)
    compared += 1
    if (compareKeys(key(system, confirmed.trace, free), key(system, verdict.trace, free)) < 0) improved += 1
  }
  return { improved, compared }
}

describe('the trace that minimising finds', () => {
  it.each([{ unbounded: false }, { unbounded: true }])(
    'is the simplest of all that enumeration finds in random systems (%o)',
    async (shape) => {
      let [improved, compared] = [0, 0]
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (draw) => {
          const outcome = await compare(withFaults(randomSystem(draw, shape)))
          improved += outcome.improved
          compared += outcome.compared
        }),
        { numRuns: randomRuns(0.15), endOnFailure: true },
      )
      // Where nothing is compared, nothing is tested.
      expect(compared).toBeGreaterThan(randomRuns(0.15) / 2)
      expect(improved).toBeGreaterThan(compared / 50)
    },
    600_000,
  )
})
