/** Closes a case analysis: the compiler rejects the call while a case is missing. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(value)}`)
}
