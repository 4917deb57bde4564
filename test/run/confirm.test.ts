import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import doubleSpend from '../../models/double-spend/model.js'
import peterson from '../../models/peterson/model.js'
import { SelfCheckError } from '../../src/engine/self-check-error.js'
import { check, type CheckOptions, type CheckReport } from '../../src/run/check.js'
import type { RunEvent } from '../../src/run/run-event.js'
import { sweep } from '../../src/run/sweep.js'
import { SolverError } from '../../src/smt/solver.js'
import { SPECIMENS } from '../engine/small-systems.js'
import { fakeSolver, type Behaviour } from '../smt/fake-solver.js'
import { maySkip } from '../smt/native.js'

const counter = SPECIMENS[0]!.system
const startsWrong = SPECIMENS.find(({ name }) => name === 'a violated start')!.system

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'premortem-confirm-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const fake = (behaviour: Behaviour): string => fakeSolver(folder, behaviour)

const QUICK: CheckOptions = { depth: 6, engine: 'bmc', vacuity: 'none', minimise: 'none' }

function confirmations({ results }: CheckReport): Readonly<Record<string, unknown>> {
  return Object.fromEntries(results.map(({ property, confirmation }) => [property, confirmation]))
}

async function failureOf(attempt: Promise<unknown>): Promise<Error> {
  const error: unknown = await attempt.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  )
  if (error instanceof Error) return error
  throw error
}

describe.skipIf(maySkip('z3'))('a second solver', () => {
  it('confirms executions, that they are shortest, certificates and bounds', async () => {
    const report = await check(counter, { ...QUICK, confirmWith: 'z3' })
    const by = expect.stringMatching(/^z3 \d/) as string
    expect(confirmations(report)).toEqual({
      inv: { by, what: ['execution', 'shortest'] },
      range: { by, what: ['execution', 'shortest'] },
      deadlock: { by, what: ['certificate'] },
    })
    expect(report.warnings).toEqual([])
    const bounded = await check(peterson.instantiate({}), { ...QUICK, confirmWith: 'z3' })
    expect(confirmations(bounded)).toMatchObject({
      mutualExclusion: { what: ['bound'] },
      secondGetsIn: { what: ['execution', 'shortest'] },
    })
  })

  it('confirms what each engine proves', async () => {
    for (const engine of ['pdr', 'k-induction', 'spacer']) {
      const report = await check(peterson.instantiate({}), { ...QUICK, engine, confirmWith: 'z3' })
      expect(report.results.some(({ verdict }) => verdict.kind === 'proved')).toBe(true)
      for (const { verdict, confirmation } of report.results) {
        expect(confirmation?.missing).toBeUndefined()
        if (verdict.kind === 'proved') expect(confirmation?.what).toEqual(['certificate'])
      }
    }
  })

  it('finds nothing shorter than nothing', async () => {
    const report = await check(startsWrong, { ...QUICK, depth: 0, confirmWith: 'z3' })
    expect(confirmations(report)).toMatchObject({ inv: { what: ['execution', 'shortest'] } })
  })

  it('cannot confirm that all states were visited, and confirms what it can', async () => {
    const report = await check(peterson.instantiate({}), {
      ...QUICK,
      depth: 30,
      engine: 'explicit',
      confirmWith: 'z3',
    })
    expect(confirmations(report)).toMatchObject({
      mutualExclusion: {
        what: ['bound'],
        missing: 'that all states were visited is no question to a solver',
      },
    })
    expect(report.warnings.map(({ code, subject }) => [code, subject])).toContainEqual([
      'unconfirmed',
      'mutualExclusion',
    ])
  })

  it('is asked about each case of a sweep', async () => {
    const cases = ['none', 'conditional'].map((fix) => ({
      params: { fix },
      system: doubleSpend.instantiate({ fix }),
    }))
    const rows = await sweep(cases, { depth: 5, confirmWith: 'z3' })
    for (const { results } of rows) {
      for (const { confirmation } of results) expect(confirmation).not.toHaveProperty('missing')
    }
  })

  it('is told about as it answers', async () => {
    const events: RunEvent[] = []
    await check(counter, { ...QUICK, confirmWith: 'z3', onEvent: (event) => events.push(event) })
    const told = events.filter(({ engine }) => engine === 'confirm')
    expect(told.flatMap((event) => (event.kind === 'depth' ? [event.depth] : []))).toEqual([0, 1, 2, 3, 4])
    expect(told.filter(({ kind }) => kind === 'confirmed')).toHaveLength(3)
    expect(told.at(0)).toMatchObject({ kind: 'engine-start' })
  })
})

