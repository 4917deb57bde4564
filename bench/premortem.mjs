import { fileURLToPath } from 'node:url'
import { measure } from './measure.mjs'

export const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** After so many seconds a run is given up. */
export const TIMEOUT = 600

/** That properties are violated or undecided is an answer; other exit codes are failures. */
const ANSWERS = [0, 10, 11, 12]

/** Measures a command of premortem, the whole process, and reads what it found. */
export async function premortem(args, runs) {
  const command = [process.execPath, cli, ...args, '--timeout', `${TIMEOUT}`, '--format', 'json']
  const { seconds, mebibytes, exitCode, printed } = await measure(command, { runs })
  if (!ANSWERS.includes(exitCode)) throw new Error(`premortem ${args.join(' ')}: exit code ${exitCode}`)
  return { seconds, mebibytes, results: JSON.parse(printed).results }
}

export function parameters(params) {
  return Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`])
}
