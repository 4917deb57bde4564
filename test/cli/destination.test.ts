import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { destinations, writeFiles } from '../../src/cli/destination.js'

const folder = mkdtempSync(join(tmpdir(), 'premortem-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const known = ['text', 'json', 'csv'] as const

describe('reports go', () => {
  it.each([
    ['to the screen as text', {}, { screen: 'text', files: [] }],
    ['to the screen in the format asked for', { format: ['json'] }, { screen: 'json', files: [] }],
    [
      'to a file in the format asked for, and to the screen as text',
      { format: ['json'], out: ['a'] },
      { screen: 'text', files: [{ format: 'json', file: 'a' }] },
    ],
    [
      'to files in their order, and to the screen in the format left over',
      { format: ['json', 'csv'], out: ['a'] },
      { screen: 'csv', files: [{ format: 'json', file: 'a' }] },
    ],
    [
      'to a file in the format that its name suggests',
      { out: ['a.json', 'b.txt', 'c'] },
      {
        screen: 'text',
        files: [
          { format: 'json', file: 'a.json' },
          { format: 'text', file: 'b.txt' },
          { format: 'text', file: 'c' },
        ],
      },
    ],
    [
      'rather in the format asked for than in that',
      { format: ['csv'], out: ['a.json'] },
      { screen: 'text', files: [{ format: 'csv', file: 'a.json' }] },
    ],
  ])('%s', (_, flags, expected) => {
    expect(destinations(flags, known)).toEqual(expected)
  })

  it('to a file in the format that its ending is known for', () => {
    const all = ['text', 'json', 'jsonl', 'html', 'mermaid', 'itf', 'junit', 'sarif'] as const
    const out = [
      'a.json',
      'a.itf.json',
      'A.ITF.JSON',
      'a.jsonl',
      'a.html',
      'a.mmd',
      'a.xml',
      'a.sarif',
      'a.sarif.json',
      'a.txt',
    ]
    const formats = destinations({ out }, all).files.map(({ format }) => format)
    expect(formats).toEqual([
      'json',
      'itf',
      'itf',
      'jsonl',
      'html',
      'mermaid',
      'junit',
      'sarif',
      'sarif',
      'text',
    ])
    expect(() => destinations({ out: ['a.sarif'] }, known)).toThrow(
      'a.sarif looks like a file for the format sarif',
    )
    expect(destinations({ format: ['text'], out: ['a.sarif'] }, known).files).toEqual([
      { format: 'text', file: 'a.sarif' },
    ])
  })

  it('nowhere in a format that there is not, or in two at once', () => {
    expect(() => destinations({ format: ['xml'] }, known)).toThrow(
      'There is no format `xml` here. Choose one of text, json, csv.',
    )
    expect(() => destinations({ format: ['json', 'csv'] }, known)).toThrow(
      'Several formats are asked for on standard output.',
    )
  })
})

describe('writing files', () => {
  it('writes each in its format, without colours', async () => {
    const file = join(folder, 'report.txt')
    const palettes: string[] = []
    await writeFiles({ screen: 'text', files: [{ format: 'text', file }] }, (format, { palette, width }) => {
      palettes.push(palette.bad('x'))
      return `${format} ${String(width)}\n`
    })
    expect(readFileSync(file, 'utf8')).toBe('text 100\n')
    expect(palettes).toEqual(['x'])
  })

  it('says which cannot be written, and writes the others all the same', async () => {
    const good = join(folder, 'good.json')
    const bad = join(folder, 'missing', 'bad.json')
    const files = [bad, good].map((file) => ({ format: 'json' as const, file }))
    await expect(writeFiles({ screen: 'text', files }, () => '{}')).rejects.toThrow(
      `${bad} cannot be written: no such file or directory.`,
    )
    expect(readFileSync(good, 'utf8')).toBe('{}')
  })
})
