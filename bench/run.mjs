// Speed as ratios, both sides measured in this one run. `npm run bench`
import { availableParallelism, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { bmc } from '../dist/engine/bmc.js'
import { loadModel } from '../dist/cli/load-model.js'
import { exportSmtlib } from '../dist/format/smt2.js'
import { openSolver } from '../dist/smt/open-solver.js'
import { loadZ3 } from '../dist/smt/z3.js'
import { processSeconds, solverSeconds } from './measure.mjs'
import { naiveScript } from './naive-encoding.mjs'

const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const solverStart = fileURLToPath(new URL('./solver-start.mjs', import.meta.url))
const flagship = await loadModel('dynamodb-dns')
const rows = []

function note(what, ours, theirs, goal) {
  const ratio = ours / theirs
  rows.push({
    what,
    'ours (s)': ours.toFixed(2),
    'against (s)': theirs.toFixed(2),
    ratio: ratio.toFixed(2),
    goal,
  })
}

function only(system, name) {
  return { ...system, properties: system.properties.filter((property) => property.name === name) }
}

const start = processSeconds(process.execPath, [solverStart])
const check = processSeconds(process.execPath, [cli, 'check', 'dynamodb-dns'])
note(
  'check dynamodb-dns, whole process / starting z3-solver and one trivial query',
  check,
  start,
  'at most 2.0',
)

const fixed = only(flagship.instantiate({ fix: 'cas' }), 'noEmptyEndpoint')
const z3 = await loadZ3()
const warm = await z3.open()
await warm.run('(declare-const warm Bool)(assert warm)(check-sat)')
const searchStarted = performance.now()
const [result] = await bmc.check({
  system: fixed,
  depth: 20,
  openSolver: () => z3.open(),
  report: () => undefined,
})
const search = (performance.now() - searchStarted) / 1000
if (result.verdict.kind !== 'holds') throw new Error(`expected the fix to hold, not ${result.verdict.kind}`)
const naive = await solverSeconds(() => z3.open(), naiveScript(fixed, 20))
if (naive.answer !== 'unsat') throw new Error(`the naive encoding answers ${naive.answer}`)
note('fix=cas holds to depth 20 (2,1,3,2) / naive encoding, same WASM', search, naive.seconds, 'at most 0.01')

const larger = only(
  flagship.instantiate({ fix: 'cas', enactors: 3, endpoints: 2, plans: 4 }),
  'noEmptyEndpoint',
)
const script = exportSmtlib(larger, 16)
const wasm = await solverSeconds(() => z3.open(), script)
const native = await solverSeconds(openSolver('z3'), script)
if (wasm.answer !== native.answer) throw new Error('WASM and native z3 disagree')
note('exported (3,2,4,2) to depth 16: z3 in WASM / native z3', wasm.seconds, native.seconds, 'shown')

const sweep = processSeconds(process.execPath, [cli, 'sweep', 'dynamodb-dns', '--depth', '1..20'])
const deepest = processSeconds(process.execPath, [cli, 'check', 'dynamodb-dns', '--depth', '20'])
note('sweep --depth 1..20 / the deepest check alone', sweep, deepest, 'at most 1.3')

const memory = Math.round(totalmem() / 2 ** 30)
process.stdout.write(
  `${String(availableParallelism())} cores, ${String(memory)} GiB, Node ${process.version}\n`,
)
console.table(rows)
process.exit(0)
