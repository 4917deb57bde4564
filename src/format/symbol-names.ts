/** Names for the symbols of a file: each as it appears in traces where that is free, and none used twice. */
export class SymbolNames {
  private readonly taken = new Set<string>()

  /** @param isReserved whether a name means something else in the file's language; never one that has a `#`. */
  constructor(private readonly isReserved: (name: string) => boolean) {}

  /**
   * The name, or where it is not free, the name with the first number that makes it so: `store#2`.
   * @param endings of further names that shall be free too, and are taken with it: `'` for the next value.
   */
  take(name: string, endings: readonly string[] = []): string {
    const all = (candidate: string): readonly string[] => [
      candidate,
      ...endings.map((end) => candidate + end),
    ]
    const isFree = (each: string): boolean => !this.taken.has(each) && !this.isReserved(each)
    let free = name
    for (let number = 2; !all(free).every(isFree); number++) free = `${name}#${String(number)}`
    for (const each of all(free)) this.taken.add(each)
    return free
  }
}
