/** Z3's documented `eval_smtlib2_string`: runs a script on a thread of the Emscripten module. */
export type EvaluateOnThread<Context> = (context: Context, script: string) => Promise<string>

/**
 * Makes the documented asynchronous call fit for use. Left to itself it has two defects:
 * - the thread reads the script from the calling thread's stack, which is free again by then. Characters behind the script's end
 *   keep its last ones from being overwritten while the thread reads; the calling thread must do little in the module meanwhile.
 * - when the thread dies, its promise stays open for ever, and an exception of the thread ends the process. Here the promise fails.
 */
export class AsynchronousEvaluation<Context> {
  private fail: ((reason: Error) => void) | undefined

  /** To be given to the module as its `printErr`: what it says there last tells that it died. */
  readonly printErr = (text: string): void => {
    if (/^(?:Aborted\(|program exited)/.test(text)) this.fail?.(new Error(text))
  }

  /**
   * Runs one script; the one before must be over.
   * @param em the Emscripten module.
   * @throws what the module threw, when it died.
   */
  run(em: unknown, evaluate: EvaluateOnThread<Context>, context: Context, script: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.fail = reject
      evaluate(context, `${script}${shield}`).then(resolve, reject)
      for (const worker of runningWorkers(em)) setErrorHandler(worker, reject)
    })
  }
}

const shield = `\0${' '.repeat(16_384)}`

function runningWorkers(em: unknown): readonly unknown[] {
  const workers = member(member(em, 'PThread'), 'runningWorkers')
  return Array.isArray(workers) ? workers : []
}

function setErrorHandler(worker: unknown, onerror: (reason: Error) => void): void {
  if (typeof worker === 'object' && worker !== null) Object.assign(worker, { onerror })
}

function member(owner: unknown, name: string): unknown {
  if (typeof owner !== 'object' || owner === null) return undefined
  return Object.getOwnPropertyDescriptor(owner, name)?.value
}
