import type { Conclusion } from '../engine/examine/finding.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import { isFound, type PropertyResult } from '../engine/verdict.js'
import type { TransitionSystem } from '../ir/system.js'
import { replay } from '../trace/replay.js'
import type { Trace } from '../trace/trace.js'
import { DEFAULT_SOLVER } from './message.js'

/**
 * What is to be said where a second solver says the opposite of a verdict: what each of the two says, which of them the interpreter
 * agrees with where it can tell, and where the question is to be found.
 * @param first the solver that the engines had, as it was asked for.
 */
export function contradiction(
  system: TransitionSystem,
  { property: name, engine, verdict }: PropertyResult,
  { by, claim, shownBy }: Extract<Conclusion, { readonly kind: 'fails' }>,
  { first }: { readonly first: string },
): SelfCheckError {
  const one = `${engine} on ${first === DEFAULT_SOLVER ? 'z3 (WASM)' : first}`
  const select = `--property ${name}`
  if (shownBy?.kind === 'execution') {
    const { trace } = shownBy
    const depth = String(trace.steps.length)
    return new SelfCheckError(
      `${one} finds no execution of ${depth} steps that decides ${name}; ${by} finds one, ${judgement(system, name, trace)}. ` +
        `${QUESTION} \`premortem export\` with ${select} --depth ${depth}.`,
    )
  }
  if (isFound(verdict)) {
    return new SelfCheckError(
      `${one} finds an execution of ${String(verdict.depth)} steps that decides ${name}, and the interpreter can follow it; ${by} says that ` +
        `it is none. ${QUESTION} \`premortem export\` with ${select} --depth ${String(verdict.depth)}, where the values of the trace have to be added.`,
    )
  }
  return new SelfCheckError(
    `${one} proves ${name}; of its certificate, "${claim}" is refuted by ${by}. ` +
      `${QUESTION} \`premortem prove\` with ${select} --format json, as \`certificate.script\`; for the search, \`premortem export\` with ${select}.`,
  )
}

const QUESTION = 'The question can be had, with the same model and parameters, from'

/** Which of the two is right, as far as an execution tells. */
function judgement(system: TransitionSystem, name: string, trace: Trace): string {
  const property = system.properties.find((candidate) => candidate.name === name)
  return property !== undefined && replay(system, property, trace).kind === 'confirmed'
    ? 'and the interpreter can follow it'
    : 'but the interpreter cannot follow it'
}
