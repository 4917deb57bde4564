import { describe, expect, it } from 'vitest'
import { stateKey } from '../../src/engine/state-key.js'
import { BOOL, INTEGER, arrayType, enumType, rangeType, recordType } from '../../src/ir/type.js'
import { variables } from '../ir/syntax.js'

const VARIABLES = variables({
  n: INTEGER,
  m: rangeType(0, 200),
  hue: enumType(['a', 'b']),
  box: recordType({ x: BOOL, row: arrayType(BOOL, rangeType(0, 20)) }),
})
const STATE = { n: 1, m: 11, hue: 'a', box: { x: true, row: [1, 11] } }

describe('state keys', () => {
  it('are equal for equal states, however their fields are ordered', () => {
    const same = { box: { row: [1, 11], x: true }, hue: 'a', m: 11, n: 1 }
    expect(stateKey(VARIABLES, same)).toBe(stateKey(VARIABLES, STATE))
  })

  it.each([
    { n: 11, m: 1 },
    { n: -1 },
    { n: 2n ** 60n },
    { hue: 'b' },
    { box: { x: false, row: [1, 11] } },
    { box: { x: true, row: [11, 1] } },
    { box: { x: true, row: [11, 11] } },
  ])('differ where the state differs: %o', (change) => {
    expect(stateKey(VARIABLES, { ...STATE, ...change })).not.toBe(stateKey(VARIABLES, STATE))
  })
})
