import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'
import { packageVersion } from './version.js'

const TEMPLATES = new URL('../../templates/project/', import.meta.url)

/** The files of a new project, and what they are called in the package: some names mean something to npm and git. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': 'package.template.json',
  'tsconfig.json': 'tsconfig.template.json',
  'eslint.config.js': 'eslint.template.js',
  '.gitignore': 'gitignore',
  'models/job-queue.ts': 'models/job-queue.ts',
  'test/models.test.ts': 'test/models.test.ts',
  '.github/workflows/premortem.yml': 'workflows/premortem.yml',
}

/**
 * `premortem init`: a project with a model to start from, a test that checks it, lint rules and a workflow for continuous integration.
 * Nothing that is there is overwritten.
 * @throws UsageError when a file is in the way, or the folder cannot be written.
 */
export async function runInit(folder: string, terminal: Terminal): Promise<ExitCode> {
  const root = resolve(folder)
  const inTheWay = Object.keys(FILES).filter((file) => existsSync(join(root, file)))
  if (inTheWay.length > 0) {
    throw new UsageError(
      `${folder} has already got ${inTheWay.join(', ')}.`,
      'Choose a new folder: premortem init my-models',
    )
  }
  const values = { name: packageName(basename(root)), version: packageVersion() }
  try {
    for (const [file, template] of Object.entries(FILES)) {
      const text = await readFile(fileURLToPath(new URL(template, TEMPLATES)), 'utf8')
      const target = join(root, file)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, filled(text, values), { flag: 'wx' })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(
      `The project cannot be written: ${reason}.`,
      'Choose a folder that can be written to.',
      {
        cause: error,
      },
    )
  }
  await terminal.print(welcome(folder))
  return EXIT.holds
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((rest, [name, value]) => rest.replaceAll(`{{${name}}}`, value), text)
}

/** What npm allows as a name. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
  return name === '' ? 'models' : name
}

function welcome(folder: string): string {
  const enter = folder === '.' ? '' : `  cd ${folder}\n`
  return `${Object.keys(FILES)
    .map((file) => `wrote ${join(folder, file)}`)
    .join('\n')}

Next:
${enter}  npm install
  npx premortem check models/job-queue.ts
  npm test

The model is a race to begin with. Change it to what your own protocol does: docs/modelling.md has all words.
`
}
