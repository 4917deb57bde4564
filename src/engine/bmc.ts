import { at, type Command, type Timed } from '../encode/command.js'
import { firstMovesInOrder, type FirstMoves } from '../encode/first-moves.js'
import { unroll, type Unrolling } from '../encode/unrolling.js'
import { coneGroups } from '../lower/cone-of-influence.js'
import { lowerSystem } from '../lower/lower-system.js'
import type { ScalarSystem, Target } from '../lower/scalar-system.js'
import type { Symbol, Term } from '../lower/term.js'
import { logicOf } from '../encode/logic.js'
import { openSession, type Session } from '../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../smt/smtlib.js'
import { SolverError } from '../smt/solver.js'
import { decodeTrace, traceSymbols } from '../trace/decode.js'
import { certificateScript, certify } from './certify.js'
import type { Engine, Problem } from './engine.js'
import { metByNoStep } from './one-step-induction.js'
import { lemmaClauses } from './lemmas/lemmas.js'
import { endObligations, upTo } from './path-questions.js'
import type { PropertyResult, Verdict } from './verdict.js'

export interface BmcOptions {
  /** Where nothing is violated up to this depth, clauses that hold in all states are looked for. Default: 10, when it is worth its time. */
  readonly lemmasFrom?: number
}

/**
 * Bounded model checking (Biere, Cimatti, Clarke and Zhu, 1999), incrementally on one solver (Eén and Sörensson, Temporal induction by
 * incremental SAT solving, 2003). For k = 0, 1, ... it asks: init(s0) and step(s0, s1) and ... and step(sk-1, sk) and target(sk)?
 * Satisfiable: the assignment is a shortest execution that meets the target. Unsatisfiable: the target is excluded at k for good and one
 * more step is unrolled. When no execution has another step, what is still open is decided at every depth. Once something is violated,
 * what no step at all can meet is not asked for any more. Deep searches are helped by lemmas, clauses that hold in all states.
 */
export function boundedModelChecking(options: BmcOptions = {}): Engine {
  return {
    name: 'bmc',
    async check(problem) {
      const started = performance.now()
      const results: PropertyResult[] = []
      const settle = (target: Target, verdict: Verdict): void => {
        const { name: property, kind } = target.property
        const seconds = (performance.now() - started) / 1000
        const result = { property, kind, verdict, engine: 'bmc', seconds }
        results.push(result)
        problem.report({ kind: 'verdict', result })
      }
      for (const group of coneGroups(lowerSystem(problem.system))) {
        await searchBounded(problem, group, settle, options)
      }
      return problem.system.properties.flatMap(
        ({ name }) => results.find(({ property }) => property === name) ?? [],
      )
    },
  }
}

export const bmc = boundedModelChecking()

/** Searches for all targets of a system at once; each is settled when its verdict stands. Never throws a SolverError. */
export function searchBounded(
  problem: Problem,
  lowered: ScalarSystem,
  settle: (target: Target, verdict: Verdict) => void,
  { lemmasFrom = 10 }: BmcOptions = {},
): Promise<void> {
  return new Search(problem, unroll(lowered), settle, lemmasFrom).run()
}

/** The search for the targets of one group, on a solver of its own. */
class Search {
  private open: readonly Target[]
  /** Not met so far, nor by any further step. */
  private kept: readonly Target[] = []
  private hasViolation = false
  private lemmas: readonly Term[] = []
  private safeDepth: number | null = null
  private readonly printer = new SmtlibPrinter()
  private readonly firstMoves: FirstMoves

  constructor(
    private readonly problem: Problem,
    private readonly unrolling: Unrolling,
    private readonly settle: (target: Target, verdict: Verdict) => void,
    private readonly lemmasFrom: number,
  ) {
    this.open = unrolling.system.targets
    this.firstMoves = firstMovesInOrder(unrolling.system, unrolling.relation)
  }

  async run(): Promise<void> {
    try {
      const solver = await this.problem.openSolver()
      try {
        const logic = logicOf(this.unrolling.system)
        await this.deepen(
          await openSession(solver, { logic, produceModels: true, produceUnsatAssumptions: true }),
        )
      } finally {
        await solver.close()
      }
    } catch (error) {
      if (!(error instanceof SolverError)) throw error
      this.giveUp(error.message)
    }
  }

  private async deepen(session: Session): Promise<void> {
    await session.run(this.start())
    for (let k = 0; ; k++) {
      const hadViolation = this.hasViolation
      if (!(await this.decideDepth(session, k))) return
      this.safeDepth = k
      this.problem.report({
        kind: 'depth',
        depth: k,
        properties: [...this.open, ...this.kept].map(({ property }) => property.name),
      })
      if (this.hasViolation && !hadViolation) await this.setKeptAside()
      if (this.open.length === 0) break
      if (k === this.lemmasFrom && !this.hasViolation) await this.learn(session)
      const isLast = k === this.problem.depth
      // That executions end would prove what is open: of no interest where something is violated.
      if ((isLast || isMilestone(k)) && !this.hasViolation && (await session.check()) === 'unsat') {
        await this.settleByEnd()
        return
      }
      if (isLast) break
      await session.run(this.step(k))
    }
    this.settleAll([...this.open, ...this.kept], (target) => this.holdsToDepth(target))
  }

