import { serialize } from 'node:v8'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../src/run/packed.js'

it('gives back what was packed', () => {
  const whole = {
    text: 'a',
    numbers: [1, 2n ** 70n, -0.5],
    flags: { yes: true, no: false },
    empty: {},
    none: [],
    nested: [[{ a: [1] }], { b: { c: 'd' } }],
  }
  expect(unpack(pack(whole))).toEqual(whole)
})

it('keeps apart a number and the place of an object', () => {
  const whole = { first: {}, number: 0, second: [0, {}] }
  expect(unpack(pack(whole))).toEqual(whole)
})

it('keeps what is shared shared', () => {
  const part = { name: 'part' }
  const copy = unpack(pack({ a: part, b: [part] }))
  expect(copy.a).toBe(copy.b[0])
})

it('packs what is nested too deep for a message', () => {
  interface Chain {
    readonly inner?: Chain
  }
  let chain: Chain = {}
  for (let level = 0; level < 20_000; level++) chain = { inner: chain }
  expect(() => serialize(chain)).toThrow(RangeError)
  expect(() => serialize(pack(chain))).not.toThrow()
  let depth = 0
  for (let at = unpack(pack(chain)).inner; at !== undefined; at = at.inner) depth++
  expect(depth).toBe(20_000)
})
