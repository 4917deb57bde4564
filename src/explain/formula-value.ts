import { showCell } from '../ir/cell.js'
import { environment } from '../ir/environment.js'
import type { Expr } from '../ir/expr.js'
import type { TransitionSystem } from '../ir/system.js'
import { boundName } from './bound-name.js'
import type { FormulaValue } from './explanation.js'
import { formulaText } from './formula-text.js'
import { groundsOf } from './grounds.js'
import type { OriginOf } from './origin.js'
import { keyOf } from './part.js'
import { partReadBy, type Reading } from './part-read.js'
import { evaluationOf, type Occurrence } from './scene.js'

/** Beyond so many parts in all, or so deep, a formula is told by its text alone. */
const MOST_PARTS = 60
const DEEPEST = 12

/** A formula with its value, and with those of its parts on which the value rests. */
export function formulaValue(
  system: TransitionSystem,
  occurrence: Occurrence,
  originOf: OriginOf,
): FormulaValue {
  const env = environment(system, { state: {} })
  let left = MOST_PARTS

  const tell = (told: Occurrence, depth: number): FormulaValue => {
    left -= 1
    const reading = isPath(told.expr) ? partReadBy(system, told) : undefined
    if (reading !== undefined) return tellRead(told, reading, depth)
    const bound = bindingOf(told)
    return {
      text: inItsTime(formulaText(system, told.expr, told.scene.bound), told.scene),
      ...valueOf(told),
      ...(bound === undefined ? {} : { binding: bound }),
      parts: partsOf(told, depth),
    }
  }

  /** What is read off the state, by the name of the part that it comes to. */
  const tellRead = (told: Occurrence, { part, indices }: Reading, depth: number): FormulaValue => {
    const isComputed = indices.some(({ expr }) => expr.kind !== 'literal' && expr.kind !== 'bound')
    return {
      text: isComputed
        ? inItsTime(showCell(env, part.variable, part.keys), part)
        : inItsTime(formulaText(system, told.expr, told.scene.bound), told.scene),
      ...valueOf(told),
      origin: originOf(part),
      parts: isComputed ? tellAll(indices.flatMap(leavesOf), depth) : [],
    }
  }

  const partsOf = (told: Occurrence, depth: number): readonly FormulaValue[] => {
    const { expr } = told
    if (expr.kind === 'next' || expr.kind === 'not') {
      const [body] = groundsOf(system, told)
      if (body === undefined) return []
      return isPath(body.expr) ? tellAll([body], depth) : partsOf(body, depth)
    }
    if (expr.kind === 'forall' || expr.kind === 'exists') {
      const grounds = groundsOf(system, told)
      const [only, another] = grounds
      if (only !== undefined && another === undefined && isConnective(only.expr)) return partsOf(only, depth)
      return tellAll(grounds, depth)
    }
    return isConnective(expr) ? tellAll(groundsOf(system, told), depth) : tellAll(leavesOf(told), depth)
  }

  const tellAll = (told: readonly Occurrence[], depth: number): readonly FormulaValue[] => {
    const parts: FormulaValue[] = []
    for (const each of told) {
      if (each.expr.kind === 'literal') continue
      if (depth >= DEEPEST || left <= 0) return [...parts, { text: '...', parts: [] }]
      parts.push(tell(each, depth + 1))
    }
    return parts
  }

  /** What a term reads off the state, each part once. */
  const leavesOf = (of: Occurrence): readonly Occurrence[] => {
    const leaves = new Map<string, Occurrence>()
    const seen = new Map<object, Set<Expr>>()
    const enter = (part: Occurrence): void => {
      const known = seen.get(part.scene) ?? new Set()
      seen.set(part.scene, known)
      if (known.has(part.expr)) return
      known.add(part.expr)
      const reading = isPath(part.expr) ? partReadBy(system, part) : undefined
      if (reading === undefined) for (const ground of groundsOf(system, part)) enter(ground)
      else leaves.set(`${keyOf(reading.part)}${String(reading.part.after)}`, part)
    }
    enter(of)
    return [...leaves.values()]
  }

  const valueOf = (told: Occurrence): Pick<FormulaValue, 'value' | 'fault'> => {
    const found = evaluationOf(system, told)
    return found.kind === 'value' ? { value: found.value } : { fault: found.fault }
  }

  const bindingOf = (told: Occurrence): FormulaValue['binding'] => {
    const { kind } = told.expr
    const [only, another] = groundsOf(system, told)
    if (kind === 'not' || kind === 'next') return only === undefined ? undefined : bindingOf(only)
    if (kind !== 'forall' && kind !== 'exists') return undefined
    const binding = only?.scene.bound
    if (binding === undefined || another !== undefined) return undefined
    return { name: boundName(system, binding.name), value: binding.value }
  }

  return tell(occurrence, 0)
}

/** What is about the state after the step says so. */
function inItsTime(text: string, { after }: { readonly after?: true }): string {
  return after === true ? `next(${text})` : text
}

function isPath({ kind }: Expr): boolean {
  return kind === 'variable' || kind === 'field' || kind === 'element' || kind === 'next'
}

function isConnective({ kind }: Expr): boolean {
  return (
    kind === 'and' ||
    kind === 'or' ||
    kind === 'implies' ||
    kind === 'not' ||
    kind === 'forall' ||
    kind === 'exists'
  )
}
