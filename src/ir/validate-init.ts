import type { FaultCode } from './fault.js'
import { EvaluationFault } from './interpret.js'
import { ModelError, type ModelErrorCode } from './model-error.js'
import { complaint, outermostScope, type Scope } from './scope.js'
import { startSpace } from './start.js'
import type { Cell, SourcePlace, TransitionSystem } from './system.js'
import { indexOf, showType, type Type } from './type.js'
import { expectCompatible, expectCondition, typeOfCell } from './type-of.js'

/** Checks the start values, which are constants in fixed cells, and the assumptions. */
export function checkInit(system: TransitionSystem, variables: ReadonlyMap<string, Type>): void {
  const scope = (known: ReadonlyMap<string, Type>, subject: string, place: SourcePlace | undefined): Scope =>
    outermostScope({ variables: known, bound: new Map(), next: 'forbidden', subject, place })
  for (const { target, value, condition, source } of system.init.updates) {
    const subject = `The start value of \`${target.variable}\``
    const outside = scope(variables, subject, source)
    const constants = scope(new Map(), subject, source)
    const type = typeOfCell(target, outside)
    checkFixed(target, outside)
    if (condition !== undefined) expectCondition(condition, constants)
    expectCompatible(value, type, constants)
  }
  checkStartValues(system)
  for (const { name, expr, source } of system.init.assumptions) {
    expectCondition(expr, scope(variables, `The assumption \`${name}\``, source))
  }
}

/**
 * Checks that a cell is the same one in every state.
 * @throws ModelError when an index is not a literal, or no index of the array.
 */
export function checkFixed(cell: Cell, scope: Scope): void {
  cell.path.forEach((step, at) => {
    if (step.kind === 'field') return
    if (step.index.kind !== 'literal') {
      throw complaint(
        scope,
        'not-an-index',
        'has an index that is computed.',
        'Write the index as a constant.',
      )
    }
    const array = typeOfCell({ variable: cell.variable, path: cell.path.slice(0, at) }, scope)
    if (array.kind === 'array' && indexOf(array.index, step.index.value) < 0) {
      throw complaint(
        scope,
        'not-an-index',
        `has the index ${String(step.index.value)}, which is outside ${showType(array.index)}.`,
        'Write an index of the array.',
      )
    }
  })
}

const CODES: Readonly<Record<FaultCode, ModelErrorCode>> = {
  'out-of-range': 'type-mismatch',
  'index-out-of-range': 'not-an-index',
  'division-by-zero': 'type-mismatch',
  'conflicting-updates': 'conflicting-updates',
}

function checkStartValues(system: TransitionSystem): void {
  try {
    startSpace(system)
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error
    const { code, message, source } = error.fault
    throw new ModelError(
      CODES[code],
      `The start values cannot be set: ${message}.`,
      code === 'conflicting-updates'
        ? 'Give each cell one start value.'
        : 'Write a value that fits the cell.',
      source,
    )
  }
}
