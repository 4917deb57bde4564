// Checks of the flagship to a depth: what a run costs that does not insist on a proof.
import { showSize, size } from './flagship.mjs'
import { parameters, premortem } from './premortem.mjs'
import { seconds, table, thousands } from './table.mjs'

const SEARCHES = [
  { fix: 'none', at: size(8, 3, 12), flags: '--depth 10' },
  { fix: 'cas', at: size(4, 2, 6), flags: '--depth 20' },
  { fix: 'cas', at: size(4, 2, 6), flags: '--depth 20 --engine bmc' },
]

export async function searches({ runs, quick }) {
  const rows = []
  for (const { fix, at, flags } of quick ? SEARCHES.slice(0, 1) : SEARCHES) {
    process.stderr.write(`check ${showSize(at)} ${fix} ${flags}\n`)
    const params = parameters({ ...at, fix })
    const command = ['check', 'dynamodb-dns', ...params, '--property', 'noEmptyEndpoint']
    const outcome = await premortem([...command, ...flags.split(' ')], runs)
    const [{ verdict, depth }] = outcome.results
    rows.push({
      size: showSize(at),
      fix: `\`${fix}\``,
      'check with': `\`${flags}\``,
      answer: depth === null ? verdict : `${verdict}, depth ${depth}`,
      'time (s)': seconds(outcome),
      'memory (MiB)': thousands(outcome.mebibytes),
    })
  }
  return table(rows)
}
