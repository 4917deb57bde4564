import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CommanderError } from 'commander'
import { describeFailure, type FailureReport } from '../../src/cli/failure-text.js'
import { describeMisuse } from '../../src/cli/misuse.js'
import { createProgram } from '../../src/cli/program.js'
import { LOST_UPDATE, OVERFLOW } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
const home = process.cwd()
beforeAll(() => {
  process.chdir(place.folder)
  place.write('lost-update.ts', LOST_UPDATE)
  place.write('no-default.ts', 'export const x = 1\n')
  place.write('no-model.ts', 'export default { name: 1 }\n')
  place.write('syntax.ts', 'const a: number = 1\nexport default {{\n')
  place.write(
    'throws.ts',
    "interface A { a: string }\n\nfunction f(): never {\n  throw new RangeError('kaputt')\n}\nf()\n",
  )
  place.write('throws-a-string.ts', "throw 'kaputt'\n")
  place.write('bad-import.ts', "import { x } from './nowhere'\nexport default x\n")
  place.write(
    'lost-label.ts',
    LOST_UPDATE.replace('seen.becomes(total))', "seen.becomes(total), goto('wirte'))").replace(
      'import { all,',
      'import { all, goto,',
    ),
  )
  place.write(
    'throws-when-built.ts',
    LOST_UPDATE.replace(
      'const total',
      "if (workers > 2) throw new Error('no more than two')\n    const total",
    ),
  )
  place.write('unbounded.ts', OVERFLOW.replace('range(0, 2)', 'integer()').replace('range,', 'integer,'))
  place.write('data.txt', 'x')
  mkdirSync(join(place.folder, 'empty'))
})
afterAll(() => {
  process.chdir(home)
  place.close()
})

const MODEL = 'lost-update.ts'

/** What the command line answers to these words, in this process. */
async function refusal(words: readonly string[]): Promise<FailureReport> {
  const program = createProgram(() => undefined)
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) return describeFailure(error, { verbose: false })
    const commands = program.commands.map((command) => command.name())
    return { exitCode: 2, text: describeMisuse(error, words, commands) }
  }
  throw new Error('nothing is wrong with that')
}

