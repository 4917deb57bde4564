/** A measurement is believed for so long: to ask the system more often would cost more than the news is worth. */
const FRESH_MS = 200

/** Tells how many bytes this process holds. */
export function memoryMeter(): () => number {
  let measured = process.memoryUsage.rss()
  let at = performance.now()
  return () => {
    if (performance.now() - at >= FRESH_MS) {
      measured = process.memoryUsage.rss()
      at = performance.now()
    }
    return measured
  }
}
