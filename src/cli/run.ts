import { CommanderError, type Command } from 'commander'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import type { Worker } from '../run/worker.js'
import { describeMisuse } from './misuse.js'
import { createProgram } from './program.js'

/**
 * Runs the command line and says what it came to. Everything is written by then.
 * @param ahead a worker that was started for the command, if it seemed to be one that needs it.
 */
export async function run(words: readonly string[], ahead: Worker | undefined): Promise<ExitCode> {
  // Whoever writes gets to know of failures from the write itself.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  let code: ExitCode = EXIT.holds
  const program = createProgram((found) => {
    code = found
  }, ahead)
  try {
    if (words.length === 0) program.help({ error: true })
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    code = await report(error, { words, program })
  }
  ahead?.kill()
  await Promise.all([process.stdout, process.stderr].map(flushed))
  return code
}

async function report(
  error: unknown,
  { words, program }: { readonly words: readonly string[]; readonly program: Command },
): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.holds
    if (error.code !== 'commander.help')
      process.stderr.write(
        describeMisuse(
          error,
          words,
          program.commands.map((command) => command.name()),
        ),
      )
    return EXIT.usage
  }
  const { describeFailure } = await import('./failure-text.js')
  const { exitCode, text } = describeFailure(error, { verbose: words.includes('--verbose') })
  process.stderr.write(text)
  return exitCode
}

/** Resolves when the stream has passed on what was written to it, or cannot. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => {
      resolve()
    })
  })
}
