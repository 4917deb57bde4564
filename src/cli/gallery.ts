import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the stories that come with the package, one folder each. */
const GALLERY = fileURLToPath(new URL('../../models/', import.meta.url))

/** The names of the gallery's stories. */
export function storyNames(): readonly string[] {
  if (!existsSync(GALLERY)) return []
  return readdirSync(GALLERY, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(storyFile(entry.name)))
    .map(({ name }) => name)
    .toSorted()
}

/** The model file of a story. */
export function storyFile(name: string): string {
  return join(GALLERY, name, 'model.ts')
}

/** What a model file says about itself: the first sentence of the comment that it opens with; empty where there is none. */
export function summaryOf(file: string): string {
  const [comment = ''] = /^\s*(?:\/\*[^]*?\*\/|(?:\/\/[^\n]*\n?)+)/.exec(readFileSync(file, 'utf8')) ?? []
  const text = comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:\/\*+|\*+\/|\/\/|\*)?/, '')
        .replace(/\*\/\s*$/, '')
        .trim(),
    )
    .join(' ')
    .trim()
  return /^.*?[.:!?](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}
