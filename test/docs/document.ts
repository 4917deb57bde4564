import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A page of the documentation. */
export interface Document {
  /** Relative to the project: `docs/tutorial.md`. */
  readonly path: string
  readonly text: string
  readonly blocks: readonly Block[]
}

/** A fenced block of code or output. */
export interface Block {
  readonly language: string
  /** What follows the language on the opening line: the file that the block is the content of; empty where there is none. */
  readonly file: string
  readonly content: string
  /** Of the first line of the content, counted from 1. */
  readonly line: number
  /** `docs/tutorial.md:12`, to find it. */
  readonly place: string
  /** Nothing but blank lines stands between this block and the one before it. */
  readonly followsDirectly: boolean
}

/** README.md and everything in docs/. */
export function documents(): readonly Document[] {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => join(ROOT, 'docs', file))
  return [join(ROOT, 'README.md'), ...pages].map((file) => {
    const path = relative(ROOT, file)
    const text = readFileSync(file, 'utf8')
    return { path, text, blocks: blocksOf(path, text) }
  })
}

/** @throws Error for a block that is not closed. */
export function blocksOf(path: string, text: string): readonly Block[] {
  const blocks: Block[] = []
  let open: { readonly opening: string; readonly line: number; readonly content: string[] } | undefined
  let proseSince = true
  text.split('\n').forEach((line, at) => {
    if (open === undefined) {
      if (line.startsWith('```')) open = { opening: line.slice(3).trim(), line: at + 2, content: [] }
      else if (line.trim() !== '') proseSince = true
    } else if (line === '```') {
      const [language = '', file = ''] = open.opening.split(' ')
      const content = open.content.map((row) => `${row}\n`).join('')
      const place = `${path}:${String(open.line)}`
      blocks.push({ language, file, content, line: open.line, place, followsDirectly: !proseSince })
      open = undefined
      proseSince = false
    } else open.content.push(line)
  })
  if (open !== undefined) throw new Error(`${path}:${String(open.line)}: the block is not closed`)
  return blocks
}

/** What is to stand in a block instead of its content. */
export interface Change {
  readonly block: Block
  readonly content: string
}

/** A page's text with the blocks' contents replaced. */
export function withChanges(text: string, changes: readonly Change[]): string {
  const rows = text.split('\n')
  for (const { block, content } of changes.toSorted((a, b) => b.block.line - a.block.line)) {
    rows.splice(block.line - 1, block.content.split('\n').length - 1, ...content.split('\n'))
  }
  return rows.join('\n')
}
