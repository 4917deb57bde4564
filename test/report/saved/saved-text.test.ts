import { describe, expect, it } from 'vitest'
import { readItf } from '../../../src/format/itf/read-itf.js'
import { parseJson } from '../../../src/format/json/json-part.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { retold } from '../../../src/report/saved/retelling.js'
import { savedText } from '../../../src/report/saved/saved-text.js'

const showPlace = ({ line }: { readonly line: number }): string => `model.ts:${String(line)}`

/** The story of a traffic light, as another tool writes it. */
function light(loop: number | undefined): string {
  const states = ['red', 'green', 'red'].map((color) => ({ color }))
  const saved = readItf(parseJson(JSON.stringify({ vars: ['color'], states, loop })))
  const retellings = saved.outcomes.map((outcome) => ({
    ...retold(outcome, { kind: 'absent', because: 'no model is at hand' }),
    system: saved.system,
    showPlace,
    remarks: [],
  }))
  return savedText(
    { subject: saved, origin: saved.origin, retellings, others: [] },
    { width: 100, palette: createPalette({ color: false }), detail: 'usual' },
  )
}

describe('a saved trace without end', () => {
  it.each([
    [0, 'From here on it goes on again from the initial state, for ever.'],
    [1, 'From here on it goes on again from the state after step 1, for ever.'],
    [2, 'From here on it stays as it is, for ever.'],
  ])('says how it goes on from state %i', (loop, sentence) => {
    expect(light(loop)).toContain(`\n\n${sentence}\n`)
    expect(light(undefined)).not.toContain('From here on')
  })
})
