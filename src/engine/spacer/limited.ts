import { SolverError, type OpenSolver, type Solver } from '../../smt/solver.js'

/** A query that was not decided in time. */
export class Unanswered extends SolverError {}

/** @throws SolverError where the solver is another one: Spacer, and tactics with a time limit, are Z3's. */
export function onlyZ3(openSolver: OpenSolver): OpenSolver {
  return async () => {
    const solver = await openSolver()
    if (/^z3\b/i.test(solver.name)) return solver
    await solver.close()
    throw new SolverError(solver.name, `Spacer is a part of Z3, which ${solver.name} is not`)
  }
}

/**
 * Solvers whose queries end: `run` throws Unanswered where one is not decided within so many milliseconds. The tactic is the one that Z3
 * takes by itself; the option `timeout` would stay set for all solvers of a WASM instance.
 */
export function limited(openSolver: OpenSolver, limit: number): OpenSolver {
  return async (): Promise<Solver> => {
    const solver = await openSolver()
    return {
      name: solver.name,
      async run(script) {
        if (script !== '(check-sat)') return solver.run(script)
        const printed = await solver.run(`(check-sat-using (try-for default ${String(limit)}))`)
        if (printed.trim() !== 'unknown') return printed
        throw new Unanswered(solver.name, `${solver.name} could not check the invariant that Spacer found`)
      },
      close: () => solver.close(),
    }
  }
}
