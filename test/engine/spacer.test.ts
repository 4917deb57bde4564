import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  atMostOne,
  flag,
  goto,
  integer,
  invariant,
  next,
  not,
  oneOf,
  onlyIf,
  processes,
  range,
  reachable,
  state,
  step,
  transition,
  when,
} from 'premortem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirm } from '../../src/engine/confirm.js'
import { kInduction } from '../../src/engine/k-induction.js'
import { spacer } from '../../src/engine/spacer.js'
import type { Engine } from '../../src/engine/engine.js'
import type { InductiveInvariant, Verdict } from '../../src/engine/verdict.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { verdictLine } from '../../src/report/verdict/verdict-line.js'
import { enginesFor } from '../../src/run/message.js'
import { openSolver } from '../../src/smt/open-solver.js'
import type { OpenSolver } from '../../src/smt/solver.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { built } from '../dsl/building.js'
import { maySkip } from '../smt/native.js'

let z3: Z3
let folder: string
beforeAll(async () => {
  z3 = await loadZ3()
  folder = mkdtempSync(join(tmpdir(), 'premortem-spacer-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Asking {
  readonly engine?: Engine
  readonly depth?: number
  readonly open?: OpenSolver
}

/** The verdicts by property, traces replayed. */
async function decide(
  system: TransitionSystem,
  { engine = spacer(), depth = 8, open = () => z3.open() }: Asking = {},
): Promise<Readonly<Record<string, Verdict>>> {
  const results = await engine.check({ system, depth, openSolver: open, report: () => undefined })
  return Object.fromEntries(
    results.map((result) => [result.property, confirm(system, result).verdict] as const),
  )
}

function certificateOf(verdict: Verdict | undefined): InductiveInvariant {
  const certificate = verdict !== undefined && 'certificate' in verdict ? verdict.certificate : undefined
  if (certificate?.kind !== 'inductive-invariant') throw new Error(`no invariant: ${verdict?.kind ?? 'none'}`)
  return certificate
}

/** x counts by ones, y by twos; with `only`, just that property. */
function counters(only?: string): TransitionSystem {
  const system = built(() => {
    const x = state(integer())
    const y = state(integer())
    return {
      x,
      y,
      count: step(x.becomes(x.plus(1)), y.becomes(y.plus(2))),
      properties: {
        double: invariant(y.is(x.times(2))),
        farOff: invariant(not(x.is(100).and(y.below(0)))),
        small: invariant(x.below(11)),
        seven: reachable(x.is(7)),
        odd: reachable(y.is(7)),
        grows: transition(next(y).above(y)),
        behind: transition(next(x).atMost(y.plus(1))),
        tenth: reachable(next(x).is(10).and(y.is(18))),
      },
    }
  })
  return only === undefined ? system : withOnly(system, only)
}

function withOnly(system: TransitionSystem, name: string): TransitionSystem {
  return { ...system, properties: system.properties.filter((property) => property.name === name) }
}

/** A lock with tickets of unbounded number: whoever holds the ticket that is served has the lock. */
const TICKETS = withOnly(
  built(() => {
    const free = state(integer())
    const served = state(integer())
    const worker = processes(2, {
      locals: { ticket: integer() },
      steps: ({ ticket }) => ({
        draw: step(ticket.becomes(free), free.becomes(free.plus(1))),
        enter: step(when(ticket.is(served))),
        leave: step(served.becomes(served.plus(1)), goto('draw')),
      }),
    })
    const exclusive = invariant(atMostOne(worker, (w) => w.at('leave')))
    return { free, served, worker, properties: { exclusive } }
  }),
  'exclusive',
)

/** Integers beside a flag, an enumeration and ranges of every kind. */
const MIXED = built(() => {
  const total = state(integer())
  const mode = state(oneOf('idle', 'filling', 'full'))
  const level = state(range(0, 3))
  const laps = state(range(0, 2, 'wrap'))
  const dirty = state(flag())
  return {
    total,
    mode,
    level,
    laps,
    dirty,
    start: step(when(mode.is('idle')), mode.becomes('filling')),
    fill: step(
      when(mode.is('filling')),
      level.becomes(level.plus(1)),
      total.becomes(total.plus(1)),
      dirty.becomes(true),
      onlyIf(level.is(2), mode.becomes('full')),
    ),
    drain: step(when(mode.is('full')), level.becomes(0), laps.becomes(laps.plus(1)), mode.becomes('idle')),
    properties: {
      dirtied: invariant(total.above(0).implies(dirty)),
      counted: invariant(total.atLeast(level)),
      thirds: invariant(total.modulo(3).is(level.modulo(3))),
      lap: reachable(laps.is(1)),
    },
  }
})

describe('of unbounded counters', () => {
  it('proves what holds, and finds the shortest execution of what does not, deeper than asked for', async () => {
    const verdicts = await decide(counters())
    expect(verdicts).toMatchObject({
      double: { kind: 'proved' },
      farOff: { kind: 'proved' },
      small: { kind: 'violated', depth: 11 },
      seven: { kind: 'reached', depth: 7 },
      odd: { kind: 'unreached', certificate: { kind: 'inductive-invariant' } },
      grows: { kind: 'proved', certificate: { count: 0, clauses: [] } },
      behind: { kind: 'proved' },
      tenth: { kind: 'reached', depth: 10 },
    })
    expect(certificateOf(verdicts.double).clauses).toEqual(['y = 2 * x'])
    expect(certificateOf(verdicts.behind).clauses.length).toBeGreaterThan(0)
  })

  it('among them one that induction over a few steps does not prove', async () => {
    expect(await decide(counters('farOff'), { engine: kInduction })).toMatchObject({
      farOff: { kind: 'holds' },
    })
  })
})

describe('of processes and finite types beside the integers', () => {
  it('proves a ticket lock', async () => {
    const verdicts = await decide(TICKETS)
    expect(certificateOf(verdicts.exclusive).clauses.join('\n')).toMatch(/worker\[\d\]\.pc != leave/)
  })

  it('decides what depends on flags, enumerations and ranges', async () => {
    expect(await decide(MIXED, { depth: 20 })).toMatchObject({
      dirtied: { kind: 'proved' },
      counted: { kind: 'proved' },
      thirds: { kind: 'proved' },
      lap: { kind: 'reached', depth: 5 },
      deadlock: { kind: 'proved' },
      range: { kind: 'proved' },
    })
  })
})

describe('the certificate', () => {
  const scripts = async (): Promise<readonly string[]> =>
    [(await decide(TICKETS)).exclusive, ...Object.values(await decide(MIXED))].flatMap((verdict) =>
      verdict?.kind === 'proved' ? [certificateOf(verdict).script] : [],
    )

  function answers(solver: string, args: readonly string[], script: string): readonly string[] {
    const file = join(folder, 'certificate.smt2')
    writeFileSync(file, script)
    return execFileSync(solver, [...args, file], { encoding: 'utf8' })
      .trim()
      .split('\n')
  }

  it.each([
    ['z3', []],
    ['cvc5', ['--incremental']],
  ])('is confirmed by %s', async (solver, args) => {
    if (maySkip(solver)) return
    const all = await scripts()
    expect(all.length).toBe(6)
    for (const script of all) expect(answers(solver, args, script)).toEqual(['unsat', 'unsat', 'unsat'])
  })

  it('does not stand when its invariant is changed', async () => {
    if (maySkip('z3')) return
    const { script } = certificateOf((await decide(counters('double'))).double)
    const changed = script.replaceAll('(* 2 ', '(* 3 ').replaceAll('(* (- 2) ', '(* (- 3) ')
    expect(changed).not.toBe(script)
    expect(answers('z3', [], changed)).toContain('sat')
  })
})

describe('a Spacer that errs', () => {
  /** Z3, with another answer to one command. */
  function lying(about: RegExp, lie: (truth: string) => string): OpenSolver {
    return async () => {
      const solver = await z3.open()
      return {
        name: solver.name,
        run: async (script) => {
          const truth = await solver.run(script)
          return about.test(script) ? lie(truth) : truth
        },
        close: () => solver.close(),
      }
    }
  }
  const model = (body: string) => (): string => `((define-fun Inv ((x!0 Int) (x!1 Int)) Bool ${body}))`

  it.each([
    ['does not hold at the start', '(>= x!0 1)'],
    ['is left by a step', '(= x!1 0)'],
    ['does not exclude the violation', '(>= x!0 0)'],
  ])('is not believed in an invariant that %s', async (_, body) => {
    const open = lying(/get-model/, model(body))
    expect(await decide(counters('farOff'), { open })).toEqual({
      farOff: {
        kind: 'holds',
        depth: 8,
        unproved: 'the invariant that Spacer gave could not be confirmed',
      },
    })
    expect(await decide(counters('farOff'), { open: lying(/get-model/, model('(>= x!1 0)')) })).toMatchObject(
      {
        farOff: { kind: 'proved' },
      },
    )
  })

  it.each([
    ['(exists ((z Int)) (= x!1 (* 2 z)))', 'a quantifier'],
    ['(>= (^ x!1 2) 0)', 'the operator ^'],
    ['(>= (* x!0 x!1) 0)', 'a product of two unknowns'],
  ])('or has nothing to offer in %s', async (body, what) => {
    expect(await decide(counters('farOff'), { open: lying(/get-model/, model(body)) })).toMatchObject({
      farOff: { kind: 'holds', unproved: `Spacer gave an invariant that is not read here: ${what}` },
    })
  })

  it('is not believed in an execution that nobody finds', async () => {
    const open = lying(/for horn/, () => 'unsat\n')
    expect(await decide(counters('farOff'), { open })).toEqual({
      farOff: {
        kind: 'undecided',
        depth: 8,
        reason: 'Spacer finds an execution that decides it, but none of up to 8 steps does',
      },
    })
  })
})

describe('without an answer', () => {
  it('says why, keeps what the bounded search knows, and leaves no time limit behind', async () => {
    const squares = built(() => {
      const x = state(integer())
      const y = state(integer())
      const isSum = y.times(2).is(x.times(x).minus(x))
      return {
        x,
        y,
        add: step(x.becomes(x.plus(1)), y.becomes(y.plus(x))),
        deadlock: 'ignored',
        properties: { triangular: invariant(x.above(1000).implies(isSum)) },
      }
    })
    expect(await decide(squares, { engine: spacer({ limits: [20, 60] }), depth: 3 })).toMatchObject({
      triangular: { kind: 'holds', depth: 3, unproved: 'Spacer gave no answer within 0.06 seconds' },
    })
    const solver = await z3.open()
    const fresh = await loadZ3().then((instance) => instance.open())
    expect(await solver.run('(get-option :timeout)')).toBe(await fresh.run('(get-option :timeout)'))
  })

  it.each([
    [
      'invariant',
      { kind: 'holds', depth: 3, unproved: 'time is up' },
      'holds to depth 3 (not proved: time is up)',
    ],
    [
      'reachable',
      { kind: 'unreached', depth: 3, unproved: 'time is up' },
      'never reached (to depth 3) (not proved: time is up)',
    ],
  ] as const)('of %s: shown with its reason', (kind, verdict, line) => {
    const spans = verdictLine({ kind, verdict }, { explained: false })
    expect(spans.map(({ text }) => text).join('')).toBe(line)
  })

  it('because the solver has none', async () => {
    if (maySkip('cvc5')) return
    const { farOff } = await decide(counters('farOff'), { open: openSolver('cvc5') })
    expect(farOff).toMatchObject({ kind: 'holds', depth: 8 })
    expect(farOff).toHaveProperty('unproved', expect.stringMatching(/^Spacer is a part of Z3, which cvc5/))
  })
})

it('works with a native Z3, whatever its version', async () => {
  if (maySkip('z3')) return
  expect(await decide(counters('double'), { open: openSolver('z3') })).toMatchObject({
    double: { kind: 'proved', certificate: { clauses: ['y = 2 * x'] } },
  })
})

it('is a part of `auto` where there are unbounded integers', () => {
  expect(enginesFor('auto', counters())).toContain('spacer')
  expect(enginesFor('auto', { ...counters(), variables: [] })).not.toContain('spacer')
})
