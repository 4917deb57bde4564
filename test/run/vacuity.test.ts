import fc from 'fast-check'
import {
  all,
  anything,
  array,
  assume,
  choose,
  either,
  flag,
  goto,
  invariant,
  next,
  not,
  oneOf,
  process,
  processes,
  range,
  reachable,
  state,
  step,
  transition,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import type { Built } from '../../src/dsl/assemble.js'
import { explicit } from '../../src/engine/explicit.js'
import { bindChoices, choicesOf } from '../../src/ir/choices.js'
import { locate, partAt } from '../../src/ir/cell.js'
import { environment } from '../../src/ir/environment.js'
import { truth } from '../../src/ir/evaluate.js'
import { moves } from '../../src/ir/execute.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import type { Action, TransitionSystem } from '../../src/ir/system.js'
import { validate } from '../../src/ir/validate.js'
import { check, type CheckOptions, type CheckReport } from '../../src/run/check.js'
import { examineVacuity, type Vacuity } from '../../src/run/vacuity.js'
import { stepQuestions } from '../../src/run/vacuity-questions.js'
import { built } from '../dsl/building.js'
import { randomSystem } from '../random/random-system.js'

/** What is warned of after the states were enumerated. No solver is asked: everything is small enough. */
async function enumerated(build: () => Built, depth = 20): Promise<Vacuity> {
  const system = built(build)
  const openSolver = (): Promise<never> => Promise.reject(new Error('no solver'))
  const results = await explicit().check({ system, depth, openSolver, report: () => undefined })
  const { signal } = new AbortController()
  return examineVacuity(system, results, {
    depth,
    solver: 'none',
    patience: 0,
    signal,
    onEvent: () => undefined,
  })
}

interface Told {
  /** Each as `code subject`. */
  readonly told: readonly string[]
  readonly unsettled: readonly string[] | undefined
}

function told({ warnings, unsettled }: Pick<CheckReport, 'warnings' | 'unsettled'>): Told {
  return { told: warnings.map(({ code, subject }) => `${code} ${subject}`), unsettled }
}

async function warnings(build: () => Built, depth?: number): Promise<Told> {
  return told(await enumerated(build, depth))
}

async function checked(build: () => Built, options: CheckOptions): Promise<Told> {
  return told(await check(built(build), { engine: 'bmc', ...options }))
}

const NOTHING = { told: [], unsettled: [] }

describe('a step that is never enabled', () => {
  const build = (): Built => {
    const open = state(flag())
    const visitor = processes(2, {
      restsAt: ['enter'],
      steps: () => ({ knock: step(), enter: step(when(open)), leave: step() }),
    })
    return { open, visitor, flood: step(when(open), open.becomes(false)) }
  }

  it('is told once for all processes of a kind, and so is a step of no process', async () => {
    expect(await warnings(build)).toEqual({
      told: ['never-enabled visitor.enter', 'never-enabled visitor.leave', 'never-enabled flood'],
      unsettled: [],
    })
  })

  it('is none when one process of the kind can take it', async () => {
    const oneEnters = (): Built => {
      const visitor = processes(2, {
        restsAt: ['enter'],
        steps: ({ index }) => ({ enter: step(when(index === 1)) }),
      })
      return { visitor }
    }
    expect(await warnings(oneEnters)).toEqual(NOTHING)
  })

  it('is said to be never enabled at all only where that is sure', async () => {
    const { warnings: proved } = await enumerated(build)
    expect(proved[0]?.message).toMatch(/^No reachable state enables `visitor\.enter`/)
    const late = (): Built => {
      const n = state(range(0, 9))
      return {
        n,
        count: step(when(n.below(9)), n.becomes(n.plus(1))),
        ring: step(when(n.is(9))),
        deadlock: 'ignored',
      }
    }
    const { warnings: bounded } = await enumerated(late, 8)
    expect(bounded.map(({ message }) => message)).toEqual(['No state up to depth 8 enables `ring`.'])
    expect(await warnings(late, 9)).toEqual(NOTHING)
  })

  it('is an alternative where another of the step is enabled, else the step', async () => {
    const alternatives = (): Built => {
      const open = state(flag())
      const visitor = process({
        steps: () => ({
          come: either({ byDoor: step(when(open)), byWindow: step() }),
          go: either({ byDoor: step(when(open)), byChimney: step(when(open)) }),
        }),
        restsAt: ['go'],
      })
      return { open, visitor }
    }
    expect((await warnings(alternatives)).told).toEqual([
      'never-enabled visitor.come.byDoor',
      'never-enabled visitor.go',
    ])
  })

  it('is none that an assumption leaves possible, and is one that an assumption excludes', async () => {
    const assuming = (key: string): Built => {
      const key_ = state(oneOf('a', 'b').initially(anything))
      const door = process({ steps: () => ({ open: step(when(key_.is('a'))) }), restsAt: ['open'] })
      return { key_, door, assumptions: { held: assume(key_.is(key === 'a' ? 'a' : 'b')) } }
    }
    expect(await warnings(() => assuming('a'))).toEqual(NOTHING)
    expect((await warnings(() => assuming('b'))).told).toEqual(['never-enabled door.open'])
  })

  it('is none that some choice enables, although others make its guard undefined', async () => {
    const choosing = (): Built => {
      const slots = state(array(2, flag()))
      const at = state(range(0, 3))
      return {
        slots,
        at,
        take: choose({ i: range(0, 3), free: flag() }, ({ i, free }) =>
          step(when(slots.at(i.minus(2)).is(free)), at.becomes(i)),
        ),
      }
    }
    // Whatever is chosen first, the guard is undefined there; only the goals of the later choices are reached.
    const system = built(choosing)
    const [question] = stepQuestions(system)
    expect(question).toMatchObject({ subject: 'take', whole: true })
    expect(question?.goals).toHaveLength(8)
    const results = await explicit().check({
      system: { ...system, properties: question?.goals ?? [] },
      depth: 0,
      openSolver: () => Promise.reject(new Error('no solver')),
      report: () => undefined,
    })
    expect(results.filter(({ verdict }) => verdict.kind === 'reached')).toHaveLength(2)
    expect((await warnings(choosing)).told).toEqual([])
  })

  it('is what the guards say in the states of random systems', () => {
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      const system = randomSystem(draw, { unbounded: false })
      validate(system)
      const depth = 3
      const states = statesOf(system, depth)
      const questions = stepQuestions(system).filter(({ whole }) => whole)
      const results = await explicit().check({
        system: { ...system, properties: questions.flatMap(({ goals }) => goals) },
        depth,
        openSolver: () => Promise.reject(new Error('no solver')),
        report: () => undefined,
      })
      for (const { subject, goals, actions } of questions) {
        const names = new Set(goals.map(({ name }) => name))
        const found = results.some(
          ({ property, verdict }) => names.has(property) && verdict.kind === 'reached',
        )
        const expected = system.actions.some(
          (action) => actions.includes(action.name) && states.some((one) => isEnabled(system, action, one)),
        )
        expect(found, subject).toBe(expected)
      }
    })
    return fc.assert(agree, { numRuns: 200, endOnFailure: true })
  }, 120_000)
})

