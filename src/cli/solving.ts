import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { suggestion } from '../dsl/nearest.js'
import { ENGINES } from '../engine/engines.js'
import type { CheckOptions } from '../run/check.js'
import { DEFAULT_SOLVER } from '../run/message.js'
import { identifySolver } from '../smt/open-solver.js'
import { SolverError } from '../smt/solver.js'
import type { SolvingFlags } from './flags.js'
import { UsageError } from './usage-error.js'

/**
 * The options of a check as far as they were given.
 * @throws UsageError for an engine that does not exist, and for a solver that does not exist or does not start.
 */
export async function solvingOptions({
  engine,
  solver,
  confirmWith,
  timeout,
}: SolvingFlags): Promise<CheckOptions> {
  const engines = ['auto', ...ENGINES.keys()]
  if (engine !== undefined && !engines.includes(engine)) {
    throw new UsageError(`There is no engine \`${engine}\`.`, suggestion(engine, engines))
  }
  if (confirmWith === (solver ?? DEFAULT_SOLVER)) {
    throw new UsageError(
      `The verdicts come from ${confirmWith} already.`,
      'Give another solver to confirm them with.',
    )
  }
  if (solver !== undefined) await requireSolver(solver, { option: '--solver', timeout })
  if (confirmWith !== undefined) await requireSolver(confirmWith, { option: '--confirm-with', timeout })
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(solver === undefined ? {} : { solver }),
    ...(confirmWith === undefined ? {} : { confirmWith }),
    ...(timeout === undefined ? {} : { timeout }),
  }
}

/**
 * Starts the solver, to see whether it is one.
 * @throws UsageError
 */
export async function requireSolver(
  solver: string,
  { option, timeout }: { readonly option: string; readonly timeout: number | undefined },
): Promise<void> {
  if (solver === DEFAULT_SOLVER) return
  if (!isProgram(solver)) {
    const where = isPath(solver)
      ? `There is no program ${solver}`
      : `There is no program \`${solver}\` in PATH`
    throw new UsageError(`${where} to be the solver.`, `Give its full path, or leave ${option} out.`)
  }
  try {
    await identifySolver(solver, { startLimit: timeout === undefined ? undefined : timeout * 1000 })
  } catch (cause) {
    if (!(cause instanceof SolverError)) throw cause
    throw new UsageError(`${cause.message}.`, `Give another solver, or leave ${option} out.`, { cause })
  }
}

/** Whether the name is that of a program that can be run: a path, or in one of the folders of PATH. */
function isProgram(name: string): boolean {
  if (isPath(name)) return isExecutable(name)
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, name + ending))))
}

function isPath(name: string): boolean {
  return /[\\/]/.test(name)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
