import { ModelError, type ModelErrorCode } from '../ir/model-error.js'
import { callerPlace } from './place.js'

/** An error in the call that the user's code is making now. */
export function complaint(code: ModelErrorCode, problem: string, remedy: string): ModelError {
  return new ModelError(code, problem, remedy, callerPlace())
}
