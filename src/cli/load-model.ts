import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Jiti } from 'jiti'
import { fixedModel, isModel, type ModelDefinition } from '../dsl/model.js'
import { suggestion } from '../dsl/nearest.js'
import { storyFile, storyNames } from './gallery.js'
import { withImportedFiles } from './imported-files.js'
import { pathFromHere, runningUserCode } from './user-file.js'
import { UsageError } from './usage-error.js'
import { readVmtFile } from './vmt-file.js'

/** The ending of files that are read as VMT-LIB. */
const VMT = '.vmt'
const MODEL_FILES = ['model.ts', 'model.mts', 'model.js', 'model.mjs']
const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', VMT]

export interface LoadedModel {
  readonly file: string
  readonly definition: ModelDefinition
}

/**
 * Loads a model: a file in TypeScript, JavaScript or VMT-LIB, a folder with a `model.ts`, or a story of the gallery by its name.
 * @param options.isFresh as it is now, even if it was loaded before.
 * @throws UsageError when there is none, or it cannot be loaded. @throws ModelError from the model itself.
 */
export async function loadModel(
  named: string,
  { isFresh = false }: { readonly isFresh?: boolean } = {},
): Promise<LoadedModel> {
  const file = modelFile(named)
  if (extname(file) === VMT) return { file, definition: fixedModel(await readVmtFile(file)) }
  const exported = await runningUserCode(file, () =>
    isFresh ? importUserModuleAnew(file) : importUserModule(file),
  )
  const definition =
    typeof exported === 'object' && exported !== null && 'default' in exported ? exported.default : undefined
  if (isModel(definition)) return { file, definition }
  const problem = definition === undefined ? 'has no default export' : 'exports something else than a model'
  throw new UsageError(`${pathFromHere(file)} ${problem}.`, 'Write `export default model({ ... })`.')
}

/**
 * The file that is meant.
 * @throws UsageError when there is none.
 */
export function modelFile(named: string): string {
  const path = resolve(named)
  const story = storyNames().includes(named) ? storyFile(named) : undefined
  if (existsSync(path)) {
    const inFolder = MODEL_FILES.map((name) => join(path, name)).find((file) => existsSync(file))
    if (!statSync(path).isDirectory()) return ofKnownKind(path, named)
    if (inFolder !== undefined) return inFolder
    if (story === undefined) {
      throw new UsageError(`The folder ${named} has no model.`, 'It would be called model.ts.')
    }
  }
  if (story !== undefined) return story
  if (/[\\/]/.test(named) || EXTENSIONS.includes(extname(named))) {
    throw new UsageError(
      `There is no file ${named}.`,
      'Give the path of a model file, or the name of a gallery story.',
    )
  }
  throw new UsageError(
    `There is no model \`${named}\`: no such file, and no such story in the gallery.`,
    suggestion(named, storyNames()),
  )
}

function ofKnownKind(path: string, named: string): string {
  if (EXTENSIONS.includes(extname(path))) return path
  throw new UsageError(`${named} is no model file.`, `Model files end in ${EXTENSIONS.join(', ')}.`)
}

/** The module with its exports. What it imports from `premortem` is this very program, so that both mean the same by a model. */
async function importUserModule(file: string): Promise<unknown> {
  const loader = await openLoader({ moduleCache: true })
  return loader.import(file)
}

/** The same, with nothing kept from an earlier time. */
async function importUserModuleAnew(file: string): Promise<unknown> {
  const loader = await openLoader({ moduleCache: false })
  const files = withImportedFiles(file)
  // Node keeps what it has loaded itself.
  const { cache } = createRequire(import.meta.url)
  for (const each of files) Reflect.deleteProperty(cache, each)
  // JavaScript modules that are imported, Node would load itself, and for good; those that are required, jiti does.
  return files.every((each) => LOADED_BY_JITI.includes(extname(each)))
    ? loader.import(file)
    : loader.evalModule(readFileSync(file, 'utf8'), { filename: file, async: false })
}

const LOADED_BY_JITI = ['.ts', '.mts', '.cts', '.json']

async function openLoader({ moduleCache }: { readonly moduleCache: boolean }): Promise<Jiti> {
  const [{ createJiti }, api] = await Promise.all([import('jiti'), import('../index.js')])
  return createJiti(import.meta.url, {
    moduleCache,
    interopDefault: false,
    virtualModules: { premortem: api },
    // Of its own: jiti finds what it has cached by the source alone, whatever the options were.
    fsCache: fileURLToPath(new URL('../../node_modules/.cache/premortem', import.meta.url)),
    // Comments that Babel moves would put the steps after them on other lines.
    transformOptions: { babel: { comments: false } },
  })
}
