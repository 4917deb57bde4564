import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { itfErrors } from '../format/itf-validator.js'
import { Workplace } from './running.js'

const place = new Workplace()
afterAll(() => {
  place.close()
})

/** What can be read in a file's diagrams and tables, as text; measures and colours are left out. */
function wordsOf(html: string): readonly string[] {
  const body = html.slice(html.indexOf('<body>'), html.indexOf('<script type='))
  return body
    .replace(/<(?:\/?(?:svg|g|rect|line|circle|path|b|i|span|tspan|code|a)\b[^>]*)>/g, '')
    .replace(/<title>[^<]*<\/title>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).trim())
    .map((text) => text.replace(/^\d+\.\d\d$/, 'n.nn'))
    .filter((text) => text !== '' && !/^premortem \d/.test(text))
}

const STORIES = [
  { about: 'the race of the flagship', words: ['dynamodb-dns', '--property', 'noEmptyEndpoint'] },
  { about: 'messages', words: ['two-phase-commit', '--property', 'allCommit'] },
  { about: 'a crash', words: ['zookeeper-ack', '--property', 'ackIsTrue'] },
  {
    about: 'many steps',
    words: ['alternating-bit', '--param', 'flaw=sender-trusts', '--property', 'asSent'],
  },
] as const

describe.each(STORIES)('$about', ({ words }) => {
  beforeAll(() => {
    const files = ['story.html', 'story.txt', 'story.itf.json'].flatMap((file) => ['--out', file])
    const formats = ['html', 'mermaid', 'itf'].flatMap((format) => ['--format', format])
    const asked = [...words, '--engine', 'bmc', '--depth', '14', '--quiet']
    expect(place.premortem([...asked, ...files, ...formats]).stderr).toBe('')
  })

  it('is a page, and a sequence diagram', () => {
    const html = readFileSync(join(place.folder, 'story.html'), 'utf8')
    expect(wordsOf(html).join('\n')).toMatchSnapshot()
    expect(readFileSync(join(place.folder, 'story.txt'), 'utf8')).toMatchSnapshot()
  })

  it('is a trace for other tools, which show tells as it was', () => {
    const text = readFileSync(join(place.folder, 'story.itf.json'), 'utf8')
    const document = JSON.parse(text) as { readonly states: readonly Readonly<Record<string, unknown>>[] }
    expect(itfErrors(document)).toEqual([])
    const actions = document.states.map((state) => state['mbt::actionTaken'])
    expect({
      ...document,
      '#meta': null,
      states: [actions, { ...document.states.at(-1), '#meta': null }],
    }).toMatchSnapshot()
    const { status, stdout } = place.premortem(['show', 'story.itf.json', '--format', 'itf'])
    expect(status).toBe(0)
    expect(stdout).toBe(text)
  })
})

describe('--format', () => {
  it('takes the page from the name of the file', () => {
    const { status } = place.premortem([
      'peterson',
      '--engine',
      'explicit',
      '--quiet',
      '--out',
      'peterson.html',
    ])
    expect(status).toBe(0)
    expect(readFileSync(join(place.folder, 'peterson.html'), 'utf8')).toMatch(/^<!doctype html>\n/)
  })

  it('prints a diagram for each property that is asked for', () => {
    const asked = ['--property', 'noEmptyEndpoint', '--property', 'noRegression']
    const words = ['dynamodb-dns', '--format', 'mermaid', '--depth', '8', '--engine', 'explicit']
    const one = place.premortem(words)
    const both = place.premortem([...words, ...asked])
    expect(one.stdout.match(/^sequenceDiagram$/gm)).toHaveLength(1)
    expect(both.stdout.match(/^sequenceDiagram$/gm)).toHaveLength(2)
  })

  it('makes a page of a sweep', () => {
    const sweep = ['sweep', 'dynamodb-dns', '--property', 'noRegression', '--param', 'fix=none,cas']
    const { status, stdout } = place.premortem([...sweep, '--depth', '5..7', '--format', 'html'])
    expect(status).toBe(12)
    expect(wordsOf(stdout).join(' ')).toContain('none . X X VIOLATED at depth 6')
  })
})
