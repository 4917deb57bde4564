import { assertNever } from '../ir/assert-never.js'
import type { ParameterValue } from './parameter.js'

/** What the author of a model says will be found, as plain data. Depths count steps. */
export type ExpectedVerdict =
  | { readonly kind: 'violated'; readonly depth: number }
  | { readonly kind: 'reached'; readonly depth: number }
  | { readonly kind: 'holds'; readonly depth: number }
  /** Without a depth: at every depth. */
  | { readonly kind: 'unreached'; readonly depth: number | undefined }
  | { readonly kind: 'proved' }

/** What will be found for one choice of parameters, by the names of the properties. */
export interface Expectation {
  /** A value for every parameter of the model. */
  readonly params: Readonly<Record<string, ParameterValue>>
  readonly verdicts: Readonly<Record<string, ExpectedVerdict>>
}

/** What was found, as far as it matters here. */
export interface FoundVerdict {
  readonly kind: 'violated' | 'reached' | 'holds' | 'unreached' | 'proved' | 'undecided'
  readonly depth?: number | null
  readonly certificate?: object
}

/** The shortest counterexample has this many steps. */
export function violated(depth: number): ExpectedVerdict {
  return { kind: 'violated', depth }
}

/** The shortest way to the goal has this many steps. */
export function reached(depth: number): ExpectedVerdict {
  return { kind: 'reached', depth }
}

/** No execution of up to so many steps violates the property; a proof says so too. */
export function holds(depth: number): ExpectedVerdict {
  return { kind: 'holds', depth }
}

/** No execution of up to so many steps reaches the goal; without a number, none at all does. */
export function unreached(depth?: number): ExpectedVerdict {
  return { kind: 'unreached', depth }
}

/** No execution at all violates the property. */
export function proved(): ExpectedVerdict {
  return { kind: 'proved' }
}

/** Whether what was found bears out what was expected. */
export function meets(expected: ExpectedVerdict, found: FoundVerdict): boolean {
  switch (expected.kind) {
    case 'violated':
    case 'reached':
      return found.kind === expected.kind && found.depth === expected.depth
    case 'holds':
      return found.kind === 'proved' || (found.kind === 'holds' && (found.depth ?? -1) >= expected.depth)
    case 'unreached':
      if (found.kind !== 'unreached') return false
      if (found.certificate !== undefined) return true
      return expected.depth !== undefined && (found.depth ?? -1) >= expected.depth
    case 'proved':
      return found.kind === 'proved'
    default:
      return assertNever(expected)
  }
}

/** The expectation in words: `violated at depth 8`. */
export function showExpected(expected: ExpectedVerdict): string {
  switch (expected.kind) {
    case 'violated':
    case 'reached':
      return `${expected.kind} at depth ${String(expected.depth)}`
    case 'holds':
      return `holds to depth ${String(expected.depth)}`
    case 'unreached':
      return expected.depth === undefined ? 'never reached' : `unreached to depth ${String(expected.depth)}`
    case 'proved':
      return 'proved'
    default:
      return assertNever(expected)
  }
}