/** By the meaning of guards, not by goals. */
function isEnabled(system: TransitionSystem, action: Action, at: State): boolean {
  if (action.control !== undefined) {
    const { cell, at: label } = action.control
    const { keys } = locate(cell, environment(system, { state: at }))
    if (partAt(at[cell.variable], keys) !== label) return false
  }
  return [...choicesOf(action)].some((choices) => {
    const bound = bindChoices(action, choices)
    return truth(system, action.guard, { state: at, ...(bound === undefined ? {} : { bound }) }) === true
  })
}

function statesOf(system: TransitionSystem, depth: number): readonly State[] {
  const known = new Map<string, State>()
  const keyOf = (one: State): string =>
    JSON.stringify(one, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
  let frontier = [...startStates(system, startSpace(system))]
  for (const one of frontier) known.set(keyOf(one), one)
  for (let level = 0; level < depth; level += 1) {
    frontier = frontier
      .flatMap((one) => [...moves(system, one)])
      .flatMap(({ outcome }) => (outcome.kind === 'fired' ? [outcome.state] : []))
      .filter((one) => !known.has(keyOf(one)))
    for (const one of frontier) known.set(keyOf(one), one)
  }
  return [...known.values()]
}

describe('a property that holds because it says nothing', () => {
  const light = (): { readonly color: ReturnType<typeof colorOf> } & Built => {
    const color = colorOf()
    return { color, turn: step(color.becomes('green')) }
  }
  function colorOf() {
    return state(oneOf('red', 'green', 'blue'))
  }

  it.each<readonly [string, (color: ReturnType<typeof colorOf>) => Built['properties'], readonly string[]]>([
    ['A implies B', (color) => ({ p: invariant(color.is('blue').implies(false)) }), ['vacuous p']],
    ['A implies B, where A happens', (color) => ({ p: invariant(color.is('green').implies(true)) }), []],
    [
      'A implies that B implies C, of which A and B never are together',
      (color) => ({ p: invariant(color.is('red').implies(color.is('green').implies(false))) }),
      ['vacuous p'],
    ],
    [
      'implications, of which one says something',
      (color) => ({ p: invariant(all([color.is('blue').implies(false), color.is('red').implies(true)])) }),
      [],
    ],
    [
      'implications, of which none says something',
      (color) => ({
        p: invariant(all([color.is('blue').implies(false), color.isNot('red', 'green').implies(false)])),
      }),
      ['vacuous p'],
    ],
    ['no implication', (color) => ({ p: invariant(not(color.is('blue'))) }), []],
    [
      'a step that never happens',
      (color) => ({
        p: transition(color.is('green').and(next(color).is('red')).implies(false)),
        q: transition(color.is('red').implies(next(color).is('green'))),
      }),
      ['vacuous p'],
    ],
    [
      'a goal, which is not looked at for this',
      (color) => ({ p: reachable(color.is('red').implies(true)) }),
      [],
    ],
  ])('is told of %s', async (_, properties, expected) => {
    const build = (): Built => {
      const { color, ...rest } = light()
      return { color, ...rest, properties: properties(color) ?? {} }
    }
    expect((await warnings(build)).told).toEqual(expected)
  })

  it('is told of a condition for all of a family', async () => {
    const build = (): Built => {
      const lights = state(array(2, oneOf('red', 'green', 'blue')))
      return {
        lights,
        turn: step(lights.at(1).becomes('green')),
        properties: {
          neverBlue: invariant(all(lights, (one) => one.is('blue').implies(false))),
          green: invariant(all(lights, (one) => one.is('green').implies(true))),
        },
      }
    }
    expect((await warnings(build)).told).toEqual(['vacuous neverBlue'])
  })

  it('is not told of one that is violated, nor of a step out of a state that no step leaves', async () => {
    const build = (): Built => {
      const n = state(range(0, 2))
      return {
        n,
        up: step(when(n.below(2)), n.becomes(n.plus(1))),
        deadlock: 'ignored',
        properties: {
          wrong: invariant(n.is(1).implies(false)),
          atTheEnd: transition(n.is(2).implies(false)),
          atTheEndOfTime: invariant(n.is(2).implies(true)),
        },
      }
    }
    expect((await warnings(build)).told).toEqual(['vacuous atTheEnd'])
  })
})

describe('what is warned of besides', () => {
  it('is a goal that is not reached, to the depth or at all', async () => {
    const build = (): Built => {
      const n = state(range(0, 9))
      return {
        n,
        up: step(when(n.below(9)), n.becomes(n.plus(1))),
        deadlock: 'ignored',
        properties: { far: reachable(n.is(9)), near: reachable(n.is(1)), never: reachable(n.above(9)) },
      }
    }
    const { warnings: found } = await enumerated(build, 3)
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['unreached-goal', 'The goal `far` is never reached up to depth 3.'],
      ['unreached-goal', 'The goal `never` is never reached up to depth 3.'],
    ])
    const deep = await enumerated(build)
    expect(deep.warnings.map(({ message }) => message)).toEqual(['The goal `never` is never reached.'])
  })

  it('is that there is no start, and nothing but that', async () => {
    const build = (): Built => {
      const n = state(range(0, 9).initially(anything))
      return {
        n,
        up: step(n.becomes(0)),
        assumptions: { impossible: assume(n.above(9)) },
        properties: { p: invariant(n.is(3).implies(false)) },
      }
    }
    expect((await warnings(build)).told).toEqual(['no-start impossible'])
  })

  it('is no start also where there are too many candidates to try', async () => {
    const build = (): Built => {
      const n = state(array(8, range(0, 9).initially(anything)))
      return {
        n,
        up: step(n.at(0).becomes(0)),
        assumptions: { impossible: assume(all(n, (one) => one.is(3)).and(n.at(7).is(4))) },
      }
    }
    expect((await checked(build, { depth: 2, vacuity: 'thorough' })).told).toEqual(['no-start impossible'])
  })
})

