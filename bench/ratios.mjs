// Ratios of two times, both measured in this one run: of all that is measured these say most on a machine that is not ours.
import { bmc } from '../dist/engine/bmc.js'
import { loadModel } from '../dist/cli/load-model.js'
import { exportSmtlib } from '../dist/format/smt2.js'
import { openSolver } from '../dist/smt/open-solver.js'
import { loadZ3 } from '../dist/smt/z3.js'
import { fileURLToPath } from 'node:url'
import { sideBySide, solverSeconds } from './measure.mjs'
import { naiveScript } from './naive-encoding.mjs'
import { cli } from './premortem.mjs'
import { table } from './table.mjs'

const solverStart = fileURLToPath(new URL('./solver-start.mjs', import.meta.url))

export async function ratios({ quick }) {
  const runs = quick ? 1 : 9
  const { definition: flagship } = await loadModel('dynamodb-dns')
  process.stderr.write('ratios\n')
  const rows = [startUp(runs), sweeping(runs)]
  if (!quick) rows.push(await wasmAgainstNative(flagship), await encoding(flagship))
  return table(rows)
}

function only(system, name) {
  return { ...system, properties: system.properties.filter((property) => property.name === name) }
}

function row(what, ours, theirs, goal) {
  return {
    'what / against what': what,
    'ours (s)': ours.toFixed(2),
    'against (s)': theirs.toFixed(2),
    ratio: (ours / theirs).toFixed(3),
    goal,
  }
}

/** A whole check against the least that any tool on z3-solver can take. */
function startUp(runs) {
  const [check, start] = sideBySide(
    [process.execPath, cli, 'check', 'dynamodb-dns'],
    [process.execPath, solverStart],
    runs,
  )
  return row(
    '`check dynamodb-dns`, whole process / start of z3-solver and a trivial query',
    check,
    start,
    'at most 2.0',
  )
}

function sweeping(runs) {
  const [sweep, deepest] = sideBySide(
    [process.execPath, cli, 'sweep', 'dynamodb-dns', '--depth', '1..20'],
    [process.execPath, cli, 'check', 'dynamodb-dns', '--depth', '20', '--engine', 'bmc'],
    runs,
  )
  return row('`sweep --depth 1..20` / the deepest check alone', sweep, deepest, 'at most 1.3')
}

async function wasmAgainstNative(flagship) {
  const larger = only(
    flagship.instantiate({ fix: 'cas', enactors: 3, endpoints: 2, plans: 4 }),
    'noEmptyEndpoint',
  )
  const script = exportSmtlib(larger, 16)
  const wasm = await solverSeconds(openSolver('wasm'), script)
  const native = await solverSeconds(openSolver('z3'), script)
  if (wasm.answer !== native.answer) throw new Error('WASM and native z3 disagree')
  return row(
    'exported (3,2,4,2) to depth 16: Z3 in WebAssembly / native Z3',
    wasm.seconds,
    native.seconds,
    'shown',
  )
}

/** Our encoding against a first draft's, in the same WASM. */
async function encoding(flagship) {
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
    'fix=cas holds to depth 20 at (2,1,3,2) / a naive encoding in the same Z3',
    ours,
    naive.seconds,
    'at most 0.01',
  )
}
