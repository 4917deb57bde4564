import type { Examination } from '../engine/examine/examine.js'
import type { Conclusion } from '../engine/examine/finding.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import { isFound, type Claim } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { validate } from '../ir/validate.js'
import { replay } from '../trace/replay.js'
import { DEFAULT_SOLVER } from './message.js'
import { runExamination } from './run-examination.js'
import type { RunEvent } from './run-event.js'
import type { Worker } from './worker.js'

/** A claim, and whether it is so. */
export interface Verification {
  readonly claim: Claim
  readonly conclusion: Conclusion
}

export interface VerifyOptions {
  /** As in `CheckOptions`. */
  readonly solver?: string
  /** Seconds after which what is not decided stays open. Default: no limit. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: RunEvent) => void
  /** A worker started beforehand with the same solver, to save time. It is used up. */
  readonly worker?: Worker | undefined
}

const INTERPRETER = 'the interpreter'

/**
 * Establishes claims about a system anew, whoever made them: traces are replayed, the questions of proofs are made from the system and asked,
 * states are visited again, bounded searches made again. Nothing of a claim is believed.
 * @param claims no two about one property.
 * @returns one for each claim, in their order.
 * @throws ModelError when the system is not well formed.
 * @throws SelfCheckError when a solver shows an execution that the interpreter cannot follow.
 */
export async function verify(
  system: TransitionSystem,
  claims: readonly Claim[],
  options: VerifyOptions = {},
): Promise<readonly Verification[]> {
  const { solver = DEFAULT_SOLVER, timeout, onEvent = () => undefined, worker } = options
  const signal = options.signal ?? new AbortController().signal
  const started = performance.now()
  /** What is left of the time is shared by what is left to examine. */
  const share = (left: number): number | undefined =>
    timeout === undefined ? undefined : (timeout - (performance.now() - started) / 1000) / left
  try {
    validate(system)
    const conclusions = claims.flatMap((claim) => withoutSolver(system, claim) ?? [])
    const open = claims.filter(({ property }) =>
      conclusions.every((conclusion) => conclusion.property !== property),
    )
    let prepared = worker
    const examinations = examinationsOf(open)
    for (const [place, examination] of examinations.entries()) {
      const found = await runExamination(
        { system, examination, solver },
        { engine: 'verify', worker: prepared, signal, seconds: share(examinations.length - place), onEvent },
      )
      prepared = undefined
      conclusions.push(...found.map((conclusion) => replayed(system, conclusion)))
    }
    return claims.map((claim) => {
      const conclusion = conclusions.find(({ property }) => property === claim.property)
      if (conclusion === undefined) throw new TypeError(`nothing was found out about ${claim.property}`)
      return { claim, conclusion }
    })
  } finally {
    worker?.kill()
  }
}

/** What can be said of a claim at once. */
function withoutSolver(
  system: TransitionSystem,
  { property: name, kind, verdict }: Claim,
): Conclusion | undefined {
  const property = system.properties.find((candidate) => candidate.name === name)
  const unfit = (reason: string): Conclusion => ({ kind: 'unfit', property: name, reason })
  if (property === undefined) return unfit('the model has no such property')
  if (property.kind !== kind) return unfit(`in the model it is of the kind ${property.kind}, not ${kind}`)
  if (verdict.kind === 'undecided')
    return { kind: 'open', property: name, reason: 'nothing is claimed of it' }
  if (!isFound(verdict)) return undefined
  const fails = (claim: string): Conclusion => ({ kind: 'fails', property: name, by: INTERPRETER, claim })
  const { depth, trace } = verdict
  if (trace.steps.length !== depth)
    return fails(`a trace of ${String(trace.steps.length)} steps is claimed to be one of ${String(depth)}`)
  const outcome = replay(system, property, trace)
  return outcome.kind === 'confirmed'
    ? { kind: 'stands', property: name, by: INTERPRETER }
    : fails(`${outcome.message}, having followed ${String(outcome.step)} of ${String(depth)} steps`)
}

/** What is soonest answered comes first. */
function examinationsOf(claims: readonly Claim[]): readonly Examination[] {
  const proofs = claims.flatMap(({ property, verdict }) => {
    const proof = 'certificate' in verdict ? verdict.certificate : undefined
    return proof === undefined ? [] : [{ property, proof }]
  })
  const visited = proofs.flatMap(({ property, proof }) =>
    proof.kind === 'all-states-visited' ? [property] : [],
  )
  const bounds = claims.flatMap(({ property, verdict }) =>
    verdict.kind === 'holds' || (verdict.kind === 'unreached' && verdict.certificate === undefined)
      ? [{ property, depth: verdict.depth }]
      : [],
  )
  return [
    ...proofs.flatMap(({ property, proof }): readonly Examination[] =>
      proof.kind === 'all-states-visited' ? [] : [{ kind: 'proof', property, proof }],
    ),
    ...(visited.length === 0 ? [] : [{ kind: 'states', properties: visited } as const]),
    ...(bounds.length === 0 ? [] : [{ kind: 'bounds', claims: bounds } as const]),
  ]
}

/** An execution that refutes a claim, with states as whole as the interpreter sees them. */
function replayed(system: TransitionSystem, conclusion: Conclusion): Conclusion {
  if (conclusion.kind !== 'fails' || conclusion.shownBy?.kind !== 'execution') return conclusion
  const property = system.properties.find(({ name }) => name === conclusion.property)
  if (property === undefined) return conclusion
  const outcome = replay(system, property, conclusion.shownBy.trace)
  if (outcome.kind === 'confirmed')
    return { ...conclusion, shownBy: { kind: 'execution', trace: outcome.trace } }
  throw new SelfCheckError(
    `${conclusion.by} finds an execution that decides ${property.name}, but replaying it fails at step ${String(outcome.step)}: ${outcome.message}`,
  )
}
