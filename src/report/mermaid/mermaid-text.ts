import { visible } from '../line/display-width.js'

/** What means something to Mermaid, its Markdown or the HTML around it wherever it stands. */
const MEANINGFUL = /[#;<&"`\\%@{}$]/g

/**
 * A text that Mermaid shows as it is: what could mean something is written by its code, as `#59;` for `;`. The words that
 * end a block, or say how to break lines, are disguised in the same way.
 */
export function mermaidText(text: string): string {
  return visible(text)
    .replace(MEANINGFUL, (character) => `#${String(character.charCodeAt(0))};`)
    .replace(/^(\s*(?:no)?wrap):/i, '$1#58;')
    .replace(/\b(end)\b/gi, (word) => `#${String(word.charCodeAt(0))};${word.slice(1)}`)
}
