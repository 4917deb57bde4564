// The least that any tool on z3-solver can take: start it, ask one trivial question, end.
import { init } from 'z3-solver'

const { Context } = await init()
const { Solver, Bool } = new Context('main')
const solver = new Solver()
solver.add(Bool.const('x'))
if ((await solver.check()) !== 'sat') throw new Error('x is satisfiable')
process.exit(0)
