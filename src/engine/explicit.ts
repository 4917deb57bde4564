import { choiceCount } from '../ir/choices.js'
import { moves, type Move } from '../ir/execute.js'
import { judgeState, judgeStep, type Finding } from '../ir/judge.js'
import { startCount, startSpace, startStates, type StartSpace } from '../ir/start.js'
import type { State } from '../ir/state.js'
import type { Property, TransitionSystem } from '../ir/system.js'
import type { Engine, Problem } from './engine.js'
import { traceAlong, type Path } from './path.js'
import { stateKey } from './state-key.js'
import type { PropertyResult, Verdict } from './verdict.js'

export interface ExplicitOptions {
  /** How many states to keep at most; where there are more, the answer is `undecided`. */
  readonly stateLimit?: number
  /** Ends the search: it then throws the signal's reason. */
  readonly signal?: AbortSignal
}

/**
 * Breadth-first search over the reference interpreter, one state at a time, for all properties at once. No solver takes part, so
 * its answers are the yardstick of every other engine; and where the reachable states are few, it visits them all, which is a proof.
 * Deterministic: start states, actions and choices are taken in their order.
 */
export function explicit({ stateLimit = 1_000_000, signal }: ExplicitOptions = {}): Engine {
  return { name: 'explicit', check: (problem) => new Search(problem, stateLimit, signal).run() }
}

interface Visit {
  readonly state: State
  readonly path: Path
}

/** The evidence met while a level is looked at. For `range`, a state of the level still undercuts a step out of it. */
type Evidence = Map<Property, { readonly finding: Finding; readonly depth: number; readonly path: Path }>

class Search {
  private readonly started = performance.now()
  private readonly results = new Map<Property, PropertyResult>()
  private readonly open: Set<Property>
  /** The keys of the states met so far. */
  private readonly visited = new Set<string>()
  /** Whether states had to be left out for the limit. */
  private incomplete = false

  constructor(
    private readonly problem: Problem,
    private readonly limit: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.open = new Set(problem.system.properties)
  }

  async run(): Promise<readonly PropertyResult[]> {
    const { system } = this.problem
    const space = startSpace(system)
    const obstacle = beyondEnumeration(system, space, this.limit)
    if (obstacle === undefined) await this.deepen(space)
    else this.settleAll(() => ({ kind: 'undecided', depth: null, reason: obstacle }))
    return system.properties.flatMap((property) => this.results.get(property) ?? [])
  }

  private async deepen(space: StartSpace): Promise<void> {
    const { depth, report } = this.problem
    const turn = turns(this.signal)
    let frontier = await this.starts(space, turn)
    for (let level = 0; this.open.size > 0; level += 1) {
      const evidence: Evidence = new Map()
      const onwards: Visit[] = []
      for (const visit of frontier) {
        await turn()
        const available = [...moves(this.problem.system, visit.state)]
        this.judge(visit, available, level, evidence)
        if (level < depth) onwards.push(...this.successors(visit, available, level, evidence))
      }
      this.settleFound(evidence)
      if (this.open.size === 0) return
      report({ kind: 'depth', depth: level, properties: [...this.open].map(({ name }) => name) })
      if (this.incomplete) this.giveUp(level)
      else if ((level < depth ? onwards : frontier).length === 0) this.settleForGood()
      else if (level === depth) this.settleToDepth()
      frontier = onwards
    }
  }

  private async starts(space: StartSpace, turn: Turn): Promise<readonly Visit[]> {
    const visits: Visit[] = []
    for (const state of startStates(this.problem.system, space)) {
      await turn()
      this.visited.add(this.keyOf(state))
      visits.push({ state, path: { kind: 'start', state } })
    }
    return visits
  }

  private judge({ state, path }: Visit, available: readonly Move[], level: number, evidence: Evidence): void {
    for (const property of this.open) {
      if (evidence.get(property)?.depth === level) continue
      const finding = judgeState(this.problem.system, property, state, available)
      if (finding !== undefined) evidence.set(property, { finding, depth: level, path })
    }
  }

  /** Judges the steps out of a state, and collects the states that were not met before. */
  private successors(
    { state, path: before }: Visit,
    available: readonly Move[],
    level: number,
    evidence: Evidence,
  ): readonly Visit[] {
    const fresh: Visit[] = []
    for (const { action, choices, outcome } of available) {
      if (outcome.kind !== 'fired') continue
      const path: Path = { kind: 'move', before, action, choices }
      for (const property of this.open) {
        if (evidence.has(property)) continue
        const finding = judgeStep(this.problem.system, property, state, outcome.state)
        if (finding !== undefined) evidence.set(property, { finding, depth: level + 1, path })
      }
      const key = this.keyOf(outcome.state)
      if (this.visited.has(key)) continue
      if (this.visited.size < this.limit) {
        this.visited.add(key)
        fresh.push({ state: outcome.state, path })
      } else this.incomplete = true
    }
    return fresh
  }

  private keyOf(state: State): string {
    return stateKey(this.problem.system.variables, state)
  }

  private settleFound(evidence: Evidence): void {
    for (const [property, { finding, depth, path }] of evidence) {
      const kind = property.kind === 'reachable' ? 'reached' : 'violated'
      const trace = traceAlong(this.problem.system, path, finding.fault)
      this.settle(property, { kind, depth, trace })
    }
  }

  private giveUp(depth: number): void {
    const reason = `there are more than ${String(this.limit)} states within ${String(depth + 1)} steps`
    this.settleAll(() => ({ kind: 'undecided', depth, reason }))
  }

  private settleForGood(): void {
    const { depth } = this.problem
    const certificate = { kind: 'all-states-visited', states: this.visited.size } as const
    this.settleAll(({ kind }) =>
      kind === 'reachable' ? { kind: 'unreached', depth, certificate } : { kind: 'proved', certificate },
    )
  }

  private settleToDepth(): void {
    const { depth } = this.problem
    this.settleAll(({ kind }) => ({ kind: kind === 'reachable' ? 'unreached' : 'holds', depth }))
  }

  private settleAll(verdict: (property: Property) => Verdict): void {
    for (const property of this.open) this.settle(property, verdict(property))
  }

  private settle(property: Property, verdict: Verdict): void {
    const seconds = (performance.now() - this.started) / 1000
    const { name, kind } = property
    const result = { property: name, kind, verdict, engine: 'explicit', seconds }
    this.open.delete(property)
    this.results.set(property, result)
    this.problem.report({ kind: 'verdict', result })
  }
}

/** Why the system cannot be taken apart state by state, if so. */
function beyondEnumeration(system: TransitionSystem, space: StartSpace, limit: number): string | undefined {
  const starts = startCount(space)
  if (starts === undefined) return 'an unbounded integer may start with any value'
  if (starts > limit) return `there are ${String(starts)} start states to try, more than ${String(limit)}`
  for (const action of system.actions) {
    const count = choiceCount(action)
    if (count === undefined) return `${action.name} chooses among all integers`
    if (count > limit) return `${action.name} can choose in ${String(count)} ways, more than ${String(limit)}`
  }
  return undefined
}

/** States looked at before the event loop gets its turn. */
const STRIDE = 500

type Turn = () => Promise<void> | undefined

function turns(signal: AbortSignal | undefined): Turn {
  let count = 0
  return () => {
    count += 1
    return count % STRIDE === 0 ? giveTurn(signal) : undefined
  }
}

async function giveTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
  signal?.throwIfAborted()
}
