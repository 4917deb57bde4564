/** The page from the surface: Markdown, still to be laid out. */
import { CHAPTERS } from './chapters.mjs'

/**
 * @param texts.model the model that the examples use.
 * @param texts.modelling the reference of models, which is linked to.
 */
export function pageOf(surface, { model, modelling }) {
  const placed = CHAPTERS.flatMap(({ entries, members = [] }) => [...entries, ...members])
  const told = new Set(CHAPTERS.flatMap(({ entries }) => entries))
  const rest = [...surface.values()].filter(({ name }) => !placed.includes(name))
  const systems = rest.filter(({ room }) => room === 'ir')
  const models = rest.filter(({ room }) => room === 'dsl')
  const lost = rest.filter((entry) => !systems.includes(entry) && !models.includes(entry))
  const stale = placed.filter((name) => !surface.has(name))
  if (lost.length > 0) throw new Error(`no chapter tells of ${lost.map(({ name }) => name).join(', ')}`)
  if (stale.length > 0) throw new Error(`the package does not export ${stale.join(', ')}`)
  const writer = new Writer(surface, told)
  return [
    introduction(model),
    ...CHAPTERS.map((chapter) => writer.chapter(chapter)),
    writer.systems(systems),
    writer.models(models, sectionIn(modelling)),
  ].join('\n\n')
}

function introduction(model) {
  return `# The API

For programs: tests, scripts, services that check models. Everything is imported from \`premortem\`, with types.

- Functions that take their time return promises. Solvers work in child processes; when a promise is settled they are gone, and a program that has nothing else to do ends.
- \`signal\` interrupts: the promise then resolves, with what is established until then, and \`stopped\` says so. \`timeout\` does the same after so many seconds.
- \`onEvent\` is told what happens meanwhile, as [events](#events).
- Several calls at once do not disturb each other, and say what they say one after the other.
- What is wrong with a request is thrown as an [error](#errors) that says what to do.

The examples check this model, the last item of a shop that several buyers want:

\`\`\`ts stock.ts
${model.trim()}
\`\`\`

This page is made from the declarations by \`npm run docs:api\`.`
}

class Writer {
  constructor(surface, told) {
    this.surface = surface
    this.told = told
  }

  chapter({ title, text, entries }) {
    const parts = entries.map((name) => this.entry(this.surface.get(name)))
    return [`## ${title}`, ...(text === undefined ? [] : [text]), ...parts].join('\n\n')
  }

  entry(entry) {
    const heading = `### ${entry.name}`
    switch (entry.kind) {
      case 'function':
        return [
          heading,
          indented(entry.signatures.join('\n')),
          entry.doc,
          ...this.notes(entry),
          ...examples(entry),
        ].join('\n\n')
      case 'interface':
        return [
          heading,
          entry.doc,
          this.fields(entry.fields, entry.name.endsWith('Options')),
          ...this.bases(entry),
        ].join('\n\n')
      case 'class':
        return [
          heading,
          entry.doc,
          ...(entry.fields.length === 0 ? [] : [this.fields(entry.fields, false)]),
        ].join('\n\n')
      case 'union':
        return [heading, entry.doc, ...this.alternatives(entry.alternatives)].join('\n\n')
      case 'alias':
        return [heading, entry.doc, indented(`type ${entry.head} = ${entry.text}`)].join('\n\n')
      default:
        throw new Error(`nobody knows how to tell of ${entry.name}`)
    }
  }

  /** What goes in, comes out and is thrown, as far as the comment says so. */
  notes({ tags }) {
    const lines = tags.flatMap(({ name, text }) => {
      if (name === 'param') {
        const [, parameter, what] = /^(\S+)\s+([^]*)$/.exec(text) ?? []
        return [`- \`${parameter}\`: ${oneLine(what)}`]
      }
      if (name === 'returns') return [`- Returns ${oneLine(text)}`]
      return name === 'throws' ? [`- Throws ${oneLine(text)}`] : []
    })
    return lines.length === 0 ? [] : [lines.join('\n')]
  }

