import { expect, it } from 'vitest'
import { Turns } from '../../src/smt/turns.js'

it('does one piece of work at a time, in order', async () => {
  const turns = new Turns()
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`${name} ends`)
    return name
  }
  const results = await Promise.all([turns.take(work('a')), turns.take(work('b')), turns.take(() => 'c')])
  expect(results).toEqual(['a', 'b', 'c'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

it('goes on after work that failed', async () => {
  const turns = new Turns()
  const failed = turns.take(() => Promise.reject(new Error('no luck')))
  const next = turns.take(() => 'luck')
  await expect(failed).rejects.toThrow('no luck')
  await expect(next).resolves.toBe('luck')
})
