import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * How a program that stands in for a native solver behaves.
 * - `dead`: ends at once. `mute`: starts, and never answers anything. `dies`: ends at the first query. `never`: does not answer queries.
 * - `wrapper`: as `never`, and starts another program.
 * - `nonsense`, `unknown`, `sat`, `unsat`: says so to every query. `undecided`: the first two of an execution, then `unknown`.
 * - `blind`: finds executions, but none that does what it is asked about.
 * - `careless`: is Z3, but forgets what steps make of the cell n.
 */
export type Behaviour =
  | 'dead'
  | 'mute'
  | 'dies'
  | 'never'
  | 'wrapper'
  | 'nonsense'
  | 'unknown'
  | 'sat'
  | 'unsat'
  | 'undecided'
  | 'blind'
  | 'careless'

/** Writes such a program into a folder. @returns its path. */
export function fakeSolver(folder: string, behaviour: Behaviour): string {
  const file = join(folder, `fake-${behaviour}.cjs`)
  writeFileSync(file, `#!/usr/bin/env node\nconst behaviour = '${behaviour}'\n${PROGRAM}`)
  chmodSync(file, 0o755)
  return file
}

const PROGRAM = String.raw`
if (behaviour === 'dead') {
  console.error('no licence')
  process.exit(3)
}
if (['mute', 'never', 'wrapper'].includes(behaviour)) setInterval(() => undefined, 1000)
if (behaviour === 'wrapper') {
  require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'])
}
const z3 = behaviour === 'careless' ? require('node:child_process').spawn('z3', ['-in', '-smt2']) : undefined
z3?.stdout.pipe(process.stdout)
let isStuck = behaviour === 'mute'
let assumed = ''
require('node:readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (isStuck) return
    if (z3 !== undefined) {
      if (!/^\(assert \(= \|n@[1-9]/.test(line)) z3.stdin.write(line + '\n')
      return
    }
    const answer = answerTo(line)
    if (answer !== undefined) console.log(answer)
  })
  .on('close', () => z3?.stdin.end())

function answerTo(line) {
  if (line.startsWith('(echo ')) return line.slice(6, -1)
  if (line.startsWith('(get-info :name')) return '(:name "Fake")'
  if (line.startsWith('(get-info :version')) return '(:version "1.0")'
  if (line.startsWith('(get-info :reason-unknown')) return '(:reason-unknown "tired")'
  if (line.startsWith('(get-unsat-assumptions')) return assumed
  if (!line.startsWith('(check-sat')) return undefined
  assumed = /^\(check-sat-assuming (\(.*\))\)$/.exec(line)?.[1] ?? '()'
  switch (behaviour) {
    case 'dies':
      console.error('segmentation fault')
      process.exit(139)
    case 'never':
    case 'wrapper':
      isStuck = true
      return undefined
    case 'nonsense':
      return 'perhaps'
    case 'undecided':
      return assumed === '()' ? 'sat' : 'unknown'
    case 'blind':
      return assumed === '()' ? 'sat' : 'unsat'
    default:
      return behaviour
  }
}
`
