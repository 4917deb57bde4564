import { basename } from 'node:path'
import { openPipe, START_LIMIT } from './pipe.js'
import type { OpenSolver } from './solver.js'
import { loadZ3, type Z3 } from './z3.js'

/**
 * The solver that a person names: `wasm` for the Z3 that comes along, `z3` or `cvc5` for a native one on the PATH, or the path of a
 * program. Whose arguments it wants is told by the file's name (`/opt/cvc5-1.2/bin/cvc5`); a program of another name gets none.
 *
 * Solvers from one call share a WASM instance, which is loaded when the first of them is opened, and again after it crashed.
 */
export function openSolver(name: string): OpenSolver {
  if (name === 'wasm') return sharedZ3()
  const args = nativeArguments(name)
  return () => openPipe(name, args)
}

/**
 * Starts a native solver and ends it again, to see whether it is one; nothing is started for `wasm`.
 * @param startLimit how long it may take to answer, in milliseconds.
 * @returns its name and version.
 * @throws SolverError
 */
export async function identifySolver(
  name: string,
  { startLimit = START_LIMIT }: { readonly startLimit?: number | undefined } = {},
): Promise<string> {
  if (name === 'wasm') return 'z3 (WASM)'
  const solver = await openPipe(name, nativeArguments(name), {
    startLimit: Math.min(startLimit, START_LIMIT),
  })
  await solver.close()
  return solver.name
}

/** What makes a native solver read commands from its standard input, answer each at once, and take more than one query. */
export function nativeArguments(program: string): readonly string[] {
  const file = basename(program).toLowerCase()
  return known.find(([word]) => file.includes(word))?.[1] ?? []
}

const known: readonly (readonly [word: string, args: readonly string[]])[] = [
  ['cvc5', ['--incremental', '--produce-models', '--lang', 'smt2']],
  ['z3', ['-in', '-smt2']],
  ['yices', ['--incremental']],
  ['bitwuzla', ['--lang', 'smt2']],
  ['mathsat', ['-input=smt2']],
]

function sharedZ3(): OpenSolver {
  let shared: Promise<Z3> | undefined
  const open: OpenSolver = async () => {
    const current = (shared ??= loadZ3())
    const z3 = await current
    if (!z3.broken) return z3.open()
    if (shared === current) shared = undefined
    return open()
  }
  return open
}
