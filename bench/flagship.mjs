// The fixed DynamoDB model at one size: its proof by premortem, and its exhaustive search by Spin. Each size is measured once, whichever
// tables it is in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure } from './measure.mjs'
import { parameters, premortem, TIMEOUT } from './premortem.mjs'
import { promela } from './promela.mjs'
import { seconds, thousands } from './table.mjs'

export function size(enactors, endpoints, plans) {
  return { enactors, endpoints, plans, age: 2 }
}

export function showSize(size) {
  return `(${Object.values(size).join(',')})`
}

const proved = new Map()
const searched = new Map()

/** What the tables say of the proof, the whole process. */
export function proof(size, runs) {
  return once(proved, size, 'proof', async () => {
    const params = parameters({ ...size, fix: 'cas' })
    const command = ['prove', 'dynamodb-dns', ...params, '--property', 'noEmptyEndpoint', '--engine', 'pdr']
    const outcome = await premortem(command, runs)
    const [{ verdict, certificate }] = outcome.results
    if (verdict === 'violated') throw new Error(`${showSize(size)}: the fix is said not to hold`)
    return {
      'proof (s)': verdict === 'proved' ? seconds(outcome) : `none in ${TIMEOUT}`,
      'memory (MiB)': thousands(outcome.mebibytes),
      clauses: thousands(certificate?.clauses),
    }
  })
}

const SEARCH = 'spin -a dns.pml && cc -w -O2 -DSAFETY -DNOFAIR -o pan pan.c && ./pan -m1000000'

/** What the tables say of Spin's search of the whole state space, its generation and compilation included. */
export function exhaustiveSearch(size, runs) {
  return once(searched, size, 'Spin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'premortem-bench-'))
    try {
      writeFileSync(join(folder, 'dns.pml'), promela(size))
      const outcome = await measure(['sh', '-c', SEARCH], { runs, cwd: folder })
      return {
        'Spin (s)': seconds(outcome),
        'Spin (MiB)': thousands(outcome.mebibytes),
        'Spin: states': thousands(statesOf(outcome.printed)),
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}

export const notSearched = { 'Spin (s)': '', 'Spin (MiB)': '', 'Spin: states': '' }

/** How many states Spin stored. @throws Error for a search that found something or was cut short. */
function statesOf(printed) {
  const states = Number(/^\s*([\d.e+]+) states, stored/m.exec(printed)?.[1])
  if (!printed.includes('errors: 0') || /error: max search depth|interrupted|out of memory/.test(printed))
    throw new Error(`Spin's search is not complete, or found something:\n${printed}`)
  return states
}

async function once(known, size, what, measureIt) {
  const key = showSize(size)
  if (!known.has(key)) {
    process.stderr.write(`${what} ${key}\n`)
    known.set(key, await measureIt())
  }
  return known.get(key)
}