describe('what cheap looks cannot decide', () => {
  /** Too many states to visit, and a step that none of them enables. */
  const large = (holds = true): Built => {
    const a = state(array(9, range(0, 3)))
    const clock = process({
      steps: () => ({
        tick: choose({ i: range(0, 8), to: range(0, 3) }, ({ i, to }) =>
          step(a.at(i).becomes(to), goto('tick')),
        ),
      }),
    })
    return {
      a,
      clock,
      never: step(when(a.at(0).above(3))),
      combination: step(when(all(a, (one) => one.is(3)))),
      properties: { p: invariant(holds) },
    }
  }

  it('is asked of the solver', async () => {
    expect(await checked(() => large(), { depth: 4, vacuity: 'thorough' })).toEqual({
      told: ['never-enabled never', 'never-enabled combination'],
      unsettled: [],
    })
    expect((await checked(() => large(), { depth: 9, vacuity: 'thorough' })).told).toEqual([
      'never-enabled never',
    ])
  })

  it('is left open, without a warning, where nobody waits: something is violated already', async () => {
    expect(await checked(() => large(false), { depth: 4 })).toEqual({
      told: [],
      unsettled: ['never', 'combination'],
    })
  })

  it('is not looked at where only what is plain is wanted', async () => {
    expect(await checked(() => large(), { depth: 1, vacuity: 'none' })).toEqual(NOTHING)
  })
})
