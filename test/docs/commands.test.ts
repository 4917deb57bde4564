import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maySkip, nativeSolvers } from '../smt/native.js'
import { documents, ROOT, withChanges, type Block, type Change } from './document.js'
import { isExcerpt, isProgram, Programs } from './program.js'
import { commandsOf, isAbridged, matcherOf, normalised, outputExpectedBy, type Command } from './shell.js'

const MAIN = join(ROOT, 'dist', 'cli', 'main.js')

/** `UPDATE_DOCS=1 npx vitest run test/docs` puts what the commands print where the pages show it. Read the difference. */
const UPDATES = process.env.UPDATE_DOCS !== undefined

/** Commands that are for people, or that are run elsewhere. */
const NOT_RUN = ['npm ci', 'npm test', 'npm run build', 'npm run bench', 'npm link']

/** Blocks of TypeScript and of lint configuration have tests of their own; files in VMT-LIB are what commands are about. */
const CODE = ['ts', 'js', 'sh', 'vmt']

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-docs-')))
const programs = join(folder, 'bin')
beforeAll(() => {
  mkdirSync(programs)
  const program = join(programs, 'premortem')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(program, 0o755)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs a command as a reader would who has put each file where its block says. */
function run(
  { line }: Command,
  directory: string,
): { readonly output: string; readonly exitCode: number | null } {
  const environment = {
    ...process.env,
    PATH: [programs, process.env.PATH ?? ''].join(delimiter),
    NO_COLOR: '1',
  }
  const { stdout, stderr, status } = spawnSync('sh', ['-c', line], {
    cwd: directory,
    env: { ...environment, COLUMNS: '100' },
    encoding: 'utf8',
  })
  return { output: stdout + stderr, exitCode: status }
}

/** What `npm start` does after building. */
function startScript(): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string }
  }
  const last = manifest.scripts.start.split('&&').at(-1)?.trim() ?? ''
  return last.replace('node dist/cli/main.js', 'premortem')
}

function runnable(command: Command): Command | undefined {
  if (NOT_RUN.includes(command.line)) return undefined
  if (command.line === 'npm start') return { ...command, line: startScript() }
  if (/^(npx )?premortem\b/.test(command.line)) return { ...command, line: command.line.replace(/^npx /, '') }
  throw new Error(`${command.place}: nothing is known of the command \`${command.line}\``)
}

/** Whether it needs a native solver that may be missing, and is. */
function lacksSolver({ line }: Command): boolean {
  return nativeSolvers.some((name) => new RegExp(`-(solver|with) ${name}\\b`).test(line) && maySkip(name))
}

describe.each(documents().map((page) => ({ ...page, name: page.path })))(
  '$name',
  ({ path, text, blocks }) => {
    const changes: Change[] = []
    const directory = join(folder, path.replaceAll('/', '-'))
    mkdirSync(directory)

    it('has blocks of known kinds only, and says of every output what it is the output of', () => {
      const stray = blocks.filter(
        (block, at) =>
          !CODE.includes(block.language) && outputExpectedBy(blocks[at - 1], block) === undefined,
      )
      expect(stray.map(({ place, language }) => `${place}: ${language}`)).toEqual([])
    })

    const programsHere = blocks.some(isProgram) ? new Programs(join(directory, 'programs')) : undefined

    blocks.forEach((block: Block, at) => {
      const output = outputExpectedBy(block, blocks[at + 1])
      if (block.language === 'ts' && block.file !== '' && !isExcerpt(block)) {
        it(`${block.place}: ${block.file} is put in its place`, () => {
          writeFileSync(join(directory, block.file), block.content)
          programsHere?.add(block.file, block.content)
        })
      }
      if (block.language === 'vmt') {
        it(`${block.place}: ${block.file} is put in its place`, () => {
          writeFileSync(join(directory, block.file), block.content)
        })
      }
      if (isProgram(block)) {
        it(`${block.place}: the program prints what the text says`, () => {
          const file = programsHere?.write(block) ?? ''
          const program = { line: `'${process.execPath}' '${file}'`, exitCode: 0, place: block.place }
          const { output: printed, exitCode } = run(program, directory)
          expect(`exit ${String(exitCode)}\n${exitCode === 0 ? '' : printed}`).toBe('exit 0\n')
          compare(printed, output)
        })
      }
      if (block.language !== 'sh') return
      const commands = commandsOf(block)
      it.skipIf(commands.some(lacksSolver))(`${block.place}: the commands do what the text says`, () => {
        const outcomes = commands.flatMap((command) => {
          const running = runnable(command)
          if (running === undefined) return []
          const outcome = run(running, directory)
          expect(
            `${command.line} # exit ${String(outcome.exitCode)}\n${outcome.exitCode === command.exitCode ? '' : outcome.output}`,
          ).toBe(`${command.line} # exit ${String(command.exitCode)}\n`)
          return [outcome.output]
        })
        compare(outcomes.join(''), output)
      })
    })

    function compare(outcome: string, output: Block | undefined): void {
      if (output === undefined) return
      const printed = normalised(outcome, directory)
      const expected = normalised(output.content, directory)
      if (UPDATES && !isAbridged(output)) {
        changes.push({ block: output, content: outcome.replaceAll(`${directory}/`, '').trimEnd() })
      } else if (!matcherOf(expected).test(printed)) expect(printed).toBe(expected)
    }

    afterAll(() => {
      if (changes.length > 0) writeFileSync(join(ROOT, path), withChanges(text, changes))
    })
  },
)
