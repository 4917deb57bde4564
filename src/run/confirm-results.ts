import type { Examination } from '../engine/examine/examine.js'
import { isFound, type PropertyResult } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { confirmationOf, type Answered } from './confirmation.js'
import { contradiction } from './contradiction.js'
import { runExamination } from './run-examination.js'
import type { RunEvent } from './run-event.js'

export interface ConfirmOptions {
  /** The second solver, as it was asked for. */
  readonly solver: string
  /** What it calls itself. */
  readonly name: string
  /** The solver that the engines had, as it was asked for. */
  readonly first: string
  /** To which a proof that cannot be asked about is confirmed at least. */
  readonly depth: number
  /** Seconds that it may take to answer for a property, and for bounds of all together. */
  readonly patience: number
  /** Seconds that are left for everything. */
  readonly remaining: () => number
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

const ENGINE = 'confirm'

/**
 * Has every verdict that has evidence decided again by a second solver: that the execution exists, and that no shorter one does what it
 * does; that the proof stands; that nothing is found to the depth. What it does not answer stays unconfirmed, and the verdict stands.
 * @throws SelfCheckError when it says the opposite.
 */
export async function confirmResults(
  system: TransitionSystem,
  results: readonly PropertyResult[],
  options: ConfirmOptions,
): Promise<readonly PropertyResult[]> {
  const { solver, name, patience, remaining, signal, onEvent } = options
  const answers: Answered[] = []
  const questions = questionsFor(results, options.depth)
  for (const [place, question] of questions.entries()) {
    // What is left of a limit is shared by what is left to ask.
    const seconds = Math.min(patience, remaining() / (questions.length - place))
    const conclusions = await runExamination(
      { system, examination: question, solver },
      { engine: ENGINE, signal, seconds, onEvent },
    )
    for (const conclusion of conclusions) {
      const result = results.find(({ property }) => property === conclusion.property)
      if (result === undefined) throw new TypeError(`nothing was found of ${conclusion.property}`)
      if (conclusion.kind === 'fails') throw contradiction(system, result, conclusion, options)
      answers.push({ question: question.kind, conclusion })
    }
  }
  return results.map((result) => {
    if (result.verdict.kind === 'undecided') return result
    const confirmation = confirmationOf(result, name, answers)
    onEvent({ kind: 'confirmed', engine: ENGINE, property: result.property, confirmation })
    return { ...result, confirmation }
  })
}

/** What is soonest answered comes first. */
function questionsFor(results: readonly PropertyResult[], depth: number): readonly Examination[] {
  const questions = results.flatMap(({ property, verdict }): readonly Examination[] => {
    if (isFound(verdict)) return [{ kind: 'execution', property, trace: verdict.trace }]
    const proof = 'certificate' in verdict ? verdict.certificate : undefined
    return proof === undefined || proof.kind === 'all-states-visited'
      ? []
      : [{ kind: 'proof', property, proof }]
  })
  const claims = results.flatMap(({ property, verdict }) => {
    const bound = boundOf(verdict, depth)
    return bound === undefined || bound < 0 ? [] : [{ property, depth: bound }]
  })
  return [
    ...questions.filter(({ kind }) => kind === 'execution'),
    ...questions.filter(({ kind }) => kind === 'proof'),
    ...(claims.length === 0 ? [] : [{ kind: 'bounds', claims } as const]),
  ]
}

/** Up to which depth nothing is to be found, where no proof says more. */
function boundOf(verdict: PropertyResult['verdict'], depth: number): number | undefined {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
      return verdict.depth - 1
    case 'holds':
      return verdict.depth
    case 'unreached':
      if (verdict.certificate === undefined) return verdict.depth
      return verdict.certificate.kind === 'all-states-visited' ? depth : undefined
    case 'proved':
      return verdict.certificate.kind === 'all-states-visited' ? depth : undefined
    case 'undecided':
      return undefined
  }
}
