import { SolverError } from './solver.js'

/**
 * Passes on what a solver printed for a script.
 * @throws SolverError when it printed an `(error ...)`, or `unsupported` for a command that it passed over.
 */
export function refuseErrors(solver: string, script: string, output: string): string {
  const message = errorIn(output)
  if (message === undefined) return output
  throw new SolverError(solver, `${solver} did not accept ${shortened(script)}: ${shortened(message)}`)
}

/**
 * The first complaint among a solver's answers. Answers start on a line of their own. Solvers differ in how they escape quotation
 * marks inside of an error message, or do not, so its end is looked for at the end of a line.
 */
export function errorIn(output: string): string | undefined {
  const message = /^\(error\s+"([^]*?)"\s*\)\s*$/m.exec(output)?.[1]
  if (message !== undefined) return message.replaceAll(/""|\\"/g, '"')
  return /^(?:unsupported$(?:\s*^;.*$)?|\(error\b.*)/m.exec(output)?.[0]
}

/** A text on one line and short enough for a message. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest)}... (${text.length} characters)`
}

const longest = 240
