import { assertNever } from '../ir/assert-never.js'
import type { Binding } from '../ir/environment.js'
import type { Expr } from '../ir/expr.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexValues, type IndexType } from '../ir/type.js'
import { boundName, boundTo } from './bound-name.js'
import { derivedShape, type DerivedShape } from './derived-shape.js'

/** Formulas share their parts: written out, they can be endless. Beyond so many parts, `...` stands for the rest. */
const MOST_PARTS = 60

/** How tightly an operator binds; what binds less tightly inside it is put in parentheses. */
const LEVEL = { quantifier: 0, implies: 1, or: 2, and: 3, not: 4, comparison: 5, sum: 6, product: 7, atom: 9 }

interface Written {
  readonly text: string
  readonly level: number
}

/**
 * A formula in the model's own names, as an engineer would write it down.
 * @param bound names that stand for their values here.
 */
export function formulaText(system: TransitionSystem, formula: Expr, bound?: Binding): string {
  let left = MOST_PARTS

  const write = (expr: Expr): Written => {
    if (left <= 0) return atom('...')
    left -= 1
    const shape = derivedShape(system, expr)
    return shape === undefined ? writePlain(expr) : writeShape(shape)
  }

  const inside = (expr: Expr, level: number): string => {
    const { text, level: own } = write(expr)
    return own < level ? `(${text})` : text
  }

  const between = (one: Expr, word: string, other: Expr, level: number, inner = level + 1): Written => ({
    text: `${inside(one, inner)} ${word} ${inside(other, inner)}`,
    level,
  })

  /** A relation, turned so that a constant stands on its right. */
  const compared = (one: Expr, word: string, other: Expr): Written =>
    one.kind === 'literal' && other.kind !== 'literal'
      ? between(other, TURNED[word] ?? word, one, LEVEL.comparison)
      : between(one, word, other, LEVEL.comparison)

  const listed = (parts: readonly Expr[], separator: string, level: number): string => {
    const texts: string[] = []
    for (const part of parts) {
      const isElided = left <= 0
      texts.push(isElided ? '...' : inside(part, level))
      if (isElided) break
    }
    return texts.join(separator)
  }

  const negated = (body: Expr): Written => {
    const shape = derivedShape(system, body)
    if (shape?.kind === 'member') return between(shape.item, 'not in', shape.whole, LEVEL.comparison)
    if (shape?.kind === 'something')
      return { text: `${inside(shape.whole, LEVEL.atom)} is nothing`, level: LEVEL.comparison }
    if (shape?.kind === 'case')
      return { text: `${inside(shape.whole, LEVEL.atom)} is not ${shape.name}`, level: LEVEL.comparison }
    if (body.kind === 'eq') return compared(body.left, '!=', body.right)
    if (body.kind === 'lt') return compared(body.left, '>=', body.right)
    if (body.kind === 'le') return compared(body.left, '>', body.right)
    if (body.kind === 'exists') return quantified(`for no ${nameIn(body.bound, body.over)}`, body.body)
    return { text: `not ${inside(body, LEVEL.not)}`, level: LEVEL.not }
  }

  const writeShape = (shape: DerivedShape): Written => {
    switch (shape.kind) {
      case 'size':
        return atom(`${inside(shape.whole, LEVEL.atom)}.${shape.word}`)
      case 'member':
        return between(shape.item, 'in', shape.whole, LEVEL.comparison)
      case 'at':
        return atom(`${inside(shape.whole, LEVEL.atom)}[${write(shape.index).text}]`)
      case 'something':
        return { text: `${inside(shape.whole, LEVEL.atom)} is something`, level: LEVEL.comparison }
      case 'case':
        return { text: `${inside(shape.whole, LEVEL.atom)} is ${shape.name}`, level: LEVEL.comparison }
      case 'value':
        return write(shape.of)
      default:
        return assertNever(shape)
    }
  }

  const writePlain = (expr: Expr): Written => {
    switch (expr.kind) {
      case 'literal':
        return atom(String(expr.value))
      case 'variable':
        return atom(expr.name)
      case 'bound':
        return atom(String(boundTo(bound, expr.name) ?? boundName(system, expr.name)))
      case 'next':
        return atom(`next(${write(expr.body).text})`)
      case 'not':
        return negated(expr.body)
      case 'and':
      case 'or':
        if (expr.operands.length === 0) return atom(String(expr.kind === 'and'))
        return {
          text: listed(expr.operands, ` ${expr.kind} `, LEVEL[expr.kind] + 1),
          level: LEVEL[expr.kind],
        }
      case 'implies':
        return between(expr.left, 'implies', expr.right, LEVEL.implies)
      case 'ite':
        return {
          text: `if ${write(expr.condition).text} then ${write(expr.whenTrue).text} else ${write(expr.whenFalse).text}`,
          level: LEVEL.quantifier,
        }
      case 'eq':
        return compared(expr.left, '=', expr.right)
      case 'lt':
        return compared(expr.left, '<', expr.right)
      case 'le':
        return compared(expr.left, '<=', expr.right)
      case 'add':
      case 'sub':
        return between(expr.left, expr.kind === 'add' ? '+' : '-', expr.right, LEVEL.sum)
      case 'mul':
        return between(expr.left, '*', expr.right, LEVEL.product)
      case 'div':
      case 'mod':
        return between(expr.left, expr.kind, expr.right, LEVEL.product)
      case 'neg':
        return { text: `-${inside(expr.body, LEVEL.atom)}`, level: LEVEL.product }
      case 'min':
      case 'max':
        return atom(`${expr.kind}(${listed(expr.operands, ', ', 0)})`)
      case 'bits': {
        const indices = expr.indices.map((index) => `, ${String(index)}`).join('')
        return atom(`${expr.operator}(${listed(expr.operands, ', ', 0)}${indices})`)
      }
      case 'field':
        return atom(`${inside(expr.record, LEVEL.atom)}.${expr.field}`)
      case 'element':
        return atom(`${inside(expr.array, LEVEL.atom)}[${write(expr.index).text}]`)
      case 'record': {
        const fields = Object.entries(expr.fields).map(([name, part]) =>
          left <= 0 ? '...' : `${name}: ${write(part).text}`,
        )
        return atom(`{ ${fields.join(', ')} }`)
      }
      case 'array':
        return atom(`[${listed(expr.elements, ', ', 0)}]`)
      case 'forall':
      case 'exists': {
        const word = expr.kind === 'forall' ? 'every' : 'some'
        return quantified(`for ${word} ${nameIn(expr.bound, expr.over)}`, expr.body)
      }
      case 'count':
        return atom(`count(${quantified(nameIn(expr.bound, expr.over), expr.body).text})`)
      default:
        return assertNever(expr)
    }
  }

  const nameIn = (name: string, over: IndexType): string =>
    `${boundName(system, name)} in ${domainText(over)}`

  const quantified = (head: string, body: Expr): Written => ({
    text: `${head}: ${write(body).text}`,
    level: LEVEL.quantifier,
  })

  return write(formula).text
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function atom(text: string): Written {
  return { text, level: LEVEL.atom }
}

function domainText(over: IndexType): string {
  if (over.kind === 'range') return `${String(over.lo)}..${String(over.hi)}`
  return `{${[...indexValues(over)].map(String).join(', ')}}`
}
