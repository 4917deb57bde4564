import { at, type Command, type Timed } from '../encode/command.js'
import { logicOf } from '../encode/logic.js'
import { stepRelation } from '../encode/step-relation.js'
import { coneOfInfluence } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import { BOOL_SORT, type Symbol } from '../lower/term.js'
import { openSession, type Session } from '../smt/session.js'
import type { SmtValue } from '../smt/smt-value.js'
import { symbolAt, SmtlibPrinter } from '../smt/smtlib.js'
import { SolverError } from '../smt/solver.js'
import { searchBounded } from './bmc.js'
import { certificateScript, certify } from './certify.js'
import type { Engine, Problem } from './engine.js'
import { differ, inductionObligations, lastDistinct, type Induction } from './induction.js'
import { metAt } from './path-questions.js'
import { SelfCheckError } from './self-check-error.js'
import type { PropertyResult, Verdict } from './verdict.js'

/**
 * k-induction (Sheeran, Singh and Stålmarck, Checking safety properties using induction and a SAT-solver, 2000). Inductive step: no k
 * steps from whatever state lead to the target without having met it before. States may be required to be distinct, because a shortest
 * execution repeats none; such constraints are added when a counterexample to induction repeats one (Eén and Sörensson, 2003). Base case:
 * bounded model checking to k. Applies to unbounded integers too.
 */
export const kInduction: Engine = {
  name: 'k-induction',
  async check(problem) {
    const started = performance.now()
    const lowered = lowerSystem(problem.system)
    const results: PropertyResult[] = []
    for (const target of lowered.targets) {
      const { name: property, kind } = target.property
      const verdict = await decide(problem, coneOfInfluence(lowered, [target]), target)
      const seconds = (performance.now() - started) / 1000
      const result: PropertyResult = { property, kind, verdict, engine: 'k-induction', seconds }
      results.push(result)
      problem.report({ kind: 'verdict', result })
    }
    return results
  },
}

/** The step is tried up to this k: beyond it the queries grow faster than the hope. */
const LARGEST_K = 12

async function decide(problem: Problem, system: ScalarSystem, target: Target): Promise<Verdict> {
  try {
    const induction = await new InductiveStep(system, target).smallest(problem)
    const bounded = await boundedVerdict(problem, system, induction?.k ?? problem.depth)
    if (induction === undefined || (bounded.kind !== 'holds' && bounded.kind !== 'unreached')) return bounded
    const obligations = inductionObligations(system, target, induction)
    await certify(system, obligations, problem.openSolver)
    const certificate = {
      kind: 'k-induction',
      ...induction,
      script: certificateScript(system, obligations),
    } as const
    return target.property.kind === 'reachable'
      ? { kind: 'unreached', depth: problem.depth, certificate }
      : { kind: 'proved', certificate }
  } catch (error) {
    if (!(error instanceof SolverError)) throw error
    return { kind: 'undecided', depth: null, reason: error.message }
  }
}

async function boundedVerdict(problem: Problem, system: ScalarSystem, depth: number): Promise<Verdict> {
  const found: Verdict[] = []
  await searchBounded({ ...problem, depth, report: () => undefined }, system, (_, verdict) =>
    found.push(verdict),
  )
  const [verdict] = found
  if (verdict === undefined) throw new SelfCheckError('bounded model checking gave no verdict')
  return verdict
}

class InductiveStep {
  private readonly printer = new SmtlibPrinter()
  private readonly distinct: (readonly [number, number])[] = []

  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
  ) {}

  /** The smallest k up to the depth for which the inductive step holds. */
  async smallest({ openSolver, depth, report }: Problem): Promise<Induction | undefined> {
    const solver = await openSolver()
    try {
      const logic = logicOf(this.system)
      const session = await openSession(solver, {
        logic,
        produceModels: true,
        produceUnsatAssumptions: false,
      })
      const relation = stepRelation(this.system)
      await this.run(session, this.declareState(0))
      for (let k = 1; k <= Math.min(depth, LARGEST_K); k++) {
        report({ kind: 'induction', property: this.target.property.name, k })
        await this.run(session, [
          { kind: 'exclude', formulas: metAt(this.target, k - 1) },
          ...this.declareState(k),
          ...relation.symbols.map((symbol) => ({ kind: 'declare', symbol: at(symbol, k - 1) }) as const),
          ...relation.constraints.map(
            (constraint) => ({ kind: 'assert', formula: at(constraint, k - 1) }) as const,
          ),
          { kind: 'define', symbol: this.metName(k), anyOf: metAt(this.target, k) },
        ])
        if (await this.isInductive(session, k)) return { k, distinct: this.distinct }
      }
      return undefined
    } finally {
      await solver.close()
    }
  }

  private async isInductive(session: Session, k: number): Promise<boolean> {
    for (;;) {
      const answer = await session.check([symbolAt(this.metName(k))])
      if (answer !== 'sat') return answer === 'unsat'
      const repeated = await this.repeatedStates(session, k)
      if (repeated === undefined) return false
      this.distinct.push(repeated)
      await this.run(session, [differ(this.system, repeated)])
    }
  }

  /** Two equal states of the present counterexample to induction. */
  private async repeatedStates(session: Session, k: number): Promise<readonly [number, number] | undefined> {
    const last = lastDistinct(this.system, this.target, k)
    const names = Array.from({ length: last + 1 }, (_, at0) => cellNames(this.system, at0))
    const values: ReadonlyMap<string, SmtValue> = await session.values(names.flat())
    const seen = new Map<string, number>()
    for (const [place, cells] of names.entries()) {
      const key = cells.map((name) => String(values.get(name))).join(' ')
      const earlier = seen.get(key)
      if (earlier !== undefined) return [earlier, place]
      seen.set(key, place)
    }
    return undefined
  }

  private metName(k: number): Timed<Symbol> {
    return at(this.system.terms.symbol('target met', BOOL_SORT, 'current'), k)
  }

  private declareState(k: number): readonly Command[] {
    return this.system.cells.flatMap(({ current, domain }): readonly Command[] => [
      { kind: 'declare', symbol: at(current, k) },
      { kind: 'assert', formula: at(domain, k) },
    ])
  }

  private async run(session: Session, commands: readonly Command[]): Promise<void> {
    await session.run(this.printer.commands(commands))
  }
}

function cellNames({ cells }: ScalarSystem, k: number): readonly string[] {
  return cells.map(({ current }) => symbolAt(at(current, k)))
}
