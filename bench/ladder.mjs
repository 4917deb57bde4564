// Proofs at ever larger sizes of the flagship, beside Spin's exhaustive search where it ends in reasonable time.
import { exhaustiveSearch, notSearched, proof, showSize, size } from './flagship.mjs'
import { table } from './table.mjs'

const LADDER = [
  { at: size(3, 2, 4), spin: true },
  { at: size(4, 2, 6), spin: true },
  { at: size(5, 2, 6), spin: false },
  { at: size(5, 3, 8), spin: false },
  { at: size(8, 3, 12), spin: false },
  { at: size(12, 3, 16), spin: false },
]

export async function ladder({ runs, quick }) {
  const rows = []
  for (const { at, spin } of quick ? LADDER.slice(0, 1) : LADDER) {
    const search = spin ? await exhaustiveSearch(at, runs) : notSearched
    rows.push({ size: showSize(at), ...(await proof(at, runs)), ...search })
  }
  return table(rows)
}
