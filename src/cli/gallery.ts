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

/** What a model file says about itself: the title, or else the first sentence, of the comment that it opens with; empty without one. */
export function summaryOf(file: string): string {
  const [comment = ''] = /^\s*(?:\/\*[^]*?\*\/|(?:\/\/[^\n]*\n?)+)/.exec(readFileSync(file, 'utf8')) ?? []
  const lines = comment
    .replace(/^\s*\/\*+|\*+\/\s*$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/|\*)/, '').trim())
  const title = lines.find((line) => line !== '')
  if (title?.startsWith('#') === true) return title.replace(/^#+\s*/, '')
  const text = lines.join(' ').trim()
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}
