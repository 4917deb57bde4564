/** Freezes plain data all the way down. */
export function deepFreeze<Data>(data: Data): Data {
  const seen = new Set<unknown>()
  const pending: unknown[] = [data]
  while (pending.length > 0) {
    const part = pending.pop()
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    Object.freeze(part)
    pending.push(...Object.values<unknown>({ ...part }))
  }
  return data
}
