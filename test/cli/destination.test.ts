import { describe, expect, it } from 'vitest'
import { destinations } from '../../src/cli/destination.js'

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
      'to a file in the format that its ending suggests',
      { out: ['a.json', 'b.txt'] },
      {
        screen: 'text',
        files: [
          { format: 'json', file: 'a.json' },
          { format: 'text', file: 'b.txt' },
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
  })

  it.each([
    ['a.sarif', 'a.sarif looks like a file for the format sarif, which this command does not have.'],
    ['a.md', 'The ending of a.md does not say what is to be in it.'],
    ['json', 'The ending of json does not say what is to be in it.'],
    ['a.json.gz', 'The ending of a.json.gz does not say what is to be in it.'],
  ])('to %s only with a format', (file, problem) => {
    expect(() => destinations({ out: ['a.csv', file] }, known)).toThrow(
      `${problem} Give it one of the endings .json, .txt, .csv, or a --format: the n-th --format is for the n-th --out.`,
    )
    expect(() => destinations({ format: ['text'], out: ['a.csv', file] }, known)).toThrow(problem)
    expect(destinations({ format: ['csv', 'text'], out: ['a.csv', file] }, known).files).toEqual([
      { format: 'csv', file: 'a.csv' },
      { format: 'text', file },
    ])
  })

  it('to a file for ITF, whatever it is called, beside the others', () => {
    const flags = { out: ['a'], format: ['json', 'text'], outItf: ['b', 'c.json'] }
    expect(destinations(flags, ['text', 'json', 'itf'])).toEqual({
      screen: 'text',
      files: [
        { format: 'json', file: 'a' },
        { format: 'itf', file: 'b' },
        { format: 'itf', file: 'c.json' },
      ],
    })
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
