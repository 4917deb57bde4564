import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { EngineEvent } from '../engine/engine.js'
import type { Finding } from '../engine/examine/finding.js'
import { errorOf } from './failure.js'
import {
  DEFAULT_SOLVER,
  type ExaminationJob,
  type Job,
  type Message,
  type MinimisingJob,
  type SearchJob,
} from './message.js'
import { pack } from './packed.js'

/** How a worker's job ended. */
export type Ending =
  | { readonly kind: 'finished' }
  | { readonly kind: 'killed' }
  /** The process died: out of memory, or killed from outside. */
  | { readonly kind: 'died'; readonly reason: string }

/** How long a worker may take to end what it has started. */
const LAST_RESPITE_MS = 500

/** Those whose process may live. One listener ends them all with this program: many at a time are no leak. */
const living = new Set<Worker>()

function endAll(): void {
  for (const worker of living) worker.kill()
}

function enlist(worker: Worker): void {
  if (living.size === 0) process.once('exit', endAll)
  living.add(worker)
}

function discharge(worker: Worker): void {
  living.delete(worker)
  if (living.size === 0) process.off('exit', endAll)
}

/** A child process that does one job. */
export class Worker {
  private readonly child: ChildProcess
  private killed = false
  private lastWords = ''

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
    enlist(this)
    this.child.once('exit', () => {
      discharge(this)
    })
  }

  /**
   * Runs an engine, telling events as they come. Resolves when it ended, in whatever way.
   * @param isMoreWanted asked once the engine has done its work, for what could be done afterwards.
   * @throws what the engine threw: SelfCheckError and SolverError as they are, any other error as `WorkerFailure`.
   */
  run(
    job: SearchJob | MinimisingJob,
    onEvent: (event: EngineEvent, memory: number) => void,
    isMoreWanted?: () => boolean,
  ): Promise<Ending> {
    const told = (message: Message): void => {
      if (message.kind === 'event') onEvent(message.event, message.memory)
    }
    return this.work(job, told, isMoreWanted)
  }

  /** The same for an examination and its findings. */
  examine(job: ExaminationJob, onFinding: (finding: Finding) => void): Promise<Ending> {
    return this.work(job, (message) => {
      if (message.kind === 'finding') onFinding(message.finding)
    })
  }

  private work(
    job: Job,
    told: (message: Message) => void,
    isMoreWanted: () => boolean = () => true,
  ): Promise<Ending> {
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
            if (isMoreWanted()) rest = setTimeout(finish, message.seconds * 1000)
            else finish()
            return
          case 'failed':
            reject(errorOf(message.failure))
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
        clearTimeout(rest)
        resolve(this.ending(this.describeDeath(code, signal)))
      })
      this.child.send(pack(job), (error) => {
        if (error !== null) resolve(this.ending(`the worker process is gone: ${error.message}`))
      })
    })
  }

  /** Ends the process at once. Harmless when it has ended. */
  kill(): void {
    this.killed = true
    discharge(this)
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

/** The compiled program; where this file runs as TypeScript, the build stands in `dist`. */
function programPath(): string {
  const beside = fileURLToPath(new URL('./worker-main.js', import.meta.url))
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../dist/run/worker-main.js', import.meta.url))
}
