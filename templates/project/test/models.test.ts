import { check, prove } from 'premortem'
import { expect, it } from 'vitest'
import jobQueue from '../models/job-queue.js'

// The race is known, and the test says so. In a test of your own protocol, expect `holds` to be true: where it is not, the text is the
// trace of the shortest schedule that breaks it.
it('runs the job twice, as long as looking and taking are two steps', async () => {
  const { holds, text } = await check(jobQueue)
  expect(holds, text).toBe(false)
})

it('runs the job once, when they are one', async () => {
  const { holds, text } = await prove(jobQueue, { params: { fix: 'atomic' } })
  expect(holds, text).toBe(true)
})
