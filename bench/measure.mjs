import { spawnSync } from 'node:child_process'

/** Seconds of wall-clock time that a process takes from start to end. */
export function processSeconds([command, ...args]) {
  const started = performance.now()
  const { error, signal } = spawnSync(command, args, { stdio: 'ignore' })
  if (error !== undefined || signal !== null)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? signal}`)
  return (performance.now() - started) / 1000
}

/** The seconds of two processes, the median of several runs of each, in turns: what slows the machine down slows both. */
export function sideBySide(first, second, runs = 9) {
  const times = Array.from({ length: runs }, () => [processSeconds(first), processSeconds(second)])
  return [median(times.map(([time]) => time)), median(times.map(([, time]) => time))]
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
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
