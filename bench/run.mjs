// Speed as ratios, both sides measured in this one run: `npm run bench`. With `--proofs`, also the proofs against Spin, which takes minutes.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bmc } from '../dist/engine/bmc.js'
import { loadModel } from '../dist/cli/load-model.js'
import { exportSmtlib } from '../dist/format/smt2.js'
import { openSolver } from '../dist/smt/open-solver.js'
import { loadZ3 } from '../dist/smt/z3.js'
import { processSeconds, sideBySide, solverSeconds } from './measure.mjs'
import { naiveScript } from './naive-encoding.mjs'
import { promela } from './promela.mjs'

const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const solverStart = fileURLToPath(new URL('./solver-start.mjs', import.meta.url))
const { definition: flagship } = await loadModel('dynamodb-dns')

function only(system, name) {
  return { ...system, properties: system.properties.filter((property) => property.name === name) }
}

function row(what, ours, theirs, goal) {
  return {
    what,
    'ours (s)': ours.toFixed(2),
    'against (s)': theirs.toFixed(2),
    ratio: (ours / theirs).toFixed(3),
    goal,
  }
}

/** A whole check against the least that any tool on z3-solver can take. */
function startUp() {
  const [check, start] = sideBySide(
    [process.execPath, cli, 'check', 'dynamodb-dns'],
    [process.execPath, solverStart],
  )
  return row(
    'check dynamodb-dns, whole process / start of z3-solver and a trivial query',
    check,
    start,
    'at most 2.0',
  )
}

/** Our encoding against a first draft's, in the same WASM. */
async function encoding() {
  const fixed = only(flagship.instantiate({ fix: 'cas' }), 'noEmptyEndpoint')
  const z3 = await loadZ3()
  const warm = await z3.open()
  await warm.run('(declare-const warm Bool)(assert warm)(check-sat)')
  const started = performance.now()
  const [result] = await bmc.check({
    system: fixed,
    depth: 20,
    openSolver: () => z3.open(),
    report: () => undefined,
  })
  const ours = (performance.now() - started) / 1000
  if (result.verdict.kind !== 'holds') throw new Error(`expected the fix to hold, not ${result.verdict.kind}`)
  const naive = await solverSeconds(() => z3.open(), naiveScript(fixed, 20))
  if (naive.answer !== 'unsat') throw new Error(`the naive encoding answers ${naive.answer}`)
  return row(
    'fix=cas holds to depth 20 at (2,1,3,2) / naive encoding in the same WASM',
    ours,
    naive.seconds,
    'at most 0.01',
  )
}

async function wasmAgainstNative() {
  const larger = only(
    flagship.instantiate({ fix: 'cas', enactors: 3, endpoints: 2, plans: 4 }),
    'noEmptyEndpoint',
  )
  const script = exportSmtlib(larger, 16)
  const wasm = await solverSeconds(openSolver('wasm'), script)
  const native = await solverSeconds(openSolver('z3'), script)
  if (wasm.answer !== native.answer) throw new Error('WASM and native z3 disagree')
  return row('exported (3,2,4,2) to depth 16: z3 in WASM / native z3', wasm.seconds, native.seconds, 'shown')
}

function sweeping() {
  const [sweep, deepest] = sideBySide(
    [process.execPath, cli, 'sweep', 'dynamodb-dns', '--depth', '1..20'],
    [process.execPath, cli, 'check', 'dynamodb-dns', '--depth', '20', '--engine', 'bmc'],
  )
  return row('sweep --depth 1..20 / the deepest check alone', sweep, deepest, 'at most 1.3')
}

/** A proof at every depth against Spin's exhaustive search, its compilation included. */
function proofs() {
  const folder = mkdtempSync(join(tmpdir(), 'premortem-bench-'))
  try {
    return [
      { enactors: 3, endpoints: 2, plans: 4, spin: true },
      { enactors: 4, endpoints: 2, plans: 6, spin: true },
      { enactors: 5, endpoints: 2, plans: 6, spin: false },
      { enactors: 5, endpoints: 3, plans: 8, spin: false },
      { enactors: 8, endpoints: 3, plans: 12, spin: false },
      { enactors: 12, endpoints: 3, plans: 16, spin: false },
    ].map(({ spin, ...size }) => {
      const params = Object.entries({ ...size, age: 2, fix: 'cas' }).flatMap(([name, value]) => [
        '--param',
        `${name}=${value}`,
      ])
      const command = [
        cli,
        'prove',
        'dynamodb-dns',
        ...params,
        '--property',
        'noEmptyEndpoint',
        '--engine',
        'pdr',
      ]
      const ours = processSeconds([process.execPath, ...command])
      writeFileSync(join(folder, 'dns.pml'), promela({ ...size, age: 2 }))
      const search =
        'spin -a dns.pml && cc -O2 -DSAFETY -DNOFAIR -o pan pan.c && ./pan -m1000000 | grep -q "errors: 0"'
      const theirs = spin ? processSeconds(['sh', '-c', `cd ${folder} && ${search}`]) : undefined
      return {
        size: `(${size.enactors},${size.endpoints},${size.plans},2)`,
        'premortem prove (s)': ours.toFixed(2),
        'spin, whole state space (s)': theirs === undefined ? 'not run' : theirs.toFixed(2),
      }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const memory = Math.round(totalmem() / 2 ** 30)
process.stdout.write(`${availableParallelism()} cores, ${memory} GiB, Node ${process.version}\n`)
console.table([startUp(), sweeping(), await wasmAgainstNative(), await encoding()])
if (process.argv.includes('--proofs')) {
  if (spawnSync('spin', ['-V']).status !== 0)
    throw new Error('spin is needed: install the Debian package of that name')
  console.table(proofs())
}
process.exit(0)
