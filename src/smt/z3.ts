import { createRequire } from 'node:module'
import type { Z3LowLevel } from 'z3-solver'
import { AsynchronousEvaluation } from './asynchronous-evaluation.js'
import { refuseErrors } from './refusal.js'
import { type Solver, SolverError } from './solver.js'
import { synchronousEvaluation } from './synchronous-evaluation.js'
import { Turns } from './turns.js'
import { compileZ3 } from './z3-code.js'
import { describeCrash } from './z3-crash.js'

/**
 * An instance of Z3 compiled to WebAssembly: a memory of its own, in which solvers come and go. Loading one costs some 0.2 seconds,
 * opening a solver in it next to nothing. The solvers of an instance answer in turn, never at once.
 *
 * A query blocks the thread, and a loop of queries lets neither timers nor signals through: a search that must be possible to stop
 * belongs in a process of its own.
 */
export interface Z3 {
  /** Whether the instance crashed, for example out of memory. Nothing in it works any longer: load another. */
  readonly broken: boolean

  /** @throws SolverError when the instance is broken. */
  open(): Promise<Solver>
}

/** How queries are made: at once, by exports that are not documented, or on a thread of the module, by its documented function. */
export type Evaluation = 'synchronous' | 'asynchronous'

/**
 * Loads a new instance.
 * @param evaluation by default synchronous where the installed z3-solver allows it.
 * @throws SolverError when z3-solver is missing, cannot be loaded, or lacks what the asked evaluation needs.
 */
export async function loadZ3(evaluation?: Evaluation): Promise<Z3> {
  try {
    const asynchronous = new AsynchronousEvaluation<Context>()
    const require = createRequire(import.meta.url)
    const [settings, lowLevel, emscripten] = await Promise.all([
      compileZ3(require.resolve('z3-solver/build/z3-built.wasm')),
      // The package's main entry would load its high-level interface too, which nobody here uses.
      import('z3-solver/build/low-level/index.js'),
      require('z3-solver/build/z3-built.js') as unknown,
    ])
    const z3 = await lowLevel.init(emscripten, { printErr: asynchronous.printErr, ...settings })
    const em: unknown = z3.em
    const synchronous = evaluation === 'asynchronous' ? undefined : synchronousEvaluation(em)
    if (evaluation === 'synchronous' && synchronous === undefined) {
      throw new Error('it does not export what synchronous calls need')
    }
    const evaluate: Evaluate =
      synchronous ?? ((context, script) => asynchronous.run(em, z3.Z3.eval_smtlib2_string, context, script))
    return new Instance(z3.Z3, evaluate)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SolverError(
      'z3 (WASM)',
      `cannot load z3-solver (${reason}): reinstall it, or use a native solver`,
    )
  }
}

type Api = Z3LowLevel['Z3']
type Context = ReturnType<Api['mk_context']>
type Evaluate = (context: Context, script: string) => string | Promise<string>

class Instance implements Z3 {
  readonly name: string
  private readonly turns = new Turns()
  private crash: string | undefined

  constructor(
    private readonly api: Api,
    readonly evaluate: Evaluate,
  ) {
    const { major, minor, build_number } = api.get_version()
    this.name = `z3 ${major}.${minor}.${build_number} (WASM)`
  }

  get broken(): boolean {
    return this.crash !== undefined
  }

  async open(): Promise<Solver> {
    const context = await this.inTurn(() => {
      const config = this.api.mk_config()
      const made = this.api.mk_context(config)
      this.api.del_config(config)
      return made
    })
    return new ContextSolver(this, context)
  }

  async delete(context: Context): Promise<void> {
    // An interrupt that comes before the query has begun is lost.
    const interrupting = setInterval(() => {
      this.api.interrupt(context)
    }, 20)
    try {
      await this.inTurn(() => {
        this.api.del_context(context)
      })
    } catch (error) {
      // The instance is broken, and there is nothing left to free.
      if (!(error instanceof SolverError)) throw error
    } finally {
      clearInterval(interrupting)
    }
  }

  /**
   * Does work in the module when no other is being done.
   * @throws SolverError when the module breaks or is broken; and those that the work throws itself.
   */
  inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    return this.turns.take(async () => {
      // After a crash locks may still be held, and entering the module again may never return.
      if (this.crash !== undefined) throw new SolverError(this.name, `${this.name} ${this.crash}`)
      const { exitCode } = process
      try {
        return await work()
      } catch (thrown) {
        if (thrown instanceof SolverError) throw thrown
        // A module that exits sets the exit code of the whole process.
        process.exitCode = exitCode
        this.crash = describeCrash(thrown)
        throw new SolverError(this.name, `${this.name} ${this.crash}`)
      }
    })
  }
}

/** One context of Z3: its own assertions, options and logic. */
class ContextSolver implements Solver {
  readonly name: string
  private closed: Promise<void> | undefined

  constructor(
    private readonly instance: Instance,
    private readonly context: Context,
  ) {
    this.name = instance.name
  }

  async run(script: string): Promise<string> {
    if (script.includes('\0')) throw new SolverError(this.name, 'a script must not contain a NUL character')
    const output = await this.instance.inTurn(() => {
      this.refuseWhenClosed()
      return this.instance.evaluate(this.context, script)
    })
    this.refuseWhenClosed()
    return refuseErrors(this.name, script, output)
  }

  close(): Promise<void> {
    this.closed ??= this.instance.delete(this.context)
    return this.closed
  }

  private refuseWhenClosed(): void {
    if (this.closed !== undefined) throw new SolverError(this.name, `${this.name} is closed`)
  }
}
