import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { EngineEvent } from '../engine/engine.js'
import type { Finding } from '../engine/examine/finding.js'
import {
  DEFAULT_SOLVER,
  type ExaminationJob,
  type Failure,
  type Job,
  type Message,
  type SearchJob,
} from './message.js'

/** How a worker's job ended. */
export type Ending =
  | { readonly kind: 'finished' }
  | { readonly kind: 'killed' }
  /** The process died: out of memory, or killed from outside. */
  | { readonly kind: 'died'; readonly reason: string }

/** How long a worker may take to end what it has started. */
const LAST_RESPITE_MS = 500

/** A child process that does one job. */
export class Worker {
  private readonly child: ChildProcess
  private killed = false
  private lastWords = ''
  private readonly endWithParent = (): void => {
    this.kill()
  }

  /** Starts the process, and the solver in it, before there is a job: both take a while. */
  constructor(private readonly solver: string) {
    this.child = fork(programPath(), [solver], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-2000)
    })
    // Told again, as a message that cannot be sent, to whoever gives it a job.
    this.child.on('error', () => undefined)
    process.once('exit', this.endWithParent)
  }

  /**
   * Runs an engine, telling events as they come. Resolves when it ended, in whatever way.
   * @throws the error that the engine threw, as `WorkerFailure`.
   */
  run(job: SearchJob, onEvent: (event: EngineEvent, memory: number) => void): Promise<Ending> {
    return this.work(job, (message) => {
      if (message.kind === 'event') onEvent(message.event, message.memory)
    })
  }

  /** The same for an examination and its findings. */
  examine(job: ExaminationJob, onFinding: (finding: Finding) => void): Promise<Ending> {
    return this.work(job, (message) => {
      if (message.kind === 'finding') onFinding(message.finding)
    })
  }

  private work(job: Job, told: (message: Message) => void): Promise<Ending> {
    return new Promise((resolve, reject) => {
      let rest: NodeJS.Timeout | undefined
      const finish = (): void => {
        clearTimeout(rest)
        resolve({ kind: 'finished' })
        this.kill()
      }
      this.child.on('message', (message: Message) => {
        switch (message.kind) {
          case 'event':
          case 'finding':
            try {
              told(message)
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)))
              this.kill()
            }
            return
          case 'almost':
            rest = setTimeout(finish, message.seconds * 1000)
            return
          case 'failed':
            reject(new WorkerFailure(message.failure))
            finish()
            return
          case 'finished':
            finish()
        }
      })
      this.child.once('error', (error) => {
        resolve(this.ending(`the worker process cannot be started: ${error.message}`))
      })
      this.child.once('exit', (code, signal) => {
        process.off('exit', this.endWithParent)
        clearTimeout(rest)
        resolve(this.ending(this.describeDeath(code, signal)))
      })
      this.child.send(job, (error) => {
        if (error !== null) resolve(this.ending(`the worker process is gone: ${error.message}`))
      })
    })
  }

  /** Ends the process at once. Harmless when it has ended. */
  kill(): void {
    this.killed = true
    process.off('exit', this.endWithParent)
    if (this.solver === DEFAULT_SOLVER) {
      this.child.kill('SIGKILL')
      return
    }
    // It has a process of its own to end: a solver that searches would not notice that nobody waits for it.
    this.child.kill('SIGTERM')
    setTimeout(() => this.child.kill('SIGKILL'), LAST_RESPITE_MS).unref()
  }

  /** @param reason of an end that nobody here has asked for. */
  private ending(reason: string): Ending {
    return this.killed ? { kind: 'killed' } : { kind: 'died', reason }
  }

  private describeDeath(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal === null ? `with exit code ${String(code)}` : `by signal ${signal}`
    const said = this.lastWords.trim().split('\n').at(-1)
    return `the worker process ended ${how}${said === undefined || said === '' ? '' : `: ${said}`}`
  }
}

/** An error thrown inside a worker process. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure'

  constructor(readonly failure: Failure) {
    super(failure.message)
    if (failure.stack !== undefined) this.stack = failure.stack
  }
}

/** The compiled program; where this file runs as TypeScript, the build stands in `dist`. */
function programPath(): string {
  const beside = fileURLToPath(new URL('./worker-main.js', import.meta.url))
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../dist/run/worker-main.js', import.meta.url))
}
