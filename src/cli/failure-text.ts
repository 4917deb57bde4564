import { ModelError } from '../ir/model-error.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { SolverError } from '../smt/solver.js'
import { UsageError } from './usage-error.js'
import { excerptOf, showFromHere } from './user-file.js'

/** What a failure means for the shell, and what to tell about it. */
export interface FailureReport {
  readonly exitCode: ExitCode
  readonly text: string
}

/** @param options.verbose also tell where in the program, and where in the user's code, it came from. */
export function describeFailure(error: unknown, { verbose }: { readonly verbose: boolean }): FailureReport {
  const { exitCode, lines } = describe(error)
  const stacks = verbose ? stackOf(error) : []
  return { exitCode, text: `premortem: ${[...lines, ...stacks].join('\n')}\n` }
}

function describe(error: unknown): { readonly exitCode: ExitCode; readonly lines: readonly string[] } {
  if (error instanceof UsageError) {
    const { problem, remedy, excerpt } = error
    return { exitCode: EXIT.usage, lines: message(problem, remedy, excerpt) }
  }
  if (error instanceof ModelError) {
    const { code, problem, remedy, place } = error
    const where = place === undefined ? '' : `${showFromHere(place)}: `
    const excerpt = place === undefined ? undefined : excerptOf(place)
    return { exitCode: EXIT.usage, lines: message(`${where}${problem}`, `${remedy} [${code}]`, excerpt) }
  }
  if (error instanceof SelfCheckError) {
    return {
      exitCode: EXIT.selfCheck,
      lines: [
        'Two of our own answers disagree, so there is no verdict. This is a defect of premortem, not of your model.',
        `  ${error.message}`,
        REQUEST,
      ],
    }
  }
  if (error instanceof SolverError) {
    return {
      exitCode: EXIT.usage,
      lines: message(
        `The solver failed: ${error.message}`,
        'Another one can be chosen with --solver.',
        undefined,
      ),
    }
  }
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return {
    exitCode: EXIT.selfCheck,
    lines: [
      'Something unforeseen happened. This is a defect of premortem, not of your model.',
      `  ${first}`,
      REQUEST,
    ],
  }
}

const REQUEST = 'Please report it, with the model, this command, and what it prints with --verbose.'

function message(problem: string, remedy: string, excerpt: string | undefined): readonly string[] {
  return [
    problem,
    ...(remedy === '' ? [] : [`  ${remedy}`]),
    ...(excerpt === undefined ? [] : [`    ${excerpt}`]),
  ]
}

/** The stack traces of an error and of what caused it. */
function stackOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return []
  return [error.stack ?? error.message, ...stackOf(error.cause)]
}
