import type { FormulaValue } from '../../explain/explanation.js'
import { showValue } from '../../ir/value.js'
import type { Trace } from '../../trace/trace.js'
import { showPart } from '../state/shown-part.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import { sinceStep } from './origin-text.js'
import type { ValueRow } from './value-rows.js'

/** A formula and its parts, each with its value; what is read off the state once, with where it comes from. */
export function formulaRows(formula: FormulaValue, trace: Trace): readonly ValueRow[] {
  const told = new Set<string>()
  const rowsOf = (part: FormulaValue, depth: number): readonly ValueRow[] => {
    const [only, another] = part.parts
    if (only !== undefined && another === undefined && isSaidBy(part, only)) return rowsOf(only, depth)
    if (part.origin !== undefined) {
      if (told.has(part.text)) return []
      told.add(part.text)
    }
    const since = part.origin === undefined ? {} : { since: sinceStep(trace, part.origin.step) }
    return [
      { depth, text: valueLine(part), ...since },
      ...part.parts.flatMap((inner) => rowsOf(inner, depth + 1)),
    ]
  }
  return rowsOf(formula, 0)
}

/** An equation that holds says what its side is. */
function isSaidBy({ value, text }: FormulaValue, part: FormulaValue): boolean {
  return (
    value === true &&
    part.origin !== undefined &&
    text ===
      valueLine(part)
        .map((piece) => piece.text)
        .join('')
  )
}

function valueLine({ text, value, fault, binding, origin }: FormulaValue): Line {
  if (origin !== undefined && value !== undefined) {
    return lineOf(`${text} = `, span(showPart(value, origin.part.type), 'strong'))
  }
  const shown = value !== undefined ? showValue(value) : fault === undefined ? undefined : 'undefined'
  if (shown === undefined) return lineOf(text)
  const where = binding === undefined ? '' : ` for ${binding.name} = ${String(binding.value)}`
  return lineOf(`${text} is `, span(shown, 'strong'), where)
}
