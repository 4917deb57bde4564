import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './document.js'

const page = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8')
const svg = readFileSync(join(ROOT, 'docs/performance.svg'), 'utf8')

interface Point {
  readonly x: number
  readonly y: number
}

// The benches are plain JavaScript, for which there are no types.
const bench = (file: string): string => new URL(`../../bench/${file}`, import.meta.url).href
const { partOf } = (await import(bench('page.mjs'))) as {
  readonly partOf: (page: string, name: string) => string
}
const { PARTS } = (await import(bench('parts.mjs'))) as { readonly PARTS: Readonly<Record<string, unknown>> }
const { panelsOf } = (await import(bench('growth.mjs'))) as {
  readonly panelsOf: (
    part: string,
  ) => readonly { readonly varied: string; readonly curves: { readonly proof: readonly Point[] } }[]
}
const { drawing } = (await import(bench('drawing.mjs'))) as { readonly drawing: (page: string) => string }

/** What is wrong with the nesting of elements, their attributes and the text between them; the element names that are open at the end. */
function xmlDefects(xml: string): readonly string[] {
  const open: string[] = []
  const defects: string[] = []
  const text = xml.replace(
    /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/gi,
    (_, closing: string, name: string, _attributes: string, empty: string) => {
      if (closing === '' && empty === '') open.push(name)
      else if (closing !== '' && open.pop() !== name) defects.push(`</${name}> closes something else`)
      return ''
    },
  )
  const stray = /<[^]{0,20}|&(?!amp;|lt;)[^]{0,20}/.exec(text)?.[0]
  return [
    ...defects,
    ...open.map((name) => `<${name}> is not closed`),
    ...(stray === undefined ? [] : [stray]),
  ]
}

describe('the page about performance', () => {
  it.each(Object.keys(PARTS))('has what the bench measured: %s', (name) => {
    expect(partOf(page, name)).toMatch(/^\| .*\n\| [-:| ]+\|\n\| .*\d/m)
  })

  it('has the growth with each parameter, over several sizes', () => {
    const points = panelsOf(partOf(page, 'growth')).map(({ varied, curves }) => ({
      varied,
      enough: curves.proof.length >= 4,
    }))
    expect(points).toEqual(['enactors', 'endpoints', 'plans'].map((varied) => ({ varied, enough: true })))
  })

  it('shows a plot of the very numbers in its tables', () => {
    expect(drawing(page)).toBe(svg)
  })

  it('shows a plot that is well-formed XML', () => {
    expect(xmlDefects(svg)).toEqual([])
  })
})
