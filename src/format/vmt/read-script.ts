import type { SExpression } from '../../smt/s-expression.js'
import { listItems, symbolName, written, type Source } from './source.js'

/** What a script declares and defines, unread as yet: only what the annotated terms need has to have a meaning. */
export interface Script {
  readonly declarations: ReadonlyMap<string, Declaration>
  readonly definitions: ReadonlyMap<string, Definition>
  readonly sorts: ReadonlyMap<string, SortDefinition>
}

export interface Declaration {
  readonly name: SExpression
  readonly parameters: readonly SExpression[]
  readonly sort: SExpression
}

export interface Definition {
  readonly name: SExpression
  readonly parameters: readonly Parameter[]
  readonly sort: SExpression
  readonly body: SExpression
}

export interface Parameter {
  readonly name: string
  readonly sort: SExpression
}

/** `undefined` body: a sort that is only declared. */
export interface SortDefinition {
  readonly parameters: readonly string[]
  readonly body: SExpression | undefined
}

/** Commands that say nothing about the system. */
const SILENT = new Set(['set-logic', 'set-info', 'set-option', 'check-sat', 'exit', 'echo', 'get-model'])

/**
 * Sorts the commands of a script.
 * @throws VmtError for a command that is none, and for one that a transition system does not have.
 */
export function readScript(source: Source): Script {
  const declarations = new Map<string, Declaration>()
  const definitions = new Map<string, Definition>()
  const sorts = new Map<string, SortDefinition>()
  const newName = (name: SExpression | undefined): string => {
    const text = symbolName(name) ?? source.refuse(`A name is expected, not ${written(name)}.`, name)
    if (declarations.has(text) || definitions.has(text)) {
      return source.refuse(`\`${text}\` is declared or defined already.`, name)
    }
    return text
  }
  for (const command of source.commands) {
    const items =
      listItems(command) ?? source.refuse(`A command is expected, not ${written(command)}.`, command)
    const [word, name, first, second, third] = items
    const keyword =
      symbolName(word) ?? source.refuse(`A command is expected, not ${written(command)}.`, command)
    const need = (count: number): void => {
      if (items.length !== count)
        source.refuse(`\`${keyword}\` takes ${String(count - 1)} arguments.`, command)
    }
    if (SILENT.has(keyword)) continue
    switch (keyword) {
      case 'declare-fun':
      case 'declare-const': {
        need(keyword === 'declare-fun' ? 4 : 3)
        const [parameters, sort] = keyword === 'declare-fun' ? [listOf(source, first), second] : [[], first]
        const text = newName(name)
        if (name !== undefined && sort !== undefined) declarations.set(text, { name, parameters, sort })
        break
      }
      case 'define-fun':
      case 'define-const': {
        need(keyword === 'define-fun' ? 5 : 4)
        const [parameters, sort, body] =
          keyword === 'define-fun' ? [parametersOf(source, first), second, third] : [[], first, second]
        const text = newName(name)
        if (name !== undefined && sort !== undefined && body !== undefined) {
          definitions.set(text, { name, parameters, sort, body })
        }
        break
      }
      case 'declare-sort':
        sorts.set(symbolName(name) ?? '', { parameters: [], body: undefined })
        break
      case 'define-sort':
        need(4)
        sorts.set(symbolName(name) ?? '', {
          parameters: listOf(source, first).map((parameter) => symbolName(parameter) ?? ''),
          body: second,
        })
        break
      case 'assert':
        if (items.length === 2 && symbolName(name) === 'true') break
        source.refuse(
          'Only `(assert true)` may be asserted: what a transition system means stands in annotated definitions.',
          command,
        )
        break
      default:
        source.refuse(`VMT-LIB has no command \`${keyword}\`.`, command)
    }
  }
  return { declarations, definitions, sorts }
}

function listOf(source: Source, expression: SExpression | undefined): readonly SExpression[] {
  return listItems(expression) ?? source.refuse(`A list is expected, not ${written(expression)}.`, expression)
}

function parametersOf(source: Source, expression: SExpression | undefined): readonly Parameter[] {
  return listOf(source, expression).map((parameter) => {
    const [name, sort] = listOf(source, parameter)
    const text = symbolName(name)
    if (text === undefined || sort === undefined) {
      return source.refuse(`A parameter with its sort is expected, not ${written(parameter)}.`, parameter)
    }
    return { name: text, sort }
  })
}
