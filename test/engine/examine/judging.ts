import { expect } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { examine } from '../../../src/engine/examine/examine.js'
import type { Conclusion } from '../../../src/engine/examine/finding.js'
import type { AskableProof } from '../../../src/engine/examine/proof-questions.js'
import type { InductiveInvariant } from '../../../src/engine/verdict.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { lowerSystem } from '../../../src/lower/lower-system.js'
import { readTerm } from '../../../src/smt/read-term.js'
import { readSExpression } from '../../../src/smt/s-expression.js'
import { plainName } from '../../../src/smt/plain-term.js'
import type { OpenSolver } from '../../../src/smt/solver.js'
import { UnreadableTerm } from '../../../src/smt/unreadable-term.js'
import { flawsOf, isShownBy, truthIn, type Flaw } from './judged-by-enumeration.js'
import { mutant, textOf, type Pick } from './mutant.js'

/** A property with an invariant that an engine has found. */
export interface Proved {
  readonly system: TransitionSystem
  readonly property: string
  readonly certificate: InductiveInvariant
}

/** What an engine proves of a system. */
export async function provedBy(
  engine: Engine,
  system: TransitionSystem,
  openSolver: OpenSolver,
): Promise<readonly Proved[]> {
  const results = await engine.check({
    system,
    depth: 20,
    openSolver,
    report: () => undefined,
  })
  return results.flatMap(({ property, verdict }) => {
    const certificate = 'certificate' in verdict ? verdict.certificate : undefined
    return certificate?.kind === 'inductive-invariant' ? [{ system, property, certificate }] : []
  })
}

/** What the examination of a proof comes to. */
export async function conclusionOf(
  system: TransitionSystem,
  property: string,
  proof: AskableProof,
  openSolver: OpenSolver,
): Promise<Conclusion> {
  const conclusions: Conclusion[] = []
  await examine(
    system,
    { kind: 'proof', property, proof },
    {
      openSolver,
      report: (finding) => {
        if (finding.kind === 'conclusion') conclusions.push(finding.conclusion)
      },
    },
  )
  expect(conclusions).toHaveLength(1)
  return conclusions[0]!
}

const CLAIMS: Readonly<Record<Flaw['kind'], string>> = {
  start: 'the invariant holds in every initial state',
  step: 'every step keeps the invariant',
  target: 'is not decided otherwise',
}

export type Judgement = 'stands' | 'fails' | 'unfit'

/** What comes of the certificate with another formula: by the examination, which must agree with a search state by state. */
export async function judge(
  { system, property, certificate }: Proved,
  formula: string,
  openSolver: OpenSolver,
): Promise<Judgement> {
  const conclusion = await conclusionOf(system, property, { ...certificate, formula }, openSolver)
  const holds = meaningOf(system, certificate, formula)
  const flaws = holds === undefined ? [] : [...flawsOf(system, property, holds)]
  const expected: Judgement = holds === undefined ? 'unfit' : flaws.length === 0 ? 'stands' : 'fails'
  expect(`${property}: ${formula} ${conclusion.kind}`).toBe(`${property}: ${formula} ${expected}`)
  if (conclusion.kind === 'fails') {
    const { claim, shownBy } = conclusion
    if (shownBy?.kind !== 'states') throw new Error('no states are shown')
    const shown = flaws.filter(
      (flaw) => claim.endsWith(CLAIMS[flaw.kind]) && isShownBy(system, flaw, shownBy.states),
    )
    expect(shown.length, `${formula}: ${claim} ${JSON.stringify(shownBy.states)}`).toBeGreaterThan(0)
  }
  return expected
}

/** Undefined for a formula that cannot be read. */
function meaningOf(
  system: TransitionSystem,
  { integers }: InductiveInvariant,
  formula: string,
): ReturnType<typeof truthIn> | undefined {
  const lowered = lowerSystem(system, { integers })
  const names = new Map(lowered.cells.map(({ current }) => [plainName(current), current]))
  try {
    const term = readTerm(lowered.terms, readSExpression(formula), names)
    return term.sort.kind === 'Bool' ? truthIn(system, lowered, term) : undefined
  } catch (error) {
    if (!(error instanceof UnreadableTerm)) throw error
    return undefined
  }
}

/** Judges so many mutants of a certificate; some are changed twice. */
export async function judgeMutants(
  proved: Proved,
  {
    pick,
    count,
    tally,
    openSolver,
  }: {
    readonly pick: Pick
    readonly count: number
    readonly tally: Record<Judgement, number>
    readonly openSolver: OpenSolver
  },
): Promise<void> {
  const { cells } = lowerSystem(proved.system)
  const names = cells.map(({ current }) => plainName(current))
  const original = readSExpression(proved.certificate.formula)
  for (let made = 0; made < count; made++) {
    const once = mutant(original, names, pick)
    const formula = textOf(pick(2) === 0 ? mutant(once, names, pick) : once)
    tally[await judge(proved, formula, openSolver)] += 1
  }
}
