import { expect, it } from 'vitest'
import { sweep } from '../../src/run/sweep.js'
import { SPECIMENS } from '../engine/small-systems.js'

const { system } = SPECIMENS[0]!

it('many cases at a time are no cause for complaint, and each tells its own progress', async () => {
  const complaints: string[] = []
  const note = ({ name }: Error): void => {
    complaints.push(name)
  }
  process.on('warning', note)
  const told: string[] = []
  try {
    const cases = Array.from({ length: 12 }, (_, place) => ({ params: { place }, system }))
    const rows = await sweep(cases, {
      engine: 'explicit',
      depth: 1,
      jobs: 12,
      onEvent: ({ kind, engine }, place) => told.push(`${kind} ${engine} ${String(place)}`),
    })
    expect(rows.map(({ params }) => params.place)).toEqual(cases.map(({ params }) => params.place))
    for (const { seconds } of rows) expect(seconds).toBeGreaterThan(0)
  } finally {
    process.off('warning', note)
  }
  expect(told.filter((line) => line.startsWith('engine-start explicit')).toSorted()).toEqual(
    Array.from({ length: 12 }, (_, place) => `engine-start explicit ${String(place)}`).toSorted(),
  )
  expect(complaints).toEqual([])
})
