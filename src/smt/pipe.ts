import { Dialogue } from './dialogue.js'
import { refuseErrors } from './refusal.js'
import { isBalanced } from './s-expression.js'
import { type Solver, SolverError } from './solver.js'

/** How long a program may take to answer its first question, in milliseconds. */
export const START_LIMIT = 20_000

export interface PipeOptions {
  /** Default: START_LIMIT. */
  readonly startLimit?: number
}

/**
 * Starts a native solver: a program that reads SMT-LIB 2 on its standard input, `echo` included, and answers on its standard output.
 * Some solvers, cvc5 among them, end at the first error; then later calls of `run` fail as well.
 * @throws SolverError when the program is missing, ends, or does not answer as a solver does.
 */
export async function openPipe(
  command: string,
  args: readonly string[],
  { startLimit = START_LIMIT }: PipeOptions = {},
): Promise<Solver> {
  const dialogue = new Dialogue(command, args)
  const timer = setTimeout(() => {
    void dialogue.end(`was ended after ${startLimit / 1000} seconds`)
  }, startLimit)
  try {
    // A solver that follows the standard confirms every command until it is told not to.
    const answer = await dialogue.ask(
      '(set-option :print-success false)\n(get-info :name)\n(get-info :version)',
    )
    return new PipeSolver(nameIn(answer) ?? command, dialogue)
  } finally {
    clearTimeout(timer)
  }
}

class PipeSolver implements Solver {
  constructor(
    readonly name: string,
    private readonly dialogue: Dialogue,
  ) {}

  async run(script: string): Promise<string> {
    if (!isBalanced(script)) throw new SolverError(this.name, `parentheses or quotation marks do not close`)
    return refuseErrors(this.name, script, await this.dialogue.ask(script))
  }

  close(): Promise<void> {
    return this.dialogue.end('is closed')
  }
}

/** Name and version out of the answers `(:name "cvc5")` and `(:version "1.0.3")`. */
function nameIn(answer: string): string | undefined {
  const [name, version] = ['name', 'version'].map(
    (key) => new RegExp(`^\\(:${key}\\s+"([^"]*)"`, 'm').exec(answer)?.[1],
  )
  return name === undefined ? undefined : [name.toLowerCase(), version].join(' ').trim()
}
