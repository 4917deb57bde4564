import { describe, expect, it } from 'vitest'
import { createPalette } from '../../../src/report/line/palette.js'
import {
  flowed,
  folded,
  lineOf,
  padded,
  rendered,
  span,
  widthOf,
} from '../../../src/report/line/styled-line.js'

const plain = createPalette({ color: false })
const text = (lines: Parameters<typeof rendered>[0]): readonly string[] =>
  rendered(lines, plain).split('\n').slice(0, -1)

describe('folded', () => {
  it('breaks at blanks', () => {
    expect(text(folded(lineOf('holds to depth 20, as far as one can see'), 16))).toEqual([
      'holds to depth',
      '20, as far as',
      'one can see',
    ])
  })

  it('keeps the styles of what it breaks', () => {
    const [, second] = folded(lineOf('a verdict ', span('violated at last', 'bad')), 18)
    expect(second).toContainEqual({ text: 'at ', style: 'bad' })
  })

  it('breaks a word only where it is wider than the line, by its width on the screen', () => {
    expect(text(folded(lineOf('x キューキュー'), 7))).toEqual(['x', 'キュー', 'キュー'])
  })

  it('does not break where only the style changes', () => {
    const line = lineOf(
      'it needs `',
      span('seats > 0', 'strong'),
      '`, and here ',
      span('no seat', 'bad'),
      '.',
    )
    expect(text(folded(line, 16))).toEqual(['it needs `seats', '> 0`, and here', 'no seat.'])
    expect(text(folded(lineOf('a ', span('キュー', 'bad'), 'キュー'), 7))).toEqual(['a', 'キュー', 'キュー'])
    expect(text(folded(lineOf('abc', span('defgh', 'bad'), 'i jk'), 4))).toEqual(['abcd', 'efgh', 'i jk'])
  })

  it('leaves a line that fits as it is', () => {
    const line = lineOf('a ', span('b', 'bad'))
    expect(folded(line, 3)).toEqual([line])
  })
})

describe('flowed', () => {
  const items = ['gen 0 -> 1', 'active[0] 3 -> 1', 'tree[1] true -> false'].map((item) => lineOf(item))

  it('sets items on as many lines as they need, without splitting any', () => {
    expect(text(flowed(items, 30))).toEqual(['gen 0 -> 1, active[0] 3 -> 1,', 'tree[1] true -> false'])
    expect(text(flowed(items, 22))).toEqual(['gen 0 -> 1,', 'active[0] 3 -> 1,', 'tree[1] true -> false'])
  })

  it('splits an item that is wider than a line', () => {
    expect(text(flowed(items, 12))).toEqual([
      'gen 0 -> 1,',
      'active[0] 3',
      '-> 1,',
      'tree[1] true',
      '-> false',
    ])
  })

  it('makes no line of nothing', () => {
    expect(flowed([], 10)).toEqual([])
  })
})

describe('rendered', () => {
  it('has no escape codes without colours, and no blanks at the ends of lines', () => {
    expect(rendered([padded(lineOf(span('flip', 'bad')), 10), []], plain)).toBe('flip\n\n')
  })

  it('has them with colours', () => {
    expect(rendered([lineOf(span('flip', 'bad'))], createPalette({ color: true }))).toBe(
      '\u001b[1m\u001b[31mflip\u001b[39m\u001b[22m\n',
    )
  })

  it('lets no text bring escape codes of its own', () => {
    expect(rendered([lineOf('\u001b[31mflip')], plain)).toBe('\\u{1b}[31mflip\n')
  })
})

it('pads by the width on the screen', () => {
  expect(widthOf(padded(lineOf('キュー'), 10))).toBe(10)
})
