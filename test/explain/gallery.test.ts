import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadModel } from '../../src/cli/load-model.js'
import { ENGINES } from '../../src/engine/engines.js'
import { explain } from '../../src/explain/explain.js'
import type { Explanation, StaleRead } from '../../src/explain/explanation.js'
import { nameOfPart, valueOfPart } from '../../src/explain/part.js'
import { jsonText } from '../../src/format/json/json.js'
import { parseJson } from '../../src/format/json/json-part.js'
import { readExplanation } from '../../src/format/saved/explanation-json.js'
import { partsByName } from '../../src/format/saved/part-name.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { equalValues } from '../../src/ir/value.js'
import { explanationJson } from '../../src/report/explanation/explanation-json.js'
import { explanationAsSaved } from '../../src/report/saved/saved-explanation.js'
import { showPart } from '../../src/report/state/shown-part.js'
import { openSolver } from '../../src/smt/open-solver.js'
import { replay } from '../../src/trace/replay.js'
import type { Trace } from '../../src/trace/trace.js'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))
const DEEPEST = 9

interface Explained {
  readonly params: Readonly<Record<string, unknown>>
  readonly property: string
  readonly system: TransitionSystem
  readonly trace: Trace
  readonly explanation: Explanation
}

const known = new Map<string, Promise<readonly Explained[]>>()

/** The violations of a story that take few steps, explained; looked for once. */
function explained(story: string): Promise<readonly Explained[]> {
  const found = known.get(story) ?? explainAll(story)
  known.set(story, found)
  return found
}

async function explainAll(story: string): Promise<readonly Explained[]> {
  const { definition } = await loadModel(`${MODELS}/${story}`)
  const found: Explained[] = []
  const bmc = await ENGINES.get('bmc')?.()
  for (const { params = {}, verdicts } of definition.expect) {
    const depths = new Map(
      Object.entries(verdicts).flatMap(([name, verdict]) =>
        verdict.kind === 'violated' && verdict.depth <= DEEPEST ? [[name, verdict.depth]] : [],
      ),
    )
    if (depths.size === 0) continue
    const system = definition.instantiate(params)
    const properties = system.properties.filter(({ name }) => depths.has(name))
    const results = await bmc?.check({
      system: { ...system, properties },
      depth: Math.max(...depths.values()),
      openSolver: openSolver('wasm'),
      report: () => undefined,
    })
    for (const { property: name, verdict } of results ?? []) {
      const property = properties.find((candidate) => candidate.name === name)
      if (verdict.kind !== 'violated' || property === undefined) continue
      const outcome = replay(system, property, verdict.trace)
      if (outcome.kind !== 'confirmed') throw new Error(outcome.message)
      const { trace } = outcome
      found.push({ params, property: name, system, trace, explanation: explain(system, property, trace) })
    }
  }
  return found
}

describe.each(readdirSync(MODELS))('%s', (story) => {
  it('is explained by what its traces show, and told the same from a file', async () => {
    for (const { system, explanation, trace } of await explained(story)) {
      expect(readBack(system, explanation, trace)).toEqual(explanation)
      for (const { part, value, step } of explanation.origins) {
        const at = (after: number) => valueOfPart(trace.states[after], part)
        expect(equalValues(at(step), value)).toBe(true)
      }
      for (const staleRead of explanation.staleReads) expectTrue(staleRead, trace)
      expect(explanation.needs.map(({ kind }) => kind)).not.toContain('nothing')
      expect(explanation.needs).toHaveLength(trace.steps.length)
    }
  })
})

/** What a saved report says of the explanation. */
function readBack(system: TransitionSystem, explanation: Explanation, trace: Trace): Explanation {
  const json = jsonText(explanationJson(system, explanation, trace))
  const trail = { parts: partsByName(system.variables), steps: trace.steps.length }
  return explanationAsSaved(readExplanation(parseJson(json), trail))
}

/** Against the states alone. */
function expectTrue(
  { process, read, value, readIn, changedIn, changedBy, changedTo, actedIn, wrote }: StaleRead,
  { states, steps }: Trace,
): void {
  const after = (step: number) => valueOfPart(states[step], read)
  expect(readIn).toBeLessThan(changedIn)
  expect(changedIn).toBeLessThan(actedIn)
  expect(steps[readIn - 1]?.process).toBe(process)
  expect(steps[actedIn - 1]?.process).toBe(process)
  expect(changedBy).not.toBe(process)
  expect(steps[changedIn - 1]?.process).toBe(changedBy)
  expect(after(readIn - 1)).toEqual(value)
  for (let step = readIn; step < changedIn; step += 1) expect(after(step)).toEqual(value)
  expect(after(changedIn)).toEqual(changedTo)
  expect(changedTo).not.toEqual(value)
  expect(after(actedIn - 1)).not.toEqual(value)
  expect(wrote.length).toBeGreaterThan(0)
}

/** Who acted on what, and who had changed it. */
async function races(story: string, params: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const all = await explained(story)
  return all
    .filter((one) => Object.entries(params).every(([name, value]) => one.params[name] === value))
    .map(({ property, system, trace, explanation: { staleReads } }) => {
      const [first] = staleReads
      if (first === undefined) return `${property}: none`
      const { process, read, actedIn, readIn, changedIn, value, changedTo } = first
      const label = (step: number): string => steps(trace, step)
      const who = process.replace(/\d+/, 'N')
      const what = nameOfPart(system, read)
      return `${property}: ${who} ${label(readIn)} ${what} = ${showPart(value, read.type)}, ${label(changedIn)} ${showPart(changedTo, read.type)}, ${label(actedIn)}`
    })
}

function steps(trace: Trace, step: number): string {
  return trace.steps[step - 1]?.label ?? ''
}

describe('the race', () => {
  it.each([
    [
      'dynamodb-dns',
      { fix: 'none', plans: 3, locks: false },
      [
        'noEmptyEndpoint: enactor[N] pick endpoint[0].active = 0, flip 3, flip',
        'noRegression: enactor[N] pick endpoint[0].active = 0, flip 2, flip',
      ],
    ],
    [
      'double-spend',
      { requests: 2 },
      ['neverOverdrawn: request[N] read account.balance = 10, debit 0, debit'],
    ],
    ['memcache', { fix: 'none' }, ['freshWhenQuiet: reader[N] query database.version = 1, update 2, set']],
    [
      'snapshot-isolation',
      { isolation: 'snapshot' },
      ['reportIsFinal: clerk[N] begin open = monday, close tuesday, commit'],
    ],
    ['dining-philosophers', { philosophers: 3 }, ['deadlock: none']],
    ['token-ring', { loses: false }, ['mutualExclusion: none']],
  ])('of %s is told right', async (story, params, expected) => {
    expect(await races(story, params)).toEqual(expected)
  })
})
