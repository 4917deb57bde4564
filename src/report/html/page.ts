import { jsonText, type Json } from '../check/result-json.js'
import { element, markupOf, verbatim, type Content } from './markup.js'
import { STYLE } from './style.js'

/** A page that is one file. */
export interface Page {
  readonly title: string
  /** Strings are text; elements are made by `element`. The page reads well with these alone. */
  readonly body: Content
  /** For the script: `JSON.parse(document.getElementById('data').textContent)`. */
  readonly data?: Json
  /** JavaScript to be run when the body is there; the root element has the class `js` by then. */
  readonly script?: string
  /** CSS rules besides those that all pages share. */
  readonly style?: string
}

/** Forbids the page to ask anybody for anything, whatever it holds. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The text of an HTML file that needs no other file: light and dark as its reader prefers, printable, and readable without scripts. */
export function page({ title, body, data, script, style = '' }: Page): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('link', { rel: 'icon', href: 'data:,' }),
    element('title', {}, title),
    verbatim('style', {}, `${STYLE}${style}`),
  )
  const scripts = [
    ...(data === undefined
      ? []
      : [verbatim('script', { type: 'application/json', id: 'data' }, inScript(data))]),
    ...(script === undefined
      ? []
      : [verbatim('script', {}, `document.documentElement.classList.add('js');\n${script}`)]),
  ]
  const html = element('html', { lang: 'en' }, head, element('body', {}, body, scripts))
  return `<!doctype html>\n${markupOf(html)}\n`
}

/** JSON that nothing in it can end a script element; it reads the same. */
function inScript(data: Json): string {
  return jsonText(data)
    .trimEnd()
    .replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
