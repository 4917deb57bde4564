import { readSExpressions, SExpressionError, type SExpression } from '../../smt/s-expression.js'
import { textPositions, VmtError, type TextPosition } from './vmt-error.js'

/** A text as expressions of which each knows where it stands. */
export class Source {
  readonly commands: readonly SExpression[]
  private readonly offsets = new Map<SExpression, number>()
  private readonly at: (offset: number) => TextPosition

  /** @throws VmtError for what is no sequence of s-expressions. */
  constructor(text: string) {
    this.at = textPositions(text)
    try {
      this.commands = readSExpressions(text, (expression, offset) => {
        this.offsets.set(expression, offset)
      })
    } catch (error) {
      if (!(error instanceof SExpressionError)) throw error
      throw new VmtError(sentence(error.problem), this.at(error.offset))
    }
  }

  /** Where an expression begins; the beginning of the text for what is not of it. */
  positionOf(expression: SExpression | undefined): TextPosition {
    return this.at((expression === undefined ? undefined : this.offsets.get(expression)) ?? 0)
  }

  /** @throws VmtError always. */
  refuse(problem: string, at: SExpression | undefined): never {
    throw new VmtError(problem, this.positionOf(at))
  }
}

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`
}

/** The name of a symbol; undefined for anything else. Quoted or not, it is the same. */
export function symbolName(expression: SExpression | undefined): string | undefined {
  return expression?.kind === 'symbol' ? expression.name : undefined
}

/** The items of a list; undefined for anything else. */
export function listItems(expression: SExpression | undefined): readonly SExpression[] | undefined {
  return expression?.kind === 'list' ? expression.items : undefined
}

/** An expression as it was written, in one line, for messages. */
export function written(expression: SExpression | undefined): string {
  const text = write(expression, 0)
  return text.length > MOST_WRITTEN ? `${text.slice(0, MOST_WRITTEN)}...` : text
}

const [MOST_WRITTEN, DEEPEST_WRITTEN] = [60, 4]

function write(expression: SExpression | undefined, depth: number): string {
  switch (expression?.kind) {
    case undefined:
      return 'nothing'
    case 'symbol':
      return expression.name
    case 'keyword':
      return `:${expression.name}`
    case 'string':
      return JSON.stringify(expression.value)
    case 'numeral':
      return String(expression.value)
    case 'decimal':
      return expression.text
    case 'bits':
      return `#b${expression.value.toString(2).padStart(expression.width, '0')}`
    case 'list': {
      if (depth === DEEPEST_WRITTEN) return '(...)'
      const few = expression.items.slice(0, DEEPEST_WRITTEN).map((item) => write(item, depth + 1))
      return `(${[...few, ...(expression.items.length > few.length ? ['...'] : [])].join(' ')})`
    }
  }
}
