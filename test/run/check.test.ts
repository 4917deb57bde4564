import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunEvent } from '../../src/run/run-event.js'
import { check } from '../../src/run/check.js'
import { sweep } from '../../src/run/sweep.js'
import dynamodb from '../../models/dynamodb-dns/model.js'
import { SPECIMENS } from '../engine/small-systems.js'

const counter = SPECIMENS[0]!.system

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'premortem-run-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A program that stands in for a native solver. */
function program(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

describe('check', () => {
  it('decides every property without anybody listening', async () => {
    const { results } = await check(counter, { depth: 10 })
    const verdicts = results.map(({ property, verdict }) => [property, verdict.kind])
    expect(verdicts).toEqual([
      ['inv', 'violated'],
      ['range', 'violated'],
      ['deadlock', 'proved'],
    ])
  })

  it('tells each final verdict once, with a whole trace', async () => {
    const events: RunEvent[] = []
    await check(counter, { depth: 10, onEvent: (event) => events.push(event) })
    const told = events.flatMap((event) => (event.kind === 'verdict' ? [event.result] : []))
    expect(told.map(({ property }) => property).sort()).toEqual(['deadlock', 'inv', 'range'])
    for (const { verdict } of told) {
      if (verdict.kind === 'violated') expect(verdict.trace.states).toHaveLength(verdict.depth + 1)
    }
  })

  it('shows the same trace whichever engine is faster', async () => {
    const traces = await Promise.all(
      [1, 2, 3].map(async () => {
        const { results } = await check(dynamodb.instantiate({}), { properties: ['noEmptyEndpoint'] })
        return results.map(({ engine, verdict }) => [
          engine,
          verdict.kind === 'violated' ? verdict.trace.steps : [],
        ])
      }),
    )
    expect(traces[0]?.[0]?.[0]).toBe('bmc')
    expect(traces[1]).toEqual(traces[0])
    expect(traces[2]).toEqual(traces[0])
  })

  it('says what is established when the time is up', async () => {
    const large = dynamodb.instantiate({ enactors: 6, endpoints: 3, plans: 9 })
    const { results, stopped } = await check(large, {
      depth: 60,
      engine: 'bmc',
      properties: ['recovers'],
      timeout: 3,
    })
    expect(stopped).toBe('timeout')
    expect(results).toMatchObject([{ verdict: { kind: 'undecided', reason: 'the time limit was reached' } }])
  })

  it('stops at once when interrupted, even before it began', async () => {
    const { results, stopped } = await check(counter, { signal: AbortSignal.abort() })
    expect(stopped).toBe('interrupted')
    expect(results.map(({ verdict }) => verdict.kind)).toEqual(['undecided', 'undecided', 'undecided'])
  })

  it('is undecided, with the reason, when the solver dies', async () => {
    const { results } = await check(counter, { depth: 3, engine: 'bmc', solver: program('dies', 'exit 3') })
    for (const { verdict } of results) {
      expect(verdict.kind).toBe('undecided')
      if (verdict.kind === 'undecided') expect(verdict.reason).toContain('dies')
    }
  })

  it('warns when nothing satisfies the assumptions', async () => {
    const empty = SPECIMENS.find(({ name }) => name === 'no start at all')!.system
    const { warnings } = await check(empty, { depth: 2 })
    expect(warnings.map(({ code }) => code)).toEqual(['no-start'])
    expect((await check(counter, { depth: 2 })).warnings).toEqual([])
  })

  it('refuses what cannot be', async () => {
    await expect(check(counter, { depth: -1 })).rejects.toThrow('the depth must be')
    await expect(check(counter, { engine: 'tea leaves' })).rejects.toThrow('there is no engine tea leaves')
    await expect(check(counter, { timeout: 0 })).rejects.toThrow('the timeout must be')
    await expect(check(counter, { properties: ['nope'] })).rejects.toThrow('has no property named nope')
  })
})

describe('sweep', () => {
  const cases = ['none', 'cas', 'tolerant'].map((fix) => ({
    params: { fix },
    system: dynamodb.instantiate({ fix }),
  }))

  it('keeps the order of the cases, whatever order they finish in', async () => {
    const finished: unknown[] = []
    const rows = await sweep(cases, {
      depth: 8,
      properties: ['noEmptyEndpoint'],
      jobs: 2,
      onCase: (row) => finished.push(row.params.fix),
    })
    expect(rows.map(({ params, results }) => [params.fix, results[0]?.verdict.kind])).toEqual([
      ['none', 'violated'],
      ['cas', 'holds'],
      ['tolerant', 'violated'],
    ])
    expect(finished.sort()).toEqual(['cas', 'none', 'tolerant'])
  })

  it('lets one case fail alone', async () => {
    const rows = await sweep(cases.slice(0, 1), { depth: 3, solver: program('gone', 'exit 1') })
    expect(rows[0]?.results.map(({ verdict }) => verdict.kind)).toEqual(Array(5).fill('undecided'))
  })
})
