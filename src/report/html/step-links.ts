import { element, type Content } from './markup.js'

/** Text in which every mention of a step leads there. */
export type Linked = (text: string) => Content

/** @param id the story that has the steps. */
export function linkedTo(id: string): Linked {
  return (text) =>
    text.split(/(\bstep \d+\b)/i).map((piece, place) => {
      const step = /\d+/.exec(piece)?.[0]
      return place % 2 === 0 || step === undefined
        ? piece
        : element('a', { href: `#${id}-step-${step}`, 'data-jump': step }, piece)
    })
}
