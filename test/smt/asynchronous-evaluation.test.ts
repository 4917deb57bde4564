import { expect, it } from 'vitest'
import { AsynchronousEvaluation } from '../../src/smt/asynchronous-evaluation.js'

function neverAnswers(): Promise<string> {
  return new Promise<string>(() => undefined)
}

it('passes context and script on, and the answer back', async () => {
  const evaluation = new AsynchronousEvaluation<number>()
  const evaluate = (context: number, script: string) =>
    Promise.resolve(`${context}: ${script.split('\0')[0]!}`)
  expect(await evaluation.run({}, evaluate, 7, '(check-sat)')).toBe('7: (check-sat)')
})

it('puts what may be overwritten behind the end of the script', async () => {
  const evaluation = new AsynchronousEvaluation<number>()
  const evaluate = (_: number, script: string) => Promise.resolve(script)
  const [script, behind] = (await evaluation.run({}, evaluate, 7, '(check-sat)')).split('\0')
  expect(script).toBe('(check-sat)')
  expect(behind!.length > 10_000).toBe(true)
})

it('fails when the evaluation does', async () => {
  const evaluation = new AsynchronousEvaluation<number>()
  const failing = evaluation.run({}, () => Promise.reject(new Error('no thread')), 7, '')
  await expect(failing).rejects.toThrow('no thread')
})

it.each(['Aborted(OOM)', 'program exited (with status: 101)'])(
  'fails when the module says "%s"',
  async (text) => {
    const evaluation = new AsynchronousEvaluation<number>()
    const failing = evaluation.run({}, neverAnswers, 7, '')
    evaluation.printErr('some warning')
    evaluation.printErr(text)
    await expect(failing).rejects.toThrow(text)
  },
)

it('fails when a thread throws', async () => {
  const evaluation = new AsynchronousEvaluation<number>()
  const worker = {
    onerror: (error: Error): void => {
      throw error
    },
  }
  const failing = evaluation.run({ PThread: { runningWorkers: [worker] } }, neverAnswers, 7, '')
  worker.onerror(new Error('memory access out of bounds'))
  await expect(failing).rejects.toThrow('memory access out of bounds')
})
