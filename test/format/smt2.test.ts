import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import { exportSmtlib } from '../../src/format/smt2.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { SPECIMENS } from '../engine/small-systems.js'
import { stories } from '../models/stories.js'
import { randomSystem } from '../random/random-system.js'
import { maySkip } from '../smt/native.js'

const SOLVERS = [
  { name: 'z3', args: [] },
  { name: 'cvc5', args: ['--incremental'] },
] as const

let z3: Z3
let folder: string
beforeAll(async () => {
  z3 = await loadZ3()
  folder = mkdtempSync(join(tmpdir(), 'premortem-smt2-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The answers of a solver to an exported file, one a depth. */
function answers({ name, args }: (typeof SOLVERS)[number], script: string): readonly string[] {
  const file = join(folder, 'exported.smt2')
  writeFileSync(file, script)
  return execFileSync(name, [...args, file], { encoding: 'utf8' })
    .trim()
    .split('\n')
}

/** The depth of the first finding among all properties, as the engine itself sees it; -1 for none. */
async function firstFinding(system: TransitionSystem, depth: number): Promise<number> {
  const results = await bmc.check({ system, depth, openSolver: () => z3.open(), report: () => undefined })
  const depths = results.flatMap(({ verdict }) =>
    verdict.kind === 'violated' || verdict.kind === 'reached' ? [verdict.depth] : [],
  )
  return depths.length === 0 ? -1 : Math.min(...depths)
}

async function compare(
  solver: (typeof SOLVERS)[number],
  system: TransitionSystem,
  depth: number,
): Promise<void> {
  const answered = answers(solver, exportSmtlib(system, depth))
  expect(answered).toHaveLength(depth + 1)
  expect(answered.filter((answer) => answer !== 'sat' && answer !== 'unsat')).toEqual([])
  expect(answered.indexOf('sat')).toBe(await firstFinding(system, depth))
}

/** Beyond this depth cvc5 takes its time. */
const DEEPEST = 11

/** Of each story as it stands, the property whose shortest execution is the longest. */
const STORIES = stories.map(({ story, definition }) => {
  const [usual] = definition.expect
  const system = definition.instantiate(usual?.params)
  const [deepest] = Object.entries(usual?.verdicts ?? {})
    .flatMap(([property, verdict]) =>
      verdict.kind === 'violated' || verdict.kind === 'reached' ? [{ property, depth: verdict.depth }] : [],
    )
    .filter(({ depth }) => depth <= DEEPEST)
    .toSorted((a, b) => b.depth - a.depth)
  if (deepest === undefined) throw new Error(`nothing is found in ${story}`)
  const asked = { ...system, properties: system.properties.filter(({ name }) => name === deepest.property) }
  return { name: story, system: asked, ...deepest }
})

describe.each(SOLVERS)('$name decides exported files alike', (solver) => {
  it.skipIf(maySkip(solver.name)).each(SPECIMENS.map((specimen) => [specimen.name, specimen] as const))(
    '%s',
    async (_, { system, depth }) => {
      await compare(solver, system, depth)
    },
  )

  it.skipIf(maySkip(solver.name)).each(STORIES)('$name: $property', ({ system, depth }) => {
    const answered = answers(solver, exportSmtlib(system, depth))
    expect(answered).toEqual([...Array<string>(depth).fill('unsat'), 'sat'])
  })

  it.skipIf(maySkip(solver.name))('random systems', async () => {
    const agree = fc.asyncProperty(fc.gen(), (draw) =>
      compare(solver, randomSystem(draw, { unbounded: false }), 3),
    )
    await fc.assert(agree, { numRuns: 60 })
  })
})
