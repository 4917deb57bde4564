import { spawn, spawnSync } from 'node:child_process'
import { watchMemory } from './memory.mjs'

/** Seconds of wall-clock time that a process takes from start to end. */
export function processSeconds([command, ...args]) {
  const started = performance.now()
  const { error, signal } = spawnSync(command, args, { stdio: 'ignore' })
  if (error !== undefined || signal !== null)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? signal}`)
  return (performance.now() - started) / 1000
}

/** The seconds of two processes, the median of several runs of each, in turns: what slows the machine down slows both. */
export function sideBySide(first, second, runs) {
  const times = Array.from({ length: runs }, () => [processSeconds(first), processSeconds(second)])
  return [median(times.map(([time]) => time)), median(times.map(([, time]) => time))]
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/**
 * Runs a program several times: the median of its wall-clock seconds, the most resident memory of the process and all its descendants
 * in MiB (undefined where it cannot be told), and how it ended the last time.
 */
export async function measure(command, { runs, cwd }) {
  const measured = []
  for (let run = 0; run < runs; run++) measured.push(await measureOnce(command, cwd))
  return {
    ...measured.at(-1),
    seconds: median(measured.map(({ seconds }) => seconds)),
    mebibytes: median(measured.map(({ mebibytes }) => mebibytes)),
  }
}

function measureOnce([command, ...args], cwd) {
  const started = performance.now()
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  const peakMemory = watchMemory(child.pid)
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const seconds = (performance.now() - started) / 1000
      resolve({ seconds, mebibytes: peakMemory(), exitCode, printed })
    })
  })
}

/** Seconds that a solver takes for a script, counted from its first to its last answer. */
export async function solverSeconds(openSolver, script) {
  const solver = await openSolver()
  try {
    await solver.run('(set-logic ALL)(push 1)(declare-const warm Bool)(assert warm)(check-sat)(pop 1)(reset)')
    const started = performance.now()
    const printed = await solver.run(script)
    return { seconds: (performance.now() - started) / 1000, answer: printed.trim() }
  } finally {
    await solver.close()
  }
}
