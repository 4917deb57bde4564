import * as surface from 'premortem'
import type { Block } from './document.js'

/**
 * A block of TypeScript as a module. A block that imports nothing is the body of a model's `build`; what it uses of the modelling
 * surface is imported, and the line numbers stay those of the block.
 */
export function moduleOf({ content }: Block): string {
  if (/^import /m.test(content)) return content
  const used = Object.keys(surface).filter(
    (name) => name === 'model' || new RegExp(`(?<![\\w.])${name}\\b(?!:)`).test(withoutComments(content)),
  )
  const opening = `import { ${used.join(', ')} } from 'premortem'; export default model({ name: 'example', build() {`
  return `${opening} ${content}} })\n`
}

/** What an example says will be found: by property, in the words of the program. */
export type Claims = ReadonlyMap<string, string>

const VERDICT =
  '(?:violated|reached) at depth \\d+|holds to depth \\d+|proved|never reached(?: to depth \\d+)?'

/**
 * Claims are comments: behind a property (`p: invariant(x), // violated at depth 3`) or on a line of their own
 * (`// range: violated at depth 3`).
 */
export function claimsOf({ content }: Block): Claims {
  const own = [...content.matchAll(new RegExp(`^\\s*// ([\\w.]+): (${VERDICT})`, 'gm'))]
  const behind = [...content.matchAll(new RegExp(`^\\s*(\\w+): .* // (${VERDICT})`, 'gm'))]
  return new Map(
    [...own, ...behind].flatMap(([, name, claim]) =>
      name === undefined || claim === undefined ? [] : [[name, claim]],
    ),
  )
}

/** The code of the complaint that an example says it will meet: `// ModelError: unknown-label`. */
export function claimedError({ content }: Block): string | undefined {
  return /^\s*\/\/ ModelError: ([a-z-]+)/m.exec(content)?.[1]
}

function withoutComments(content: string): string {
  return content.replace(/\/\/.*$/gm, '')
}
