import { format, resolveConfig } from 'prettier'

/** What stands in the page between the marks of a part: `<!-- bench: growth -->` and `<!-- end of growth -->`. */
export function partOf(text, name) {
  const [start, end] = marks(text, name)
  return text.slice(start, end).trim()
}

/** The page's text with a part replaced. */
export function withPart(text, name, content) {
  const [start, end] = marks(text, name)
  return `${text.slice(0, start)}\n\n${content.trim()}\n\n${text.slice(end)}`
}

/** Markdown laid out as the project's formatter wants it. */
export async function laidOut(markdown) {
  return format(markdown, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' })
}

/** Where a part starts and ends. @throws Error for a page without its marks. */
function marks(text, name) {
  const opening = `<!-- bench: ${name} -->`
  const start = text.indexOf(opening)
  const end = text.indexOf(`<!-- end of ${name} -->`)
  if (start === -1 || end < start) throw new Error(`the page has no part ${name}`)
  return [start + opening.length, end]
}
