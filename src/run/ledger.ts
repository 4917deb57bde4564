import { confirm } from '../engine/confirm.js'
import type { EngineEvent } from '../engine/engine.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import { isFound, type PropertyResult, type Verdict } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { toMinimise, type Minimising } from './minimising.js'

/** What several engines have established about the properties of one system, as they tell it. */
export class Ledger {
  private readonly best = new Map<string, PropertyResult>()
  private readonly safeDepths = new Map<string, number>()
  /** Per property how far a proof has come. */
  private readonly proofs = new Map<string, string>()

  /** Executions found by other engines than the first, kept back as long as the first can still find them itself. */
  private readonly reserve = new Map<string, PropertyResult>()

  private readonly gone = new Set<string>()

  /**
   * @param first the engine whose traces are shown wherever it looks deep enough: which trace a user sees must not depend on who is
   * faster.
   * @param depth how deep the first engine looks.
   * @param minimising which executions the engines make simpler once they have done their work.
   */
  constructor(
    private readonly system: TransitionSystem,
    private readonly first: string,
    private readonly depth: number,
    private readonly minimising?: Minimising,
  ) {}

  /** Whether every property is decided for good: nothing that an engine could add would change a verdict, or a trace. */
  get isClosed(): boolean {
    const results = this.established
    return (
      results.length === this.system.properties.length &&
      results.every(({ verdict }) => isFinal(verdict)) &&
      this.unminimised.every(({ engine }) => this.gone.has(engine))
    )
  }

  /** Nothing more will come from this engine. */
  dismiss(engine: string): void {
    this.gone.add(engine)
  }

  private get established(): readonly PropertyResult[] {
    return this.system.properties.flatMap(({ name }) => this.best.get(name) ?? [])
  }

  /** What is to be made simpler, and nobody has come to an end with; the gravest first. */
  get unminimised(): readonly PropertyResult[] {
    if (this.minimising === undefined) return []
    return toMinimise(this.minimising, this.established).filter(
      ({ verdict }) => isFound(verdict) && verdict.minimal === undefined,
    )
  }

  get hasViolation(): boolean {
    return [...this.best.values()].some(({ verdict }) => verdict.kind === 'violated')
  }

  /** Whether there is something that the first engine can find as well, and has not. */
  get hasReserve(): boolean {
    return this.reserve.size > 0
  }

  /**
   * Takes note of an event. Resolves a verdict only when it is new and final.
   * @returns the event as users may see it: traces replayed. Undefined where it is no news.
   * @throws SelfCheckError when a trace does not stand the replay, or two engines contradict each other.
   */
  record(event: EngineEvent): EngineEvent | undefined {
    switch (event.kind) {
      case 'depth':
        for (const property of event.properties) this.safeDepths.set(property, event.depth)
        return event
      case 'frame':
        if (event.frame > 0) {
          this.proofs.set(
            event.property,
            `pdr at frame ${String(event.frame)} with ${String(event.clauses)} clauses`,
          )
        }
        return event
      case 'lemmas':
      case 'induction':
      case 'attempt':
        return event
      case 'minimising':
        return event
      case 'verdict':
        return this.recordVerdict(event.result)
      case 'minimised':
        return this.recordMinimised(event.result)
    }
  }

  private recordMinimised(told: PropertyResult): EngineEvent | undefined {
    const result = confirm(this.system, told)
    for (const kept of [this.best, this.reserve]) {
      const known = kept.get(result.property)
      if (known?.engine !== result.engine || !isFound(known.verdict)) continue
      // Two may have looked for it.
      if (known.verdict.minimal === true) return undefined
      if (!isFound(result.verdict) || known.verdict.depth !== result.verdict.depth)
        throw new SelfCheckError(`${result.engine} made another verdict of that on ${result.property}`)
      kept.set(result.property, result)
      if (kept === this.best) return { kind: 'minimised', result }
    }
    return undefined
  }

  private recordVerdict(told: PropertyResult): EngineEvent | undefined {
    const result = confirm(this.system, told)
    const known = this.best.get(result.property)
    for (const other of [known, this.reserve.get(result.property)]) {
      if (other !== undefined) refuseContradiction(other, result)
    }
    if (known !== undefined && weight(known.verdict) >= weight(result.verdict)) return undefined
    if (isFound(result.verdict) && result.engine !== this.first && result.verdict.depth <= this.depth) {
      this.reserve.set(result.property, result)
      return undefined
    }
    this.best.set(result.property, result)
    return isFinal(result.verdict) ? { kind: 'verdict', result } : undefined
  }

  /** A result for each property; what no engine has decided is undecided for the given reason. */
  results(rest: {
    readonly engine: string
    readonly seconds: number
    readonly reason: string
  }): readonly PropertyResult[] {
    const results = this.system.properties.map(({ name, kind }): PropertyResult => {
      const result = this.best.get(name)
      if (result !== undefined && result.verdict.kind !== 'undecided') return result
      const reserved = this.reserve.get(name)
      if (reserved !== undefined) return reserved
      const told = result?.verdict.kind === 'undecided' ? result.verdict : undefined
      const depth = this.safeDepths.get(name) ?? told?.depth ?? null
      const proof = this.proofs.get(name)
      const reason = `${told?.reason ?? rest.reason}${proof === undefined ? '' : `; ${proof}`}`
      return {
        property: name,
        kind,
        verdict: { kind: 'undecided', depth, reason },
        engine: result?.engine ?? rest.engine,
        seconds: result?.seconds ?? rest.seconds,
      }
    })
    const unfinished = this.minimising === undefined ? [] : toMinimise(this.minimising, results)
    return results.map((result) => (unfinished.includes(result) ? notMinimised(result) : result))
  }
}

/** With the word that a simpler trace may exist, where nobody has said otherwise. */
function notMinimised(result: PropertyResult): PropertyResult {
  const { verdict } = result
  if (!isFound(verdict) || verdict.minimal !== undefined) return result
  return { ...result, verdict: { ...verdict, minimal: false } }
}

function isFinal(verdict: Verdict): boolean {
  return weight(verdict) === FINAL
}

const FINAL = 2

/** How much a verdict settles: nothing, up to a depth, everything. */
function weight(verdict: Verdict): number {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
    case 'proved':
      return FINAL
    case 'unreached':
      return verdict.certificate === undefined ? 1 : FINAL
    case 'holds':
      return 1
    case 'undecided':
      return 0
  }
}

function refuseContradiction(a: PropertyResult, b: PropertyResult): void {
  const [found, none] = isFound(a.verdict) ? [a, b] : [b, a]
  if (!isFound(found.verdict) || isFound(none.verdict) || none.verdict.kind === 'undecided') return
  const isBounded =
    none.verdict.kind === 'holds' ||
    (none.verdict.kind === 'unreached' && none.verdict.certificate === undefined)
  if (isBounded && 'depth' in none.verdict && found.verdict.depth > none.verdict.depth) return
  throw new SelfCheckError(
    `${found.engine} says that ${found.property} is ${found.verdict.kind} at depth ${String(found.verdict.depth)}, ${none.engine} says that it is ${none.verdict.kind}`,
  )
}
