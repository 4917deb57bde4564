import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it, describe } from 'vitest'
import { documents, ROOT, type Document } from './document.js'

const pages = documents()

interface Link {
  readonly target: string
  readonly line: number
}

/** The links of a page outside its blocks of code. */
function linksOf({ text }: Document): readonly Link[] {
  let inBlock = false
  return text.split('\n').flatMap((row, at) => {
    if (row.startsWith('```')) inBlock = !inBlock
    if (inBlock) return []
    return [...row.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({
      target,
      line: at + 1,
    }))
  })
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf({ text }: Document): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** What is wrong with a link; undefined for one that leads somewhere. */
function defectOf(page: Document, { target }: Link): string | undefined {
  if (target.startsWith('https://')) return undefined
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page.path : relative(ROOT, join(ROOT, dirname(page.path), path))
  if (!existsSync(join(ROOT, file))) return `there is no ${file}`
  if (anchor === undefined) return undefined
  const other = pages.find((candidate) => candidate.path === file)
  if (other === undefined) return `${file} is no page, so it has no headings`
  return anchorsOf(other).includes(anchor) ? undefined : `${file} has no heading #${anchor}`
}

describe.each(pages.map((page) => ({ name: page.path, page })))('$name', ({ page }) => {
  it('has links that lead somewhere', () => {
    const defects = linksOf(page).flatMap((link) => {
      const defect = defectOf(page, link)
      return defect === undefined ? [] : [`${page.path}:${String(link.line)}: ${defect}`]
    })
    expect(defects).toEqual([])
  })
})

it('leads to every page from the README', () => {
  const readme = pages.find(({ path }) => path === 'README.md')
  const linked = readme === undefined ? [] : linksOf(readme).map(({ target }) => target)
  const others = pages.map(({ path }) => path).filter((path) => path !== 'README.md')
  expect(others.filter((path) => !linked.includes(path))).toEqual([])
})