  fields(fields, hasDefaults) {
    const head = hasDefaults ? ['Option', 'Type', 'Default', 'Meaning'] : ['Field', 'Type', 'Meaning']
    const rows = fields.map(({ name, isOptional, type, doc, default: usual }) => {
      const shown = `\`${name}${isOptional && !hasDefaults ? '?' : ''}\``
      const meaning = oneLine(doc)
      if (!hasDefaults) return [shown, this.type(type), meaning]
      return [shown, this.type(type), isOptional ? defaultText(usual) : 'required', meaning]
    })
    return table(head, rows)
  }

  /** What an interface has the fields of besides. */
  bases({ bases }) {
    return bases.includes(undefined) || bases.length === 0
      ? []
      : [`And those of ${bases.map((name) => this.link(name)).join(' and ')}.`]
  }

  alternatives(alternatives) {
    const rows = alternatives.flatMap(({ kind, doc, fields }) =>
      kind === undefined
        ? []
        : [
            [`\`${kind}\``, '', '', oneLine(doc)],
            ...fields.map(({ name, isOptional, type, doc: meaning }) => [
              '',
              `\`${name}${isOptional ? '?' : ''}\``,
              this.type(type),
              oneLine(meaning),
            ]),
          ],
    )
    const references = alternatives.flatMap(({ references: [first, ...others] = [] }) =>
      first === undefined
        ? []
        : [
            `Each ${this.link(first)}${others.map((name) => `, with the fields of ${this.link(name)}`).join('')}; and these:`,
          ],
    )
    return [...references, table(['`kind`', 'Field', 'Type', 'Meaning'], rows)]
  }

  link(name) {
    return `[${name}](#${name.toLowerCase()})`
  }

  /** A type, which leads to where it is told of if it is a single one. */
  type(text) {
    const [, name] = /^(?:readonly )?(\w+)(?:<[\w, ]+>)?(?:\[\])?$/.exec(text) ?? []
    const shown = `\`${text.replaceAll('|', '\\|')}\``
    return this.told.has(name) ? `[${shown}](#${name.toLowerCase()})` : shown
  }

  systems(entries) {
    const rows = entries.map(({ name, doc }) => [`\`${name}\``, firstSentence(doc)])
    return `## Transition systems

What a model means, as plain frozen data: \`instantiate\` makes it, and results carry it. Unions are told apart by \`kind\`. [What a model means](semantics.md) says what it means.

${table(['Type', 'What it is'], rows)}`
  }

  models(entries, sectionOf) {
    const values = entries.filter(({ kind }) => kind === 'function' || kind === 'value')
    const types = entries.filter((entry) => !values.includes(entry))
    const rows = values.map(({ name, doc }) => [
      `[\`${name}\`](modelling.md#${sectionOf(name)})`,
      firstSentence(doc),
    ])
    return `## For models

[Writing models](modelling.md) tells of these.

${table(['Name', 'What it is'], rows)}

Types, for functions of your own: ${types.map(({ name }) => `\`${name}\``).join(', ')}.`
  }
}

/** Where the reference of models tells of a name, as the anchor of a heading: in a table, in a sentence, or else in an example. */
function sectionIn(modelling) {
  const sections = modelling.split(/^#+ /m).slice(1)
  return (name) => {
    const patterns = [`^\\| [^|]*\`${name}(?![\\w-])`, `\`${name}(?![\\w-])`, `\\b${name}\\(`]
    const [found] = patterns.flatMap((pattern) =>
      sections.filter((section) => new RegExp(pattern, 'm').test(section)),
    )
    if (found === undefined) throw new Error(`docs/modelling.md does not speak of ${name}`)
    const [heading] = found.split('\n')
    return heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  }
}

function examples({ tags }) {
  return tags.flatMap(({ name, text }) => (name === 'example' ? [text] : []))
}

function defaultText(usual) {
  if (usual === undefined) return ''
  return /^['{\d]/.test(usual) ? `\`${usual}\`` : usual
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function indented(code) {
  return code
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}

function oneLine(text) {
  return (text ?? '').replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
}

function firstSentence(doc) {
  const [sentence = doc] = /^[^]*?\.(?=\s|$)/.exec(doc) ?? []
  return oneLine(sentence.replace(/^- /, ''))
}