describe('a bad request is refused with one message and exit code 2', () => {
  it.each<readonly [string, readonly string[], string]>([
    [
      'no such file',
      ['sweep', 'nowhere.ts'],
      'There is no file nowhere.ts.\n  Give the path of a model file',
    ],
    ['no such folder', ['sweep', 'no/where'], 'There is no file no/where.\n'],
    [
      'no such story',
      ['sweep', 'dynamodb-dsn'],
      'There is no model `dynamodb-dsn`: no such file, and no such story in the gallery.\n  Did you mean `dynamodb-dns`?',
    ],
    [
      'a folder without a model',
      ['sweep', 'empty'],
      'The folder empty has no model.\n  It would be called model.ts.\n',
    ],
    [
      'a file of another kind',
      ['sweep', 'data.txt'],
      'data.txt is no model file.\n  Model files end in .ts, ',
    ],
    [
      'no default export',
      ['sweep', 'no-default.ts'],
      'no-default.ts has no default export.\n  Write `export default model({ ... })`.\n',
    ],
    [
      'something else than a model',
      ['sweep', 'no-model.ts'],
      'no-model.ts exports something else than a model.\n',
    ],
    [
      'what is not TypeScript',
      ['sweep', 'syntax.ts'],
      'syntax.ts:2: The file is not TypeScript: Unexpected token.\n    2 | export default {{\n',
    ],
    [
      'a file that throws',
      ['sweep', 'throws.ts'],
      "throws.ts:4: The model file throws RangeError: kaputt\n    4 |   throw new RangeError('kaputt')\n",
    ],
    [
      'a file that throws no error',
      ['sweep', 'throws-a-string.ts'],
      "throws-a-string.ts: The model file throws 'kaputt'.\n",
    ],
    [
      'an import of nothing',
      ['sweep', 'bad-import.ts'],
      "bad-import.ts:1: Cannot find module './nowhere'.\n    1 | import { x } from './nowhere'\n",
    ],
    [
      'a model with an error',
      ['sweep', 'lost-label.ts'],
      'lost-label.ts:14: The process goes to `wirte`, where it has no step.\n  Did you mean `write`?',
    ],
    [
      'a model that throws when it is built',
      ['sweep', 'throws-when-built.ts', '--param', 'workers=3'],
      'throws-when-built.ts:10: The model file throws Error: no more than two\n    10 |     if (workers > 2)',
    ],
    [
      'no such parameter',
      ['sweep', MODEL, '--param', 'worker=2'],
      'The model has no parameter `worker`.\n  Did you mean `workers`?',
    ],
    [
      'a parameter without a value',
      ['sweep', MODEL, '--param', 'workers'],
      '--param workers sets nothing.\n  Write --param NAME=VALUE.\n',
    ],
    [
      'a parameter given twice',
      ['sweep', MODEL, '--param', 'workers=2', '--param', 'workers=3'],
      'The parameter `workers` is given twice.\n',
    ],
    [
      'a number that is none',
      ['sweep', MODEL, '--param', 'workers=two'],
      'The parameter `workers` cannot be `two`.\n  Give a whole number from 1 to 4.',
    ],
    [
      'a number out of bounds',
      ['sweep', MODEL, '--param', 'workers=5'],
      'The parameter `workers` cannot be `5`.\n  Give a whole number from 1 to 4.',
    ],
    [
      'no such variant',
      ['sweep', MODEL, '--param', 'fix=atmoic'],
      'The parameter `fix` cannot be `atmoic`.\n  Did you mean `atomic`?',
    ],
    [
      'no such property',
      ['sweep', MODEL, '--property', 'nothinglost'],
      'lost-update has no property `nothinglost`.\n  Did you mean `nothingLost`?',
    ],
    [
      'no such property in a list',
      ['sweep', MODEL, '--inv', 'range,x'],
      'lost-update has no property `x`.\n',
    ],
    [
      'no such engine',
      ['sweep', MODEL, '--engine', 'bcm'],
      'There is no engine `bcm`.\n  Did you mean `bmc`?',
    ],
    ['no such solver', ['sweep', MODEL, '--solver', './z3'], 'There is no program ./z3 to be the solver.\n'],
    [
      'no such solver in PATH',
      ['sweep', MODEL, '--solver', 'no-such-z3'],
      'There is no program `no-such-z3` in PATH to be the solver.\n',
    ],
    [
      'no such format',
      ['sweep', MODEL, '--format', 'xml'],
      'There is no format `xml` here.\n  Choose one of text, csv, json, jsonl, html.\n',
    ],
    [
      'a format that only sweeps have',
      ['simulate', MODEL, '--format', 'csv'],
      'There is no format `csv` here.\n',
    ],
    [
      'a file of which nobody knows what is to be in it',
      ['sweep', MODEL, '--out', 'report.md'],
      'The ending of report.md does not say what is to be in it.\n  Give it one of the endings .json, .jsonl, .txt, .html, .csv, or a --format: the n-th --format is for the n-th --out.\n',
    ],
    [
      'a file that would be the model itself',
      ['check', MODEL, '--out', MODEL],
      'The ending of lost-update.ts does not say what is to be in it.\n',
    ],
    [
      'a file that is a folder',
      ['check', MODEL, '--out-itf', '.'],
      '. cannot be written: it is a folder.\n  Choose another file.\n',
    ],
    [
      'a depth that is none',
      ['sweep', MODEL, '--depth', 'deep'],
      '--depth cannot be `deep`.\n  Give a range of whole numbers such as 1..20',
    ],
    ['a negative depth', ['sweep', MODEL, '--depth', '-1'], '--depth cannot be `-1`.\n'],
    [
      'two depths',
      ['sweep', MODEL, '--depth', '3', '--length', '4'],
      'The depth is given twice: --length and --max-steps mean --depth.\n',
    ],
    ['a time that is up at once', ['sweep', MODEL, '--timeout', '0'], '--timeout cannot be `0`.\n'],
    [
      'an unknown option',
      ['sweep', MODEL, '--depht', '3'],
      "Unknown option '--depht'.\n  Did you mean --depth?\n",
    ],
    ['an unknown command', ['sweeep', MODEL], 'There is no command `sweeep`.\n  Did you mean `sweep`?\n'],
    ['no model', ['check'], "Missing required argument 'model'.\n"],
    ['jobs that are none', ['sweep', MODEL, '--jobs', '0'], '--jobs cannot be `0`.\n'],
    [
      'a sweep over an empty range',
      ['sweep', MODEL, '--param', 'workers=3..2'],
      'workers=3..2 is an empty range.\n',
    ],
    [
      'a sweep out of bounds',
      ['sweep', MODEL, '--param', 'workers=3..5'],
      'The parameter `workers` cannot be `5`.\n',
    ],
    [
      'an export that there is not',
      ['export', MODEL, '--format', 'json'],
      'There is no format `json` here.\n  Choose one of smt2, vmt, btor2.\n',
    ],
    [
      'a depth for a file that has none',
      ['export', MODEL, '--out', 'a.vmt', '--out', 'b.vmt', '--out', 'c.btor', '--length', '3'],
      'A file in the format vmt or btor2 is the whole system, without a depth.\n  Leave --depth away, or ask for the search up to a depth with --format smt2.\n',
    ],
    [
      'unbounded integers as bit-vectors',
      ['export', 'unbounded.ts', '--out', 'a.btor2'],
      'unbounded.ts:6: `x` holds an integer without bounds, and BTOR2 has only bit-vectors.\n' +
        '  Give it bounds, as range(lo, hi) does in place of integer(), or export the model as vmt or smt2. [unbounded-integer]\n',
    ],
  ])('%s', async (_, words, message) => {
    const { exitCode, text } = await refusal(words)
    expect(text).toContain(`premortem: ${message}`)
    expect(text).not.toMatch(/^ +at /m)
    expect(exitCode).toBe(2)
  })
})

describe('the program refuses', () => {
  it('with the message on standard error, and nothing on standard output', () => {
    expect(place.premortem(['no-default.ts', '--format', 'json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'premortem: no-default.ts has no default export.\n  Write `export default model({ ... })`.\n',
    })
  })

  it('with the stack traces of the error and its cause when more is wanted', () => {
    const { status, stderr } = place.premortem(['throws.ts', '--verbose'])
    expect(stderr).toMatch(/^ +at f \(.*throws\.ts:4:\d+\)$/m)
    expect(status).toBe(2)
  })

  it('with the help when nothing is asked for', () => {
    const { status, stdout, stderr } = place.premortem([])
    expect(stderr).toMatch(/^Usage: premortem /)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})
