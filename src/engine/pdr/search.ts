import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import type { Symbol, Term } from '../../lower/term.js'
import type { Session } from '../../smt/session.js'
import { makeCube, subsumes, type Cube } from '../clauses/cube.js'
import { Justification, type Valuation } from './justify.js'
import { lemmas } from '../lemmas/lemmas.js'
import { orbitOf, type Orbit } from '../clauses/orbit.js'
import { START, type Met, type Queries } from './queries.js'
import { interchangeable, type Permutation } from '../../lower/symmetry.js'
import { Vocabulary } from '../clauses/vocabulary.js'

/** In a long frame, it is told after so many blocked states what has become of it. */
const ROUNDS_PER_REPORT = 16

/** How a search ended: with an inductive invariant, as the cubes that it excludes, or with an execution that meets the target. */
export type PdrOutcome =
  | { readonly kind: 'proved'; readonly blocked: readonly Orbit[]; readonly frame: number }
  /** Not necessarily a shortest one; its length in steps. */
  | { readonly kind: 'met'; readonly length: number }

interface Obligation {
  readonly cube: Cube
  readonly level: number
  /** Steps from the cube to the target. */
  readonly distance: number
}

/**
 * Property-directed reachability (Bradley, SAT-based model checking without unrolling, 2011; Eén, Mishchenko and Brayton, Efficient
 * implementation of property directed reachability, 2011). Frame i over-approximates the states within i steps by clauses. A state of
 * the last frame that meets the target is blocked backwards: if no state of the frame before can step into its cube, a generalised
 * cube is excluded for good, otherwise the predecessor is to be blocked first. Clauses that hold one frame on are pushed; when a frame
 * equals the next, it is an inductive invariant. Where that is not so at once, templates of clauses, and the clauses of
 * other proofs, are tried first.
 */
export class PdrSearch {
  /** At place i the cubes blocked in the frames 1..i and not known to be blocked in frame i + 1. */
  private readonly frames: Orbit[][] = [[]]
  private readonly generators: readonly Permutation[]
  private readonly vocabulary: Vocabulary
  private readonly cellOfNext: ReadonlyMap<Symbol, ScalarSystem['cells'][number]>

  constructor(
    private readonly system: ScalarSystem,
    private readonly target: Target,
    private readonly queries: Queries,
    /** Cubes of other proofs about the same system: what they exclude may never be reached here either. */
    private readonly hints: readonly Cube[],
    /** Opens a session to try templates in. */
    private readonly openSession: () => Promise<Session>,
    private readonly report: (frame: number, clauses: number) => void,
  ) {
    this.vocabulary = new Vocabulary(system, target)
    this.generators = interchangeable(system).flatMap(({ exchanges }) => exchanges)
    this.cellOfNext = new Map(system.cells.map((cell) => [cell.next, cell]))
  }

  private get frontier(): number {
    return this.frames.length - 1
  }

  async run(): Promise<PdrOutcome> {
    this.report(0, 0)
    const atStart = await this.queries.targetIn(START, START)
    if (atStart !== undefined) return { kind: 'met', length: lengthOf(atStart, 0) }
    let seeds: readonly Orbit[] | undefined
    for (;;) {
      this.frames.push([])
      for (let round = 0; ; round++) {
        if (round > 0 && round % ROUNDS_PER_REPORT === 0)
          this.report(this.frontier, this.frames.flat(2).length)
        const met = await this.queries.targetIn(this.frontier, this.frontier)
        if (met === undefined) break
        if (seeds === undefined) {
          seeds = await this.seed()
          continue
        }
        const distance = await this.blockBackwards(this.explainTarget(met, await met.valuation()))
        if (distance !== undefined) return { kind: 'met', length: lengthOf(met, distance) }
      }
      const closed = await this.push()
      this.report(this.frontier, this.frames.flat(2).length)
      if (closed !== undefined) {
        return {
          kind: 'proved',
          blocked: [...this.frames.slice(closed + 1).flat(), ...(seeds ?? [])],
          frame: closed,
        }
      }
    }
  }