  /** Finds clauses that hold in every reachable state. */
  private async learn(session: Session): Promise<void> {
    const system = { ...this.unrolling.system, targets: this.open }
    this.lemmas = await lemmaClauses(system, async () =>
      openSession(await this.problem.openSolver(), {
        logic: logicOf(system),
        produceModels: true,
        produceUnsatAssumptions: false,
      }),
    )
    await session.run(this.printer.commands(upTo(this.lemmasFrom).flatMap((k) => this.lemmasAt(k))))
    this.problem.report({ kind: 'lemmas', clauses: this.lemmas.length })
  }

  private lemmasAt(k: number): readonly Command[] {
    return this.lemmas.map((clause) => ({ kind: 'assert', formula: at(clause, k) }))
  }

  private start(): string {
    return this.printer.commands([...this.unrolling.start(), ...this.firstMoves.start()])
  }

  private step(k: number): string {
    return this.printer.commands([
      ...this.unrolling.step(k),
      ...this.firstMoves.step(k),
      ...this.lemmasAt(k + 1),
    ])
  }

  private async setKeptAside(): Promise<void> {
    const kept = await metByNoStep(this.unrolling, this.open, this.problem.openSolver)
    this.kept = this.open.filter((target) => kept.includes(target))
    this.open = this.open.filter((target) => !kept.includes(target))
  }

  /** Finds every open target that is met at depth k; false when the solver could not decide. */
  private async decideDepth(session: Session, k: number): Promise<boolean> {
    const { unrolling } = this
    await session.run(this.printer.commands(this.open.flatMap((target) => unrolling.target(target, k))))
    for (let round = 0; this.open.length > 0; round++) {
      const found = unrolling.anyLiteral(k, round)
      await session.run(this.printer.commands(unrolling.anyTarget(this.open, k, round)))
      const answer = await session.check([symbolAt(found)])
      if (answer === 'unknown') {
        this.giveUp(`the solver could not decide depth ${String(k)}: ${await session.reasonUnknown()}`)
        return false
      }
      if (answer === 'unsat') {
        // Refuted without the assumption: no execution has k steps at all.
        if ((await session.core()).length === 0) {
          await this.settleByEnd()
          return true
        }
        await session.run(
          this.printer.commands(this.open.map((target) => unrolling.exclude(unrolling.literal(target, k)))),
        )
        return true
      }
      await this.settleFound(session, k)
    }
    return true
  }

  private async settleFound(session: Session, k: number): Promise<void> {
    const { unrolling, problem } = this
    const literals = this.open.map((target): readonly [Target, Timed<Symbol>] => [
      target,
      unrolling.literal(target, k),
    ])
    const assignment = await session.values([
      ...traceSymbols(unrolling, k),
      ...literals.map(([, literal]) => symbolAt(literal)),
    ])
    const trace = decodeTrace(problem.system, unrolling, k, assignment)
    const met = literals.flatMap(([target, literal]) =>
      assignment.get(symbolAt(literal)) === true ? [target] : [],
    )
    for (const target of met) {
      this.settle(target, {
        kind: target.property.kind === 'reachable' ? 'reached' : 'violated',
        depth: k,
        trace,
      })
    }
    this.open = this.open.filter((target) => !met.includes(target))
    this.hasViolation ||= met.some(({ property }) => property.kind !== 'reachable')
  }

  /** No execution gets as deep as this search did: finds how deep they get, on a solver of its own, and that proves what is open. */
  private async settleByEnd(): Promise<void> {
    const solver = await this.problem.openSolver()
    try {
      const logic = logicOf(this.unrolling.system)
      const session = await openSession(solver, {
        logic,
        produceModels: false,
        produceUnsatAssumptions: false,
      })
      await session.run(this.start())
      let end = 0
      for (let k = 0; ; k++) {
        const answer = await session.check()
        if (answer === 'unsat') break
        if (answer === 'unknown') {
          this.giveUp(`the solver could not decide where executions end: ${await session.reasonUnknown()}`)
          return
        }
        end = k
        await session.run(this.step(k))
      }
      await this.settleAsProved([...this.open, ...this.kept], end)
    } finally {
      await solver.close()
    }
  }

  /** Executions end after so many steps, and none of the targets is met in them: asked again, with the step as a disjunction. */
  private async settleAsProved(targets: readonly Target[], depth: number): Promise<void> {
    const { system } = this.unrolling
    const obligations = endObligations(system, targets, depth)
    await certify(system, obligations, this.problem.openSolver)
    const script = certificateScript(system, obligations)
    const certificate = { kind: 'executions-end', depth, script } as const
    this.settleAll(targets, ({ property }) =>
      property.kind === 'reachable'
        ? { kind: 'unreached', depth, certificate }
        : { kind: 'proved', certificate },
    )
  }

  private settleAll(targets: readonly Target[], verdict: (target: Target) => Verdict): void {
    for (const target of targets) this.settle(target, verdict(target))
    this.open = this.open.filter((target) => !targets.includes(target))
    this.kept = this.kept.filter((target) => !targets.includes(target))
  }

  private holdsToDepth({ property }: Target): Verdict {
    return { kind: property.kind === 'reachable' ? 'unreached' : 'holds', depth: this.problem.depth }
  }

  private giveUp(reason: string): void {
    const isDone = this.safeDepth === this.problem.depth
    this.settleAll(this.open, (target) =>
      isDone ? this.holdsToDepth(target) : { kind: 'undecided', depth: this.safeDepth, reason },
    )
    this.settleAll(this.kept, (target) => this.holdsToDepth(target))
  }
}

/** Depths at which it is asked whether executions get so deep at all: rarely enough to cost little. */
function isMilestone(k: number): boolean {
  return k >= 32 && Number.isInteger(Math.log2(k))
}
