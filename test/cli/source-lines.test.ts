import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadModel } from '../../src/cli/load-model.js'

it.each([
  ['dynamodb-dns', 'planner.emit', /^\s*emit: step\(/],
  ['dynamodb-dns', 'enactor[0].flip', /^\s*const flip = step\(/],
  ['peterson', undefined, /step\(/],
] as const)('knows on which line of %s the step %s stands', async (story, name, text) => {
  const { file, definition } = await loadModel(story)
  const { actions } = definition.instantiate({})
  const action = actions.find((each) => name === undefined || each.name === name)
  const lines = readFileSync(file, 'utf8').split('\n')
  expect(lines[(action?.source?.line ?? 0) - 1]).toMatch(text)
})
