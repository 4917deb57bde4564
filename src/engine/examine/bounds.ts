import { logicOf } from '../../encode/logic.js'
import { unroll, type Unrolling } from '../../encode/unrolling.js'
import type { TransitionSystem } from '../../ir/system.js'
import { coneGroups } from '../../lower/cone-of-influence.js'
import { lowerSystem } from '../../lower/lower-system.js'
import type { Target } from '../../lower/scalar-system.js'
import { openSession, type Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import { SolverError, type OpenSolver } from '../../smt/solver.js'
import { decodeTrace, traceSymbols, type Assignment } from '../../trace/decode.js'
import type { Trace } from '../../trace/trace.js'
import type { Conclusion, Finding } from './finding.js'

/** No execution of up to so many steps decides the property. */
export interface BoundClaim {
  readonly property: string
  readonly depth: number
}

type Report = (finding: Finding) => void

/**
 * Asks the bounded questions as an export writes them: one unrolling, a query a depth, without the lemmas and the order of first moves that
 * help the search. Properties share an unrolling where they depend on much the same cells.
 */
export async function examineBounds(
  system: TransitionSystem,
  claims: readonly BoundClaim[],
  { openSolver, report }: { readonly openSolver: OpenSolver; readonly report: Report },
): Promise<void> {
  const lowered = lowerSystem(system)
  const depths = new Map(claims.map(({ property, depth }) => [property, depth]))
  const targets = lowered.targets.filter(({ property }) => depths.has(property.name))
  for (const group of coneGroups({ ...lowered, targets })) {
    const open = group.targets.map((target) => ({ target, depth: depths.get(target.property.name) ?? -1 }))
    const examination = new Bounds(system, unroll(group), open, report)
    try {
      const solver = await openSolver()
      try {
        const logic = logicOf(group)
        await examination.run(
          await openSession(solver, { logic, produceModels: true, produceUnsatAssumptions: false }),
        )
      } finally {
        await solver.close()
      }
    } catch (error) {
      if (!(error instanceof SolverError)) throw error
      examination.giveUp(error.message)
    }
  }
}

interface OpenClaim {
  readonly target: Target
  readonly depth: number
}

class Bounds {
  private readonly printer = new SmtlibPrinter()

  constructor(
    private readonly system: TransitionSystem,
    private readonly unrolling: Unrolling,
    private open: readonly OpenClaim[],
    private readonly report: Report,
  ) {}

  async run(session: Session): Promise<void> {
    const { unrolling, printer } = this
    await session.run(printer.commands(unrolling.start()))
    for (let k = 0; ; k++) {
      this.settle(({ depth }) => depth < k, session.solver.name)
      if (this.open.length === 0) return
      if (k > 0) await session.run(printer.commands(unrolling.step(k - 1)))
      if (!(await this.decideDepth(session, k))) return
      const properties = this.open.map(({ target }) => target.property.name)
      this.report({ kind: 'depth', properties, depth: k })
    }
  }

  /** False when the solver cannot. */
  private async decideDepth(session: Session, k: number): Promise<boolean> {
    const { unrolling, printer } = this
    const targets = (): readonly Target[] => this.open.map(({ target }) => target)
    await session.run(printer.commands(targets().flatMap((target) => unrolling.target(target, k))))
    for (let round = 0; this.open.length > 0; round++) {
      await session.run(printer.commands(unrolling.anyTarget(targets(), k, round)))
      switch (await session.check([symbolAt(unrolling.anyLiteral(k, round))])) {
        case 'unsat': {
          const excluded = targets().map((target) => unrolling.exclude(unrolling.literal(target, k)))
          await session.run(printer.commands(excluded))
          return true
        }
        case 'unknown':
          this.giveUp(
            `${session.solver.name} could not decide depth ${String(k)}: ${await session.reasonUnknown()}`,
          )
          return false
        case 'sat':
          await this.refute(session, k)
      }
    }
    return true
  }

  private async refute(session: Session, k: number): Promise<void> {
    const { unrolling } = this
    const literalOf = ({ target }: OpenClaim): string => symbolAt(unrolling.literal(target, k))
    const assignment = await session.values([...traceSymbols(unrolling, k), ...this.open.map(literalOf)])
    const trace = this.traceIn(assignment, k)
    const met = this.open.filter((claim) => assignment.get(literalOf(claim)) === true)
    if (met.length === 0)
      throw new SolverError(
        session.solver.name,
        `${session.solver.name} contradicts itself at depth ${String(k)}`,
      )
    for (const { target, depth } of met) {
      this.conclude({
        kind: 'fails',
        property: target.property.name,
        by: session.solver.name,
        claim: `no execution of up to ${String(depth)} steps decides it`,
        ...(trace === undefined ? {} : { shownBy: { kind: 'execution', trace } }),
      })
    }
    this.open = this.open.filter((claim) => !met.includes(claim))
  }

  /** Undefined where what the solver says is no execution. */
  private traceIn(assignment: Assignment, k: number): Trace | undefined {
    try {
      return decodeTrace(this.system, this.unrolling, k, assignment)
    } catch (error) {
      if (error instanceof TypeError) return undefined
      throw error
    }
  }

  private settle(isDone: (claim: OpenClaim) => boolean, by: string): void {
    for (const claim of this.open.filter(isDone)) {
      this.conclude({ kind: 'stands', property: claim.target.property.name, by })
    }
    this.open = this.open.filter((claim) => !isDone(claim))
  }

  private conclude(conclusion: Conclusion): void {
    this.report({ kind: 'conclusion', conclusion })
  }

  /** What is open stays so. */
  giveUp(reason: string): void {
    for (const { target } of this.open)
      this.conclude({ kind: 'open', property: target.property.name, reason })
    this.open = []
  }
}
