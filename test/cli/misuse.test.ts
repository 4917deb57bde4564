import { describe, expect, it } from 'vitest'
import { describeMisuse } from '../../src/cli/misuse.js'
import { createProgram } from '../../src/cli/program.js'
import { CommanderError } from 'commander'

/** What the command line says to these words, none of which start a command. */
async function complaint(...words: readonly string[]): Promise<string> {
  const program = createProgram(() => undefined)
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return describeMisuse(
      error,
      words,
      program.commands.map((command) => command.name()),
    )
  }
  throw new Error('nothing is wrong with that')
}

describe('a command line that cannot be understood is answered with', () => {
  it.each([
    [
      ['check', 'm', '--depht', '3'],
      "premortem: Unknown option '--depht'.\n  Did you mean --depth?\n  See premortem check --help.\n",
    ],
    [
      ['m', '--depth', '-1'],
      'premortem: --depth cannot be `-1`.\n  Give a whole number from 0 on.\n  See premortem --help.\n',
    ],
    [
      ['m', '--max-steps', 'x'],
      'premortem: --max-steps cannot be `x`.\n  Give a whole number from 0 on.\n  See premortem --help.\n',
    ],
    [
      ['sweep', 'm', '--depth', '9..1'],
      'premortem: --depth cannot be `9..1`.\n  Give a range of whole numbers such as 1..20, or the last of them.\n  See premortem sweep --help.\n',
    ],
    [
      ['chekc', 'm'],
      'premortem: There is no command `chekc`.\n  Did you mean `check`?\n  See premortem --help.\n',
    ],
    [
      ['check', 'm', 'n'],
      "premortem: Too many arguments for 'check'. Expected 1 argument but got 2.\n  See premortem check --help.\n",
    ],
    [['check'], "premortem: Missing required argument 'model'.\n  See premortem check --help.\n"],
    [
      ['check', 'm', '--depth'],
      "premortem: Option '--depth <steps>' argument missing.\n  See premortem check --help.\n",
    ],
    [['export', 'm', '--jobs', '2'], "premortem: Unknown option '--jobs'.\n  See premortem export --help.\n"],
  ])('%j', async (words, text) => {
    expect(await complaint(...words)).toBe(text)
  })
})
