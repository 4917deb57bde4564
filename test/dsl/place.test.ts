import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { atomic, flag, invariant, model, state, step, type ModelDefinition } from 'premortem'
import { createJiti } from 'jiti'
import { describe, expect, it } from 'vitest'
import { placeOfFrame } from '../../src/dsl/place.js'
import { isStated } from '../../src/ir/system.js'
import { actionOf, lineHere } from './building.js'

describe('a line of a stack trace', () => {
  it.each([
    ['    at step (/models/race.ts:12:7)', '/models/race.ts', 12],
    ['    at /models/race.ts:12:7', '/models/race.ts', 12],
    ['    at async /models/race.ts:12:7', '/models/race.ts', 12],
    ['    at file:///models/my%20race.ts:3:1', '/models/my race.ts', 3],
    ['    at async Promise.all (file:///models/race.ts:3:1)', '/models/race.ts', 3],
    ['    at new Thing (/models/a (copy)/race.ts:4:2)', '/models/a (copy)/race.ts', 4],
    ['    at Object.steps [as act] (C:\\models\\race.ts:5:9)', 'C:\\models\\race.ts', 5],
    ['    at steps (file:///C:/models/race.ts:5:9)', 'C:/models/race.ts', 5],
  ])('%s', (line, file, at) => {
    expect(placeOfFrame(line)).toEqual({ file, line: at })
  })

  it.each([
    'Error',
    '    at Array.map (<anonymous>)',
    '    at run (node:internal/modules/run_main:81:12)',
    '',
  ])('may be of no file: %s', (line) => {
    expect(placeOfFrame(line)).toBeUndefined()
  })
})

describe('places', () => {
  const HERE = fileURLToPath(import.meta.url)

  it('are those of the calls in the model', () => {
    let line = 0
    const system = model({
      name: 'm',
      build() {
        line = lineHere(1)
        const a = state(flag())
        const go = step(a.becomes(true))
        const back = atomic(step(a.becomes(false)), step())
        const p = invariant(a)
        return { a, go, back, properties: { p } }
      },
    }).instantiate()
    const at = (offset: number) => ({ file: HERE, line: line + offset })
    expect(system.variables[0]?.source).toEqual(at(0))
    expect(system.init.updates[0]?.source).toEqual(at(0))
    expect(actionOf(system, 'go').source).toEqual(at(1))
    expect(actionOf(system, 'go').updates[0]?.source).toEqual(at(1))
    expect(actionOf(system, 'back').source).toEqual(at(2))
    expect(system.properties.find(isStated)?.source?.line).toBeGreaterThan(at(2).line)
  })

  it('are right in files that jiti loads', async () => {
    const file = fileURLToPath(new URL('./loaded-model.ts', import.meta.url))
    const jiti = createJiti(import.meta.url, { moduleCache: false })
    const loaded = await jiti.import<{ readonly default: ModelDefinition }>(file)
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('lock: step(')) + 1
    expect(line).toBeGreaterThan(0)
    expect(actionOf(loaded.default.instantiate(), 'worker.lock').source).toEqual({ file, line })
  })
})
