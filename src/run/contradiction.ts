import type { Conclusion } from '../engine/examine/finding.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import type { PropertyResult } from '../engine/verdict.js'
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
  const trace = shownBy?.kind === 'execution' ? shownBy.trace : undefined
  const other =
    trace === undefined
      ? `${by} says the opposite`
      : `${by} finds one of ${String(trace.steps.length)}, ${judgement(system, name, trace)}`
  const depth = trace?.steps.length ?? ('depth' in verdict ? verdict.depth : undefined)
  const atDepth = depth === undefined || depth === null ? '' : ` --depth ${String(depth)}`
  const script =
    'certificate' in verdict
      ? ` or, as \`certificate.script\`, \`premortem prove\` with --property ${name} --format json`
      : ''
  return new SelfCheckError(
    `${name}: ${one} says that ${claim}; ${other}. The question can be had, with the same model and parameters, from ` +
      `\`premortem export\` with --property ${name}${atDepth}${script}.`,
  )
}

/** Which of the two is right, as far as an execution tells. */
function judgement(system: TransitionSystem, name: string, trace: Trace): string {
  const property = system.properties.find((candidate) => candidate.name === name)
  return property !== undefined && replay(system, property, trace).kind === 'confirmed'
    ? 'and the interpreter can follow it'
    : 'but the interpreter cannot follow it'
}
