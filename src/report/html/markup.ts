import { visible } from '../line/display-width.js'

/** HTML or SVG in which all text is escaped already. Made by `element` only. */
export interface Markup {
  readonly markup: string
}

/** What stands inside an element: strings are text. */
export type Content = string | Markup | readonly Content[]

/** Absent: the attribute is left out; true: it is there without a value. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>

/** Elements that have no end. */
const VOID = ['meta', 'link', 'input', 'br', 'col']

export function element(name: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const beginning = `<${name}${Object.entries(attributes).map(attribute).join('')}>`
  if (VOID.includes(name)) return { markup: beginning }
  return { markup: `${beginning}${markupOf(content)}</${name}>` }
}

export function markupOf(content: Content): string {
  if (typeof content === 'string') return escaped(content)
  return 'markup' in content ? content.markup : content.map(markupOf).join('')
}

/** Nothing in the text can end where it stands, or reorder what stands around it. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
}

function attribute([name, value]: readonly [string, string | number | true | undefined]): string {
  if (value === undefined) return ''
  return value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`
}

/** An element whose text the browser takes as it is; the text must not end the element. */
export function verbatim(name: 'style' | 'script', attributes: Attributes, text: string): Markup {
  if (text.toLowerCase().includes(`</${name}`)) throw new TypeError(`text that would end its ${name}`)
  return { markup: `<${name}${Object.entries(attributes).map(attribute).join('')}>\n${text}\n</${name}>` }
}
