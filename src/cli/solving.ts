import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { suggestion } from '../dsl/nearest.js'
import { ENGINES } from '../engine/engines.js'
import type { CheckOptions } from '../run/check.js'
import { DEFAULT_SOLVER } from '../run/message.js'
import type { SolvingFlags } from './flags.js'
import { UsageError } from './usage-error.js'

/**
 * The options of a check as far as they were given.
 * @throws UsageError for an engine or a solver that does not exist.
 */
export function solvingOptions({ engine, solver, timeout }: SolvingFlags): CheckOptions {
  const engines = ['auto', ...ENGINES.keys()]
  if (engine !== undefined && !engines.includes(engine)) {
    throw new UsageError(`There is no engine \`${engine}\`.`, suggestion(engine, engines))
  }
  if (solver !== undefined && solver !== DEFAULT_SOLVER && !isProgram(solver)) {
    const where = isPath(solver)
      ? `There is no program ${solver}`
      : `There is no program \`${solver}\` in PATH`
    throw new UsageError(`${where} to be the solver.`, 'Give its full path, or leave --solver out.')
  }
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(solver === undefined ? {} : { solver }),
    ...(timeout === undefined ? {} : { timeout }),
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
