import { meets, showExpected, type ModelDefinition } from 'premortem'
import { describe, expect, it } from 'vitest'
import { explicit } from '../../src/engine/explicit.js'
import { isStated } from '../../src/ir/system.js'
import { stories } from './stories.js'

/** Every verdict of the explicit engine, by property, in full depth. */
async function verdicts(definition: ModelDefinition, params: ModelDefinition['expect'][number]['params']) {
  const results = await explicit().check({
    system: definition.instantiate(params),
    depth: 200,
    openSolver: () => Promise.reject(new Error('no solver is needed here')),
    report: () => undefined,
  })
  return new Map(results.map(({ property, verdict }) => [property, verdict]))
}

describe.each(stories)('$story', ({ story, definition }) => {
  it('is called like its folder', () => {
    expect(definition.name).toBe(story)
  })

  it('says what to expect of all its properties', () => {
    const [first] = definition.expect
    const stated = definition.instantiate().properties.filter(isStated)
    expect(Object.keys(first?.verdicts ?? {}).toSorted()).toEqual(
      [...stated.map(({ name }) => name), 'deadlock', 'range'].toSorted(),
    )
  })

  it.each(definition.expect.map((entry) => [JSON.stringify(entry.params), entry] as const))(
    'comes out as its author says: %s',
    async (_, { params, verdicts: expected }) => {
      const found = await verdicts(definition, params)
      for (const [property, verdict] of Object.entries(expected)) {
        const actual = found.get(property)
        const text = `${property}: expected ${showExpected(verdict)}, found ${String(actual?.kind)} ${
          actual !== undefined && 'depth' in actual ? String(actual.depth) : ''
        }`
        expect(actual !== undefined && meets(verdict, actual), text).toBe(true)
      }
    },
  )
})
