import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportVmt } from '../../src/format/vmt/write-vmt.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { INTEGER, rangeType } from '../../src/ir/type.js'
import { SPECIMENS } from '../engine/small-systems.js'
import { randomSystem } from '../random/random-system.js'
import { randomRuns } from '../random/runs.js'
import { maySkip } from '../smt/native.js'
import { boundedSearch } from './bounded-search.js'
import { ODD_DEPTHS, oddNames } from './odd-names.js'
import { enumerated, PINNED } from './pinned.js'
import { namesIn, readVmt, unrolledVmt } from './vmt-unrolled.js'

const specimens = SPECIMENS.map((specimen) => [specimen.name, specimen] as const)
const pinned = PINNED.map((each) => [each.name, each] as const)

/** Compares a file with enumeration; the number of properties that Z3 leaves open. */
async function compare(system: TransitionSystem, depth: number): Promise<number> {
  const expected = await enumerated(system, depth)
  const depths = new Map([...expected.keys()].map((property) => [property, depth]))
  if (depths.size === 0) return 0
  const found = boundedSearch(unrolledVmt(exportVmt(system)), depths)
  const open = [...found].filter(([, each]) => each === 'unknown').map(([property]) => property)
  const decided = (all: ReadonlyMap<string, unknown>): unknown =>
    [...all].filter(([each]) => !open.includes(each))
  expect(decided(found)).toEqual(decided(expected))
  return open.length
}

describe.skipIf(maySkip('z3'))(
  'a VMT-LIB file has its bad states where enumeration and the gallery have theirs',
  () => {
    it.each(pinned)('%s', (_, { system, depths, found }) => {
      expect(boundedSearch(unrolledVmt(exportVmt(system)), depths)).toEqual(found)
    })

    it.each(specimens)('%s', async (_, { system, depth }) => {
      expect(await compare(system, depth)).toBe(0)
    })

    it('random systems of finite types', async () => {
      const agree = fc.asyncProperty(fc.gen(), async (draw) => {
        expect(await compare(randomSystem(draw, { unbounded: false }), 3)).toBe(0)
      })
      await fc.assert(agree, { numRuns: randomRuns(0.15) })
    })

    it('random systems with unbounded integers', async () => {
      const runs = randomRuns(0.05)
      let undecided = 0
      const agree = fc.asyncProperty(fc.gen(), async (draw) => {
        undecided += await compare(randomSystem(draw, { unbounded: true }), 3)
      })
      await fc.assert(agree, { numRuns: runs })
      expect(undecided).toBeLessThan(runs / 10)
    })
  },
)

describe('a VMT-LIB file is as the format has it', () => {
  it.each(pinned)('%s', (_, { system }) => {
    const vmt = readVmt(exportVmt(system))
    const nexts = new Set(vmt.next.values())
    const isState = (name: string): boolean => vmt.next.has(name)
    const read = (terms: readonly Parameters<typeof namesIn>[1][]): readonly string[] =>
      terms.flatMap((term) => [...namesIn(vmt, term)]).filter((name) => vmt.sorts.has(name))
    expect([vmt.init.length, vmt.trans.length]).toEqual([1, 1])
    expect(read(vmt.init).filter((name) => !isState(name))).toEqual([])
    expect(
      read([...vmt.properties.values()].map(({ good }) => good)).filter((name) => !isState(name)),
    ).toEqual([])
    for (const next of nexts) expect(read(vmt.trans)).toContain(next)
    expect([...vmt.properties.keys()]).toEqual(system.properties.map((_, index) => index))
    expect([...vmt.properties.values()].map(({ name }) => name)).toEqual(
      system.properties.map(({ name }) => name),
    )
  })

  it('names cells as traces do, their next values with a prime, and choices by their action', () => {
    const { system } = PINNED.find(({ name }) => name.startsWith('dynamodb-dns'))!
    const { next, sorts } = readVmt(exportVmt(system))
    expect(next.get('endpoint[0].active')).toBe("endpoint[0].active'")
    expect(next.get('noRegression:violated')).toBe("noRegression:violated'")
    const inputs = [...sorts.keys()].filter((name) => !next.has(name) && !name.endsWith("'"))
    expect(inputs).toEqual(['enactor[0].cleanUp.delete(tree)', 'enactor[1].cleanUp.delete(tree)'])
  })

  it.each([rangeType(0, 6), INTEGER])('keeps names apart, whatever things are called: $kind', (number) => {
    const vmt = readVmt(exportVmt(oddNames(number)))
    expect([...vmt.next.keys()]).toEqual(
      expect.arrayContaining([
        'store#2',
        'let#2',
        'bvadd#2',
        'init',
        "init'#2",
        'str.len#2',
        'm[a{7c}b]',
        'm[line{a}break]',
      ]),
    )
    expect([...vmt.properties.values()].map(({ name }) => name)).toEqual([
      'store#3',
      'goal#2',
      'trans#2',
      'm[a{7c}b]#2',
      'let#3',
      'deadlock#2',
    ])
  })

  it.skipIf(maySkip('z3')).each([rangeType(0, 6), INTEGER])(
    'means the same, whatever things are called: $kind',
    (number) => {
      const text = exportVmt(oddNames(number))
      const names = [...readVmt(text).properties.values()].map(({ name }) => name)
      const found = boundedSearch(unrolledVmt(text), new Map(names.map((name) => [name, 2])))
      expect([...found.values()]).toEqual([...ODD_DEPTHS.values()])
    },
  )
})

describe('a VMT-LIB file is SMT-LIB to solvers, which only say that they do not know its annotations', () => {
  const SOLVERS = [
    { name: 'z3', args: [], unknown: /^WARNING: unknown attribute :(?:next|init|trans|invar-property)$/ },
    {
      name: 'cvc5',
      args: ['--lang', 'smt2', '--strict-parsing', '--parse-only'],
      unknown: /warning: Attribute ':(?:next|init|trans|invar-property)' not supported/,
    },
  ]
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'premortem-vmt-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const systems = [
    ...PINNED.filter((each, place) => PINNED[place - 1]?.system.name !== each.system.name),
    ...SPECIMENS,
    { name: 'odd names', system: oddNames(rangeType(0, 6)) },
    { name: 'odd names without bounds', system: oddNames(INTEGER) },
  ]
  describe.each(SOLVERS)('$name', ({ name: solver, args, unknown }) => {
    it.skipIf(maySkip(solver)).each(systems)('$name', ({ system }) => {
      const file = join(folder, 'exported.vmt')
      writeFileSync(file, exportVmt(system))
      const { status, stdout, stderr } = spawnSync(solver, [...args, file], { encoding: 'utf8' })
      const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !unknown.test(line))
      expect([status, said]).toEqual([0, []])
    })
  })
})
