/** A text that says something which our terms do not, or that makes no sense. */
export class UnreadableTerm extends Error {
  override readonly name = 'UnreadableTerm'
}
