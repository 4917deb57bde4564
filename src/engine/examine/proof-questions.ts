import type { TransitionSystem } from '../../ir/system.js'
import { coneOfInfluence } from '../../lower/cone-of-influence.js'
import { lowerSystem } from '../../lower/lower-system.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import type { Term } from '../../lower/term.js'
import { readTerm } from '../../smt/read-term.js'
import { readSExpression, SExpressionError } from '../../smt/s-expression.js'
import { plainName } from '../../smt/plain-term.js'
import { UnreadableTerm } from '../../smt/unreadable-term.js'
import { typedObligations } from '../certify.js'
import { inductionObligations, lastDistinct, type Induction } from '../induction.js'
import type { Obligation } from '../obligation.js'
import { endObligations } from '../path-questions.js'
import type { AllStatesVisited, Proof } from '../verdict.js'

/** A proof that consists of questions to a solver. */
export type AskableProof = Exclude<Proof, AllStatesVisited>

/** A proof that cannot be one of this property of this system, so that there is nothing to ask. */
export class UnfitProof extends Error {
  override readonly name = 'UnfitProof'
}

/** Longer paths are not asked for: a number in a file must not be what fills the memory. */
const LONGEST_PATH = 10_000

/**
 * What has to be `unsat` for the proof to stand. All of it is made from the system: it is lowered and reduced to the cone of influence
 * anew, and of the proof only the formula, or the numbers, are used.
 * @param system validated.
 * @throws UnfitProof
 */
export function proofQuestions(
  system: TransitionSystem,
  property: string,
  proof: AskableProof,
): { readonly system: ScalarSystem; readonly obligations: readonly Obligation[] } {
  switch (proof.kind) {
    case 'inductive-invariant': {
      const lowered = loweredFor(system, proof.integers)
      const target = targetOf(lowered, property)
      const formula = readFormula(lowered, proof.formula)
      // Whatever the formula reads belongs to the question, wherever it came from.
      const read: Target = { property: target.property, state: formula, step: lowered.terms.false }
      const cone = { ...coneOfInfluence(lowered, [target, read]), targets: [target] }
      return { system: cone, obligations: typedObligations(cone, target, formula) }
    }
    case 'k-induction': {
      const { cone, target } = coneOf(system, property)
      requireSound(cone, target, proof)
      return { system: cone, obligations: inductionObligations(cone, target, proof) }
    }
    case 'executions-end': {
      requireLength(proof.depth)
      const { cone, target } = coneOf(system, property)
      return { system: cone, obligations: endObligations(cone, [target], proof.depth) }
    }
  }
}

function coneOf(
  system: TransitionSystem,
  property: string,
): { readonly cone: ScalarSystem; readonly target: Target } {
  const lowered = lowerSystem(system)
  const target = targetOf(lowered, property)
  return { cone: coneOfInfluence(lowered, [target]), target }
}

function loweredFor(system: TransitionSystem, integers: ScalarSystem['integers']): ScalarSystem {
  const natural = lowerSystem(system)
  if (natural.integers === integers) return natural
  if (natural.integers === 'unbounded') {
    throw new UnfitProof('it is about bit-vectors, and the model has integers without bounds')
  }
  return lowerSystem(system, { integers })
}

function targetOf({ targets }: ScalarSystem, name: string): Target {
  const target = targets.find(({ property }) => property.name === name)
  if (target === undefined) throw new TypeError(`there is no property ${name}`)
  return target
}

function readFormula({ terms, cells }: ScalarSystem, text: string): Term {
  try {
    const symbols = new Map(cells.map(({ current }) => [plainName(current), current]))
    const formula = readTerm(terms, readSExpression(text), symbols)
    if (formula.sort.kind !== 'Bool') throw new UnreadableTerm('a number instead of a formula')
    return formula
  } catch (error) {
    if (!(error instanceof UnreadableTerm) && !(error instanceof SExpressionError)) throw error
    throw new UnfitProof(`its formula cannot be read: ${error.message}`)
  }
}

/** Only states of which no shortest execution has two equal ones may be required to differ. */
function requireSound(system: ScalarSystem, target: Target, { k, distinct }: Induction): void {
  if (k < 1) throw new UnfitProof('it is by induction over no steps')
  requireLength(k)
  const last = lastDistinct(system, target, k)
  const wrong = distinct.find(([i, j]) => i < 0 || i >= j || j > last)
  if (wrong === undefined) return
  throw new UnfitProof(`it requires states ${wrong.join(' and ')} of ${String(k + 1)} to differ`)
}

function requireLength(steps: number): void {
  if (steps > LONGEST_PATH)
    throw new UnfitProof(`it is about ${String(steps)} steps, more than can be looked at`)
}
