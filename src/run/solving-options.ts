/** With what to decide, and how long. */
export interface SolvingOptions {
  /**
   * An engine's name: `bmc`, `pdr`, `k-induction`, `spacer` or `explicit`; `auto` for bounded search and proof side by side.
   * @default 'auto'
   */
  readonly engine?: string
  /**
   * Z3 as it comes with the package (`wasm`), a native solver on the PATH (`z3`, `cvc5`), or the path of an SMT-LIB 2 solver.
   * @default 'wasm'
   */
  readonly solver?: string
  /**
   * Seconds after which what is established is reported and the rest is undecided.
   * @default no limit
   */
  readonly timeout?: number
  /** Interrupts the work: what is established is reported, the rest is undecided. */
  readonly signal?: AbortSignal
  /**
   * Whose executions are replaced by the simplest ones that decide the same, in a share of the time: of each property decided by one
   * (`all`), of the gravest violation, or of nobody.
   * @default 'all'
   */
  readonly minimise?: 'gravest' | 'all' | 'none'
}