describe('a second solver that is of no use', () => {
  it.each<[Behaviour, RegExp]>([
    ['dies', /fake-dies\.cjs ended \(exit code 139\) while answering .*segmentation fault$/],
    ['nonsense', /^fake 1\.0 answered a query by perhaps$/],
    ['unknown', /tired$/],
  ])('because it behaves as one that %s changes no verdict', async (behaviour, reason) => {
    const without = await check(counter, QUICK)
    const report = await check(counter, { ...QUICK, confirmWith: fake(behaviour) })
    expect(report.results.map(({ property, verdict }) => ({ property, kind: verdict.kind }))).toEqual(
      without.results.map(({ property, verdict }) => ({ property, kind: verdict.kind })),
    )
    expect(report.results).toHaveLength(3)
    for (const { confirmation } of report.results) {
      expect(confirmation).toMatchObject({
        by: 'fake 1.0',
        what: [],
        missing: expect.stringMatching(reason) as string,
      })
    }
    expect(report.warnings.map(({ code, subject }) => [code, subject])).toEqual([
      ['unconfirmed', 'inv'],
      ['unconfirmed', 'range'],
      ['unconfirmed', 'deadlock'],
    ])
    expect(report.stopped).toBeUndefined()
  })

  it('may confirm the one thing and not the other', async () => {
    const report = await check(counter, { ...QUICK, properties: ['inv'], confirmWith: fake('undecided') })
    expect(confirmations(report)).toEqual({
      inv: { by: 'fake 1.0', what: ['execution'], missing: 'fake 1.0 could not decide depth 0: tired' },
    })
    expect(report.warnings).toEqual([
      {
        code: 'unconfirmed',
        subject: 'inv',
        message:
          'fake 1.0 confirms the trace of `inv`, but not that none is shorter: fake 1.0 could not decide depth 0: tired.',
      },
    ])
  })

  it('is waited for as long as there is time', async () => {
    const report = await check(counter, { ...QUICK, timeout: 5, confirmWith: fake('never') })
    expect(report.results.map(({ verdict }) => verdict.kind)).toEqual(['violated', 'violated', 'proved'])
    for (const { confirmation } of report.results) {
      expect(confirmation).toMatchObject({
        what: [],
        missing: expect.stringMatching(/no answer within/) as string,
      })
    }
    expect(report.stopped).toBeUndefined()
  })

  it('is given up when interrupted, and the verdicts stand', async () => {
    const controller = new AbortController()
    const report = await check(counter, {
      ...QUICK,
      confirmWith: fake('never'),
      signal: controller.signal,
      onEvent: ({ kind }) => {
        if (kind === 'confirming') controller.abort()
      },
    })
    expect(report.stopped).toBe('interrupted')
    expect(report.results.map(({ verdict }) => verdict.kind)).toEqual(['violated', 'violated', 'proved'])
    for (const { confirmation } of report.results)
      expect(confirmation).toMatchObject({ what: [], missing: 'interrupted' })
  })

  it.each<[Behaviour, RegExp]>([
    ['dead', /ended \(exit code 3\) before it answered anything/],
    ['mute', /was ended after 1 seconds before it answered anything/],
  ])('because it is %s is refused before any work', async (behaviour, message) => {
    const events: RunEvent[] = []
    const error = await failureOf(
      check(counter, {
        ...QUICK,
        timeout: 1,
        confirmWith: fake(behaviour),
        onEvent: (event) => events.push(event),
      }),
    )
    expect(error).toBeInstanceOf(SolverError)
    expect(error.message).toMatch(message)
    expect(events).toEqual([])
  })

  it('because it is the first one is refused', async () => {
    expect(await failureOf(check(counter, { ...QUICK, confirmWith: 'wasm' }))).toBeInstanceOf(RangeError)
  })
})

describe('a solver that says the opposite', () => {
  it.each<[string, Behaviour, string, RegExp]>([
    [
      'of an execution',
      'unsat',
      'inv',
      /^inv: bmc on z3 \(WASM\) says that the trace is an execution that decides it; fake 1\.0 says the opposite\. .*`premortem export` with --property inv --depth 4\.$/,
    ],
    [
      'of a certificate',
      'sat',
      'deadlock',
      /^deadlock: bmc on z3 \(WASM\) says that no execution has \d+ steps?; fake 1\.0 says the opposite\. .*`premortem export` with --property deadlock or, as `certificate\.script`, `premortem prove` with --property deadlock --format json\.$/,
    ],
  ])('%s is a defect, with both names and where the question is', async (_, behaviour, property, message) => {
    const error = await failureOf(
      check(counter, { ...QUICK, properties: [property], confirmWith: fake(behaviour) }),
    )
    expect(error).toBeInstanceOf(SelfCheckError)
    expect(error.message).toMatch(message)
  })

  it.skipIf(maySkip('z3'))(
    'of a bound is one too, and it is said whom the interpreter agrees with',
    async () => {
      const property = ['inv']
      const wrongFirst = await failureOf(
        check(counter, { ...QUICK, properties: property, solver: fake('blind'), confirmWith: 'z3' }),
      )
      expect(wrongFirst).toBeInstanceOf(SelfCheckError)
      expect(wrongFirst.message).toMatch(
        /^inv: bmc on .*fake-blind\.cjs says that no execution of up to 6 steps decides it; z3 \d.* finds one of 4, and the interpreter can follow it\. .*`premortem export` with --property inv --depth 4\.$/,
      )
      const wrongSecond = await failureOf(
        check(counter, { ...QUICK, properties: property, depth: 3, confirmWith: fake('careless') }),
      )
      expect(wrongSecond).toBeInstanceOf(SelfCheckError)
      expect(wrongSecond.message).toMatch(
        /^inv: bmc on z3 \(WASM\) says that no execution of up to 3 steps decides it; z3 \d.* finds one of 1, but the interpreter cannot follow it\./,
      )
    },
  )
})
