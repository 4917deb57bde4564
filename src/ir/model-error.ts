import type { SourcePlace } from './system.js'

/** What can be wrong with a model, as stable codes. */
export type ModelErrorCode =
  | 'bad-name'
  | 'bad-parameter'
  | 'conflicting-names'
  | 'conflicting-updates'
  | 'domain-too-large'
  | 'empty-domain'
  | 'ghost-read'
  | 'misplaced-clause'
  | 'misplaced-next'
  | 'not-an-index'
  | 'reserved-name'
  | 'type-mismatch'
  | 'unbound-name'
  | 'unbounded-integer'
  | 'unknown-label'
  | 'unknown-member'
  | 'unknown-property'
  | 'unknown-variable'
  | 'unnamed-property'
  | 'unnamed-state'

/** A model that cannot be checked as written: what is wrong, where in the user's file, and what to write instead. */
export class ModelError extends Error {
  override readonly name = 'ModelError'

  constructor(
    readonly code: ModelErrorCode,
    /** What is wrong, one sentence. */
    readonly problem: string,
    /** What to write instead, one sentence. */
    readonly remedy: string,
    readonly place?: SourcePlace,
  ) {
    super(`${place === undefined ? '' : `${place.file}:${String(place.line)}: `}${problem} ${remedy}`)
  }
}
