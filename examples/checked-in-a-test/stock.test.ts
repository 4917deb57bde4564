import { check, prove } from 'premortem'
import { expect, it } from 'vitest'
import stock from './stock.js'

// What the shop does today. Should this fail, it prints `text`: the verdicts, and the shortest schedule that breaks the property.
it('the item is sold once, however the buyers interleave', async () => {
  const { holds, text } = await prove(stock, { params: { fix: 'atomic' } })
  expect(holds, text).toBe(true)
})

// What it did before. A model that cannot show the race would prove nothing about the repair.
it('the item was sold twice, when looking and taking were two steps', async () => {
  const { traces, text } = await check(stock)
  expect(
    traces.neverOversold?.steps.map(({ label }) => label),
    text,
  ).toEqual(['look', 'look', 'take', 'take'])
})
