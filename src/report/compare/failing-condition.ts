import { evidenceFor } from '../../explain/evidence.js'
import { formulaText } from '../../explain/formula-text.js'
import type { Scene } from '../../explain/scene.js'
import type { Expr } from '../../ir/expr.js'
import type { TransitionSystem } from '../../ir/system.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import { listed } from './enumeration.js'
import { showCellValue, valuesIn } from '../state/state-change.js'

/**
 * Conditions that fail, each with the values that make it fail: `endpoint[0].active < 1`, and here endpoint[0].active = 3. Nothing for
 * no conditions.
 */
export function failingConditions(system: TransitionSystem, conditions: readonly Expr[], scene: Scene): Line {
  const formulas = new Map(
    conditions.map((condition) => [formulaText(system, condition, scene.bound), condition]),
  )
  const told = [...formulas].map(([text, condition]) => {
    const { restsOn } = evidenceFor(system, condition, scene)
    const values = valuesIn(system.variables, scene.state, restsOn).map(showCellValue)
    const formula = lineOf('`', span(text, 'strong'), '`')
    return values.length === 0 ? formula : lineOf(...formula, ', and here ', ...listed(values))
  })
  return told.flatMap((line, place) => (place === 0 ? line : [span('; and '), ...line]))
}
