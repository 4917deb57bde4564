// Measures how fast premortem is, and writes it into docs/performance.md and its plot: `npm run bench`. Names choose parts:
// `npm run bench -- ratios ladder`. With `--quick` everything is tried once, at small sizes, on a copy of the page. `--draw` only draws.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { drawing } from './drawing.mjs'
import { laidOut, withPart } from './page.mjs'
import { PARTS } from './parts.mjs'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))
const { values: flags, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, draw: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const parts = positionals.length > 0 || flags.draw ? positionals : Object.keys(PARTS)
const unknown = parts.find((name) => !Object.hasOwn(PARTS, name))
if (unknown !== undefined) throw new Error(`${unknown} is none of ${Object.keys(PARTS).join(', ')}`)
if (parts.length > 0) needPrograms()

const folder = flags.quick ? copyOf(docs) : docs
const page = join(folder, 'performance.md')
for (const name of parts) {
  const measured = await PARTS[name]({ runs: flags.quick ? 1 : 3, quick: flags.quick })
  const content = await laidOut(`${measured}\n\n${machine()}`)
  process.stdout.write(`${content}\n`)
  writeFileSync(page, withPart(readFileSync(page, 'utf8'), name, content))
}
writeFileSync(join(folder, 'performance.svg'), drawing(readFileSync(page, 'utf8')))
process.stderr.write(`written: ${page}\n`)
process.exit(0) // Z3 would keep the process alive

function machine() {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} cores, ${memory} GiB, Node ${process.version}`
}

/** What is measured beside ours, so that it is not found missing after minutes. */
function needPrograms() {
  for (const [program, flag] of Object.entries({ spin: '-V', cc: '--version', z3: '--version' }))
    if (spawnSync(program, [flag]).error !== undefined)
      throw new Error(`${program} is needed: install the Debian packages spin, gcc and z3`)
}

function copyOf(docs) {
  const copy = mkdtempSync(join(tmpdir(), 'premortem-bench-'))
  copyFileSync(join(docs, 'performance.md'), join(copy, 'performance.md'))
  return copy
}
