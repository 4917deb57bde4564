import { match } from 'ts-pattern'
import type { Certificate, Proof } from '../../engine/verdict.js'
import { readSExpression, SExpressionError } from '../../smt/s-expression.js'
import type { JsonObject } from '../json/json.js'
import {
  countOf,
  fieldOf,
  FormatError,
  itemsOf,
  textOf,
  wordOf,
  wrong,
  type JsonPart,
} from '../json/json-part.js'

/**
 * A certificate: what its questions can be asked anew from, and, where it has them, the questions as a script. `invariant` is a formula of
 * SMT-LIB over the names of the model's cells.
 */
export function certificateJson(certificate: Certificate | Proof): JsonObject {
  return {
    ...match<Certificate | Proof, JsonObject>(certificate)
      .with({ kind: 'executions-end' }, ({ kind, depth }) => ({ kind, depth }))
      .with({ kind: 'all-states-visited' }, ({ kind, states }) => ({ kind, states }))
      .with({ kind: 'k-induction' }, ({ kind, k, distinct }) => ({ kind, k, distinct }))
      .with({ kind: 'inductive-invariant' }, ({ kind, integers, formula, count, clauses }) => ({
        kind,
        integers,
        invariant: formula,
        clauses: count,
        readable: clauses,
      }))
      .exhaustive(),
    ...('script' in certificate ? { script: certificate.script } : {}),
  }
}

const KINDS = ['executions-end', 'all-states-visited', 'k-induction', 'inductive-invariant'] as const

const INTEGERS = ['bit-vector', 'unbounded'] as const

/**
 * What somebody claims to be a certificate. Scripts are left out: whoever wrote them, they say nothing of a model.
 * @throws FormatError
 */
export function readCertificate(part: JsonPart): Proof {
  const kind = wordOf(fieldOf(part, 'kind'), KINDS)
  switch (kind) {
    case 'executions-end':
      return { kind, depth: countOf(fieldOf(part, 'depth')) }
    case 'all-states-visited':
      return { kind, states: countOf(fieldOf(part, 'states')) }
    case 'k-induction':
      return {
        kind,
        k: countOf(fieldOf(part, 'k')),
        distinct: itemsOf(fieldOf(part, 'distinct')).map(readPair),
      }
    case 'inductive-invariant':
      return {
        kind,
        integers: wordOf(fieldOf(part, 'integers'), INTEGERS),
        formula: readFormula(fieldOf(part, 'invariant')),
        count: countOf(fieldOf(part, 'clauses')),
        clauses: itemsOf(fieldOf(part, 'readable')).map(textOf),
      }
  }
}

function readPair(part: JsonPart): readonly [number, number] {
  const [first, second, ...others] = itemsOf(part).map(countOf)
  if (first === undefined || second === undefined || others.length > 0)
    return wrong(part, 'a pair of numbers')
  return [first, second]
}

/** Text that is one expression; what it means depends on the model. */
function readFormula(part: JsonPart): string {
  const text = textOf(part)
  try {
    readSExpression(text)
    return text
  } catch (error) {
    if (!(error instanceof SExpressionError)) throw error
    throw new FormatError(part.path, `this is no formula of SMT-LIB: ${error.message}`)
  }
}
