/** Two of our own answers disagree: never a verdict, always a defect of premortem to be reported. */
export class SelfCheckError extends Error {
  override readonly name = 'SelfCheckError'
}
