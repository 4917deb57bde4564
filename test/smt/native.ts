import { spawnSync } from 'node:child_process'

/** Native solvers that must be there in CI, where a test without one fails, and may be missing on a developer's machine. */
export const nativeSolvers = ['z3', 'cvc5'] as const

export function maySkip(program: string): boolean {
  return process.env.CI === undefined && spawnSync(program, ['--version']).status !== 0
}
