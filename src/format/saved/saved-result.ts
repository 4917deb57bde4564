import type { Claim, Proof, Verdict } from '../../engine/verdict.js'
import type { Property } from '../../ir/system.js'
import type { Trace } from '../../trace/trace.js'
import {
  countOf,
  fieldOf,
  FormatError,
  knownField,
  textOf,
  wordOf,
  type JsonPart,
} from '../json/json-part.js'
import { readCertificate } from './certificate-json.js'
import type { Outline } from './outline.js'
import { readTrace } from './trace-json.js'

export const KINDS: readonly Property['kind'][] = [
  'invariant',
  'transition',
  'reachable',
  'deadlock',
  'range',
]

/** What a property can be found to be, and what a goal can. */
const VERDICTS = ['violated', 'holds', 'proved', 'undecided'] as const
const VERDICTS_ON_GOALS = ['reached', 'unreached', 'undecided'] as const

/** The claim that a trace is. */
export function foundBy(property: string, kind: Property['kind'], trace: Trace): Claim {
  const found = kind === 'reachable' ? 'reached' : 'violated'
  return {
    property,
    kind,
    verdict: { kind: found, depth: trace.steps.length, trace },
    engine: 'saved',
    seconds: 0,
  }
}

/**
 * @param outline undefined where there is none; then a trace cannot be read.
 * @throws FormatError
 */
export function readResult(part: JsonPart, outline: Outline | undefined): Claim {
  const kind = wordOf(fieldOf(part, 'kind'), KINDS)
  return {
    property: textOf(fieldOf(part, 'property')),
    kind,
    verdict: readVerdict(part, kind, outline),
    engine: 'saved',
    seconds: 0,
  }
}

function readVerdict(
  part: JsonPart,
  propertyKind: Property['kind'],
  outline: Outline | undefined,
): Verdict<Proof> {
  const known = propertyKind === 'reachable' ? VERDICTS_ON_GOALS : VERDICTS
  const kind = wordOf<(typeof VERDICTS | typeof VERDICTS_ON_GOALS)[number]>(fieldOf(part, 'verdict'), known)
  switch (kind) {
    case 'violated':
    case 'reached': {
      const trace = fieldOf(part, 'trace')
      if (outline === undefined)
        throw new FormatError(trace.path, 'the file does not say what it is a trace of')
      return { kind, depth: countOf(fieldOf(part, 'depth')), trace: readTrace(trace, outline) }
    }
    case 'holds':
      return { kind, depth: countOf(fieldOf(part, 'depth')), ...unproved(part) }
    case 'proved':
      return { kind, certificate: readCertificate(fieldOf(part, 'certificate')) }
    case 'unreached': {
      const certificate = knownField(part, 'certificate')
      return certificate === undefined
        ? { kind, depth: countOf(fieldOf(part, 'depth')), ...unproved(part) }
        : { kind, depth: 0, certificate: readCertificate(certificate) }
    }
    case 'undecided': {
      const depth = knownField(part, 'depth')
      return {
        kind,
        depth: depth === undefined ? null : countOf(depth),
        reason: textOf(fieldOf(part, 'reason')),
      }
    }
  }
}

function unproved(part: JsonPart): { readonly unproved?: string } {
  const reason = knownField(part, 'reason')
  return reason === undefined ? {} : { unproved: textOf(reason) }
}
