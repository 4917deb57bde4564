import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'

/** Where a program names another file of its own: `from './x.js'`, `import('./x.js')`, `require('./x')`. */
const IMPORT = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}(?:\/[^'"\n]*)?)\1/g
const ENDINGS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json']
/** What stands in an import for a file of TypeScript. */
const COMPILED: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' }

/**
 * A user's file with all that it imports, directly or not, by relative paths; packages are not the user's own. Also told for files that
 * cannot be run as they are. Where an import leads nowhere, it is every file that it could mean.
 */
export function withImportedFiles(file: string): readonly string[] {
  const files = new Set([resolve(file)])
  for (const each of files) {
    if (!isFile(each) || extname(each) === '.json') continue
    for (const [, , specifier = ''] of readFileSync(each, 'utf8').matchAll(IMPORT)) {
      for (const imported of meant(resolve(dirname(each), specifier))) files.add(imported)
    }
  }
  return [...files]
}

function meant(path: string): readonly string[] {
  const ending = extname(path)
  const source = COMPILED[ending]
  const candidates = [
    path,
    ...(source === undefined ? [] : [path.slice(0, -ending.length) + source]),
    ...ENDINGS.map((other) => path + other),
    ...ENDINGS.map((other) => join(path, `index${other}`)),
  ]
  const found = candidates.find(isFile)
  return found === undefined ? candidates : [found]
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
