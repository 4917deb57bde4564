/** An element of an XML document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const TOKEN = /<\?xml[^?]*\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy

/** A strict reader of the XML that reports are made of: no comments, no CDATA, no namespaces. Whatever else there is, it throws. */
export function parseXml(text: string): XmlElement {
  interface Open {
    readonly name: string
    readonly attributes: Record<string, string>
    readonly children: XmlElement[]
    text: string
  }
  const stack: Open[] = [{ name: '', attributes: {}, children: [], text: '' }]
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index !== end) break
    end = match.index + match[0].length
    const [whole, closing, name, attributes = '', empty, content] = match
    if (whole.startsWith('<?')) continue
    const top = stack.at(-1)!
    if (content !== undefined) top.text += decoded(content)
    else if (closing === '/') {
      if (top.name !== name) throw new Error(`</${name ?? ''}> ends <${top.name}>`)
      stack.pop()
      stack.at(-1)!.children.push(top)
    } else {
      const pairs = [...attributes.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decoded(value),
      ])
      if (new Set(pairs.map(([key]) => key)).size < pairs.length)
        throw new Error(`an attribute twice in <${name ?? ''}>`)
      const opened = {
        name: name ?? '',
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      }
      if (empty === '/') top.children.push(opened)
      else stack.push(opened)
    }
  }
  const [root] = stack[0]!.children
  if (end !== text.length || stack.length !== 1 || root === undefined || stack[0]!.children.length !== 1) {
    throw new Error(`not XML at ${String(end)}: ${text.slice(end, end + 40)}`)
  }
  return root
}

function decoded(text: string): string {
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)) throw new Error('a character that XML cannot hold')
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name]
    if (character === undefined || !whole.endsWith(';')) throw new Error(`no entity: ${whole}`)
    return character
  })
}
