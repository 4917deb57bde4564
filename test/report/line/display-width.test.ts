import { describe, expect, it } from 'vitest'
import { cutAt, displayWidth, visible } from '../../../src/report/line/display-width.js'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['flip', 4],
    ['über', 4],
    ['u\u0308ber', 4],
    ['キュー', 6],
    ['ｷｭｰ', 3],
    ['锁[0]', 5],
    ['서버', 4],
    ['🔒', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['│ -> …', 6],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('visible', () => {
  it('writes out what would move the cursor, hide text or reorder it', () => {
    expect(visible('a\u001b[31mb\nc\u202ed\u200be')).toBe('a\\u{1b}[31mb\\u{a}c\\u{202e}d\\u{200b}e')
  })

  it('leaves letters of all scripts, emoji and their joiners alone', () => {
    for (const text of ['naïve', 'キュー', '👩‍👩‍👧']) expect(visible(text)).toBe(text)
  })
})

describe('cutAt', () => {
  it('cuts before the column, never through a wide letter or a combining one', () => {
    expect(cutAt('キュー', 3)).toEqual(['キ', 'ュー'])
    expect(cutAt('au\u0308b', 2)).toEqual(['au\u0308', 'b'])
  })

  it('takes at least one letter', () => {
    expect(cutAt('キュー', 1)).toEqual(['キ', 'ュー'])
  })
})
