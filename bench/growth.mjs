// How the time of a proof grows with each parameter of the flagship, the others being fixed.
import { exhaustiveSearch, notSearched, proof, size } from './flagship.mjs'
import { rowsOf, table } from './table.mjs'

/** Spin goes along as far as its states fit into 2 GiB. */
const SERIES = [
  {
    varied: 'enactors',
    values: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    fixed: '2 endpoints, 6 plans',
    sizeAt: (enactors) => size(enactors, 2, 6),
    spinUpTo: 4,
  },
  {
    varied: 'endpoints',
    values: [1, 2, 3, 4],
    fixed: '4 enactors, 6 plans',
    sizeAt: (endpoints) => size(4, endpoints, 6),
    spinUpTo: 2,
  },
  {
    varied: 'plans',
    values: [3, 4, 5, 6, 8, 10, 12, 14, 16],
    fixed: '4 enactors, 2 endpoints',
    sizeAt: (plans) => size(4, 2, plans),
    spinUpTo: 6,
  },
]

export async function growth({ runs, quick }) {
  const blocks = []
  for (const { varied, values, fixed, sizeAt, spinUpTo } of SERIES) {
    const rows = []
    for (const value of quick ? values.slice(0, 2) : values) {
      const search = value <= spinUpTo ? await exhaustiveSearch(sizeAt(value), runs) : notSearched
      rows.push({ [varied]: value, ...(await proof(sizeAt(value), runs)), ...search })
    }
    blocks.push(`${fixed}:`, table(rows))
  }
  return blocks.join('\n\n')
}

/** The panels of the plot, read from what `growth` wrote: the page and the plot cannot disagree. */
export function panelsOf(markdown) {
  const blocks = markdown.trim().split('\n\n')
  return blocks.flatMap((block, place) => {
    if (!block.startsWith('|')) return []
    const rows = rowsOf(block)
    const [varied] = Object.keys(rows[0])
    const curve = (heading) =>
      rows
        .map((row) => ({ x: Number(row[varied]), y: Number.parseFloat(row[heading]) }))
        .filter(({ y }) => !Number.isNaN(y))
    return {
      varied,
      fixed: blocks[place - 1].replace(/:$/, ''),
      curves: { proof: curve('proof (s)'), spin: curve('Spin (s)') },
    }
  })
}
