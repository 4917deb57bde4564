/** Does one piece of work at a time, in the order asked for. Work that fails does not hold up the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Settles as the work does, once everything asked for before is over. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work)
    this.#last = turn
    return turn
  }
}
