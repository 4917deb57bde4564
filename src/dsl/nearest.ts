/** The candidate that a misspelt name most likely meant, if any is close. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3))
  let best: { readonly candidate: string; readonly distance: number } | undefined
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (
      distance <= limit &&
      distance < Math.max(name.length, candidate.length) &&
      distance < (best?.distance ?? Infinity)
    )
      best = { candidate, distance }
  }
  return best?.candidate
}

/** The remedy for an unknown name: the nearest one, and all there are. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const guess = nearest(name, candidates)
  const all = candidates.map((candidate) => `\`${candidate}\``).join(', ')
  return `${guess === undefined ? '' : `Did you mean \`${guess}\`? `}There is ${all === '' ? 'none' : all}.`
}

/** How many letters have to be inserted, deleted or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of a.split('').entries()) {
    const current = [row + 1]
    for (const [column, other] of b.split('').entries()) {
      const [left = 0, above = 0, diagonal = 0] = [current[column], previous[column + 1], previous[column]]
      current.push(Math.min(left + 1, above + 1, diagonal + (letter === other ? 0 : 1)))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