  /** Templates that hold for ever, as long as the target is not met: assumed in all frames. */
  private async seed(): Promise<readonly Orbit[]> {
    const seeds = await lemmas(
      this.system,
      this.target,
      {
        premise: this.system.terms.not(this.target.state),
        hints: this.hints,
        vocabulary: this.vocabulary,
        generators: this.generators,
      },
      this.openSession,
    )
    for (const orbit of seeds) for (const cube of orbit) this.queries.assume(cube)
    return seeds
  }

  /** Blocks the cube in the last frame; the distance of an initial state that cannot be blocked, if there is one. */
  private async blockBackwards(root: Cube): Promise<number | undefined> {
    const obligations: Obligation[] = [{ cube: root, level: this.frontier, distance: 0 }]
    for (let next = takeLowest(obligations); next !== undefined; next = takeLowest(obligations)) {
      const { cube, level, distance } = next
      if (await this.queries.isInitial(cube)) return distance
      if (this.isBlocked(cube, level)) continue
      const answer = await this.queries.consecution(cube, level - 1, this.frontier)
      if (answer.kind === 'reached') {
        const predecessor = this.explainStep(await answer.valuation(), cube)
        if (level === 1) return distance + 1
        obligations.push(next, { cube: predecessor, level: level - 1, distance: distance + 1 })
        continue
      }
      const general = await this.generalise(cube, answer.core, level - 1)
      const reached = await this.blockFarthest(general, level)
      if (reached < this.frontier) obligations.push({ cube, level: reached + 1, distance })
    }
    return undefined
  }

  /** Adds the clause to the last frame in which it is still inductive relative to the one before. */
  private async blockFarthest(cube: Cube, from: number): Promise<number> {
    let level = from
    while (level < this.frontier) {
      const answer = await this.queries.consecution(cube, level, this.frontier)
      if (answer.kind === 'reached') break
      level += 1
    }
    this.add(cube, level)
    return level
  }

  /** The cube with all that the symmetries make of it. */
  orbitOf(cube: Cube): Orbit {
    return orbitOf(cube, this.generators, this.vocabulary)
  }

  /** Blocks the cube, and with it all that the symmetries make of it. */
  private add(cube: Cube, level: number): void {
    const orbit = this.orbitOf(cube)
    for (let below = 1; below <= level; below++) {
      const frame = this.frames[below]
      if (frame === undefined) continue
      this.frames[below] = frame.filter(([other]) => !orbit.some((image) => subsumes(image, other)))
    }
    this.frames[level]?.push(orbit)
    for (const image of orbit) this.queries.block(image, level)
  }

  private isBlocked(cube: Cube, level: number): boolean {
    return this.frames
      .slice(level)
      .some((frame) => frame.some((orbit) => orbit.some((image) => subsumes(image, cube))))
  }

  /**
   * Makes the cube larger while it still has no predecessor in the frame and no initial state: literals are dropped, the most specific
   * first, then the bounds that remain are moved outwards.
   */
  private async generalise(cube: Cube, core: readonly Term[], level: number): Promise<Cube> {
    let kept = await this.awayFromStart(core, cube)
    for (const literal of this.mostSpecificFirst(kept)) {
      if (!kept.literals.includes(literal) || kept.literals.length === 1) continue
      kept = (await this.blocked(makeCube(kept.literals.filter((other) => other !== literal)), level)) ?? kept
    }
    for (const literal of kept.literals) {
      const bound = this.vocabulary.boundOf(literal)
      if (bound === undefined || !kept.literals.includes(literal)) continue
      for (const weaker of this.vocabulary.weaker(bound)) {
        const wider = makeCube(kept.literals.map((other) => (other === literal ? weaker : other)))
        const widened = await this.blocked(wider, level)
        if (widened === undefined) continue
        kept = widened
        break
      }
    }
    return kept
  }

