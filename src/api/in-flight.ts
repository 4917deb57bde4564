import type { Step } from '../trace/trace.js'

/** Waits until it is the client's turn again. Code awaits it before each part that is atomic. */
export type Turn = () => Promise<void>

/** Clients that go on one at a time. */
export interface InFlight {
  /**
   * Lets the client that takes the step go on, alone, until it awaits its next turn or has ended. At its first step the client begins.
   * @throws what the client throws, and TypeError for a client that is not there or has ended.
   */
  readonly advance: (step: Pick<Step, 'process'>) => Promise<void>
}

/**
 * Keeps asynchronous clients in flight, each as a process of a model, so that a trace decides which of them goes on: `advance` is what an
 * adapter of `drive` does for a step.
 * @param clients by the names of the processes, `request[0]`; each gets its own turn to await.
 * @example
 * ```ts
 * import { inFlight } from 'premortem'
 *
 * const talk = (name: string) => async (turn: () => Promise<void>) => {
 *   await turn()
 *   console.log(`${name}: hello`)
 *   await turn()
 *   console.log(`${name}: bye`)
 * }
 * const { advance } = inFlight({ ann: talk('ann'), bob: talk('bob') })
 * for (const process of ['ann', 'bob', 'bob', 'ann']) await advance({ process })
 * ```
 *
 * ```text
 * ann: hello
 * bob: hello
 * bob: bye
 * ann: bye
 * ```
 */
export function inFlight(clients: Readonly<Record<string, (turn: Turn) => Promise<unknown>>>): InFlight {
  const flights = new Map(Object.entries(clients).map(([name, run]) => [name, new Flight(name, run)]))
  return {
    advance: async ({ process }) => {
      const flight = process === undefined ? undefined : flights.get(process)
      if (flight === undefined) {
        const known = [...flights.keys()].join(', ')
        throw new TypeError(`there is no client ${process ?? 'for a step of no process'}; there is ${known}`)
      }
      await flight.advance()
    },
  }
}

/** One client. */
class Flight {
  /** Lets it go on from where it awaits its turn; undefined before it begins, while it runs, and when it has ended. */
  #goOn: (() => void) | undefined
  /** Tells that it awaits its turn, or has ended. */
  #halt: () => void = () => undefined
  #hasBegun = false
  #failure: { readonly reason: unknown } | undefined

  constructor(
    private readonly name: string,
    private readonly run: (turn: Turn) => Promise<unknown>,
  ) {}

  async advance(): Promise<void> {
    if (!this.#hasBegun) {
      this.#hasBegun = true
      await this.#untilHalt(() => void this.#fly())
    }
    this.#throwFailure()
    const goOn = this.#goOn
    if (goOn === undefined) throw new TypeError(`${this.name} awaits no turn: it has ended`)
    this.#goOn = undefined
    await this.#untilHalt(goOn)
  }

  async #untilHalt(go: () => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#halt = resolve
      go()
    })
    this.#throwFailure()
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.reason
  }

  async #fly(): Promise<void> {
    try {
      await this.run(() => this.#turn())
    } catch (reason) {
      this.#failure = { reason }
    }
    this.#goOn = undefined
    this.#halt()
  }

  #turn(): Promise<void> {
    if (this.#goOn !== undefined) {
      return Promise.reject(new TypeError(`${this.name} awaits two turns at once`))
    }
    return new Promise((resolve) => {
      this.#goOn = resolve
      this.#halt()
    })
  }
}
