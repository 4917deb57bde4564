/** A request that cannot be carried out as given: what is wrong, and what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  constructor(
    /** One sentence, beginning with the place where it has one. */
    readonly problem: string,
    /** One sentence; empty where the problem says it all. */
    readonly remedy: string,
    /** @param options.cause what went wrong underneath, for --verbose. */
    options: { readonly cause?: unknown; readonly excerpt?: string } = {},
  ) {
    super(`${problem} ${remedy}`, options.cause === undefined ? {} : { cause: options.cause })
    this.excerpt = options.excerpt
  }

  /** The lines of the user's file that the problem is about. */
  readonly excerpt: string | undefined
}
