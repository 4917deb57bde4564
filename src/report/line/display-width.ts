const PLAIN = /^[\x20-\x7e]*$/
/** What would move the cursor, hide text or reorder it: shown by its code instead. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
const NO_WIDTH = /^[\p{M}\p{Cf}]+$/u
/** East Asian Width W and F, in blocks (Unicode Standard Annex 11). */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many columns of a terminal a text takes; the text is `visible`. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** The text with control characters and the like written out, so that names from a model cannot disturb a terminal. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** Cuts a text before the given column; the two parts together are the text. The first has at least one character. */
export function cutAt(text: string, column: number): readonly [string, string] {
  let width = 0
  for (const { segment, index } of graphemes.segment(text)) {
    width += graphemeWidth(segment)
    if (width > column && index > 0) return [text.slice(0, index), text.slice(index)]
  }
  return [text, '']
}

function graphemeWidth(grapheme: string): number {
  if (PLAIN.test(grapheme)) return grapheme.length
  if (NO_WIDTH.test(grapheme)) return 0
  if (EMOJI.test(grapheme)) return 2
  return WIDE.test(grapheme) ? 2 : 1
}
