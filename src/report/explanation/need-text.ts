import { assertNever } from '../../ir/assert-never.js'
import type { Need } from '../../explain/explanation.js'
import type { Property } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'

/** Which steps the outcome needs, in a sentence; undefined for fewer than two steps, where there is nothing to choose from. */
export function needSentence(property: Property, needs: readonly Need[]): string | undefined {
  if (needs.length < 2) return undefined
  const idle = needs.flatMap(({ kind }, at) => (kind === 'nothing' ? [at + 1] : []))
  if (idle.length === 0) {
    return `Every step is needed: without any one of them, a later one is not possible, or ${otherwise(property)}.`
  }
  const [only, another] = idle
  return another === undefined
    ? `Step ${String(only)} is not needed: without it, the others come to the same.`
    : `Steps ${enumerated(idle)} are not needed: without any one of them, the others come to the same.`
}

/** For each step, what becomes of the others without it. */
export function needLines(property: Property, { steps }: Trace, needs: readonly Need[]): readonly string[] {
  return needs.map((need, at) => `without step ${String(at + 1)}, ${consequence(need)}`)

  function consequence(need: Need): string {
    switch (need.kind) {
      case 'enables':
        return `step ${String(need.step)} (${steps[need.step - 1]?.action ?? '?'}) is not possible`
      case 'decides':
        return otherwise(property)
      case 'nothing':
        return 'the others come to the same'
      default:
        return assertNever(need)
    }
  }
}

function otherwise({ kind, name }: Property): string {
  switch (kind) {
    case 'invariant':
    case 'transition':
      return `${name} is not violated`
    case 'reachable':
      return `${name} is not reached`
    case 'deadlock':
      return 'the others do not end in the deadlock'
    case 'range':
      return 'everything has a value'
    default:
      return assertNever(kind)
  }
}

function enumerated(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(', ')} and ${String(numbers.at(-1))}`
}
