import type { Expr, Quantified } from '../ir/expr.js'
import { children } from '../ir/fold.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexValues } from '../ir/type.js'
import { evaluationOf, sceneAfter, type Occurrence, type Scene } from './scene.js'

/** `deciding`: what the value rests on. `evaluated`: also what was looked at before, and left it open. */
export type Extent = 'deciding' | 'evaluated'

/**
 * The parts of a formula that make its value what it is: of a conjunction that fails, only the first conjunct that fails; of a
 * quantifier, only the first value that decides it; of a count that is too large, what counts; of everything else, all that is evaluated.
 */
export function groundsOf(
  system: TransitionSystem,
  { expr, scene }: Occurrence,
  extent: Extent = 'deciding',
): readonly Occurrence[] {
  const here = (part: Expr): Occurrence => ({ expr: part, scene })
  switch (expr.kind) {
    case 'next': {
      const after = sceneAfter(scene)
      return after === undefined ? [] : [{ expr: expr.body, scene: after }]
    }
    case 'and':
    case 'or':
      return untilDecided(system, expr.operands.map(here), expr.kind === 'and', extent)
    case 'implies':
      return isPlainly(system, here(expr.left), false)
        ? [here(expr.left)]
        : [here(expr.left), here(expr.right)]
    case 'ite':
      return [
        here(expr.condition),
        here(isPlainly(system, here(expr.condition), true) ? expr.whenTrue : expr.whenFalse),
      ]
    case 'forall':
    case 'exists':
      return untilDecided(system, inEachScene(expr, scene), expr.kind === 'forall', extent)
    case 'count':
      return inEachScene(expr, scene)
    case 'le':
      // Too many: those that count.
      return extent === 'deciding' && expr.left.kind === 'count' && isPlainly(system, here(expr), false)
        ? [...inEachScene(expr.left, scene).filter((one) => isPlainly(system, one, true)), here(expr.right)]
        : children(expr).map(here)
    default:
      return children(expr).map(here)
  }
}

/** All of them when they agree; else the first that ends the lazy evaluation. */
function untilDecided(
  system: TransitionSystem,
  operands: readonly Occurrence[],
  usual: boolean,
  extent: Extent,
): readonly Occurrence[] {
  const first = operands.findIndex((operand) => !isPlainly(system, operand, usual))
  if (first < 0) return operands
  return operands.slice(extent === 'deciding' ? first : 0, first + 1)
}

function inEachScene(
  { bound: name, over, body }: Pick<Quantified, 'bound' | 'over' | 'body'>,
  scene: Scene,
): readonly Occurrence[] {
  return Array.from(indexValues(over), (value) => ({
    expr: body,
    scene: { ...scene, bound: { name, over, value, outer: scene.bound } },
  }))
}

function isPlainly(system: TransitionSystem, occurrence: Occurrence, truth: boolean): boolean {
  const found = evaluationOf(system, occurrence)
  return found.kind === 'value' && found.value === truth
}