  private mostSpecificFirst(cube: Cube): readonly Term[] {
    const rank = (literal: Term): number => {
      const bound = this.vocabulary.boundOf(literal)
      if (bound === undefined) return this.vocabulary.predicates.has(literal) ? 3 : 2
      return bound.kind === 'equal' ? 0 : 1
    }
    return cube.literals.toSorted((a, b) => rank(a) - rank(b))
  }

  /** A cube that contains this one, if it has no predecessor in the frame and no initial state. */
  private async blocked(cube: Cube, level: number): Promise<Cube | undefined> {
    if (await this.queries.isInitial(cube)) return undefined
    const answer = await this.queries.consecution(cube, level, this.frontier)
    return answer.kind === 'blocked' ? this.awayFromStart(answer.core, cube) : undefined
  }

  /** A cube between core and whole without initial states. */
  private async awayFromStart(core: readonly Term[], whole: Cube): Promise<Cube> {
    const literals = new Set(core)
    for (const literal of whole.literals) {
      if (literals.size > 0 && !(await this.queries.isInitial({ literals: [...literals] }))) break
      literals.add(literal)
    }
    return makeCube(literals)
  }

  /** Pushes clauses on; the first frame that equals the next. */
  private async push(): Promise<number | undefined> {
    for (let level = 1; level < this.frontier; level++) {
      for (const orbit of [...(this.frames[level] ?? [])]) {
        if (this.frames[level]?.includes(orbit) !== true) continue
        const [cube] = orbit
        const answer = await this.queries.consecution(cube, level, this.frontier)
        if (answer.kind === 'blocked') this.add(cube, level + 1)
      }
      if (this.frames[level]?.length === 0) return level
    }
    return undefined
  }

  private explainTarget({ by }: Met, valuation: Valuation): Cube {
    const reasons = this.reasons(valuation)
    if (by === 'state') reasons.justify(this.target.state)
    else {
      this.justifyStep(reasons, valuation)
      reasons.justify(this.target.step)
    }
    return this.cubeOf(reasons)
  }

  private explainStep(valuation: Valuation, successor: Cube): Cube {
    const reasons = this.reasons(valuation)
    this.justifyStep(reasons, valuation)
    const inNext = new Map(this.system.cells.map((cell) => [cell.current, cell.next]))
    for (const literal of successor.literals) reasons.justify(this.system.terms.rename(literal, inNext))
    return this.cubeOf(reasons)
  }

  private cubeOf(reasons: Justification): Cube {
    const literals = [...reasons.cube]
    return makeCube([...literals, ...this.vocabulary.impliedPredicates(literals)])
  }

  private reasons(valuation: Valuation): Justification {
    const fired = this.fired(valuation)
    return new Justification(this.system.terms, this.vocabulary, valuation, (symbol) => {
      const cell = this.cellOfNext.get(symbol)
      return cell === undefined ? undefined : (fired?.updates.get(cell.name) ?? cell.current)
    })
  }

  private justifyStep(reasons: Justification, valuation: Valuation): void {
    const fired = this.fired(valuation)
    if (fired === undefined) throw new TypeError('a step in which no action fires')
    reasons.justify(fired.at)
    reasons.justify(fired.guard)
  }

  private fired(valuation: Valuation): ScalarSystem['actions'][number] | undefined {
    return this.system.actions.find((_, place) => {
      const symbol = this.queries.fires[place]
      return symbol !== undefined && valuation(symbol) === true
    })
  }
}

/** In steps, where the target is met so far from an initial state. */
function lengthOf({ by }: Met, distance: number): number {
  return by === 'state' ? distance : distance + 1
}

function takeLowest(obligations: Obligation[]): Obligation | undefined {
  let lowest = 0
  obligations.forEach(({ level }, place) => {
    if (level < (obligations[lowest]?.level ?? level)) lowest = place
  })
  return obligations.splice(lowest, 1)[0]
}
