import type { Line } from '../line/styled-line.js'
import { element, type Content } from './markup.js'

/** A styled line as HTML, in the same words. */
export function lineMarkup(line: Line): Content {
  return line.map(({ text, style }) => {
    switch (style) {
      case 'plain':
        return text
      case 'strong':
        return element('b', {}, text)
      default:
        return element('span', { class: style }, text)
    }
  })
}

/** Lines as paragraphs' worth of items, with commas between. */
export function listMarkup(lines: readonly Line[]): Content {
  return lines.map((line, place) => [place === 0 ? '' : ', ', lineMarkup(line)])
}
