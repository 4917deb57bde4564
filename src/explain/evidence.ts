import type { Keys, PartFilter } from '../ir/cell.js'
import type { Binding } from '../ir/environment.js'
import { evaluate, type Evaluation } from '../ir/evaluate.js'
import type { Expr, Quantified } from '../ir/expr.js'
import { children } from '../ir/fold.js'
import type { State } from '../ir/state.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexOf, indexValues, type Type } from '../ir/type.js'

/** The parts of the state on which the value of a formula rests. */
export interface Evidence {
  /** Whether the formula's value rests on this scalar part, in the state itself or in the one after the step. */
  readonly restsOn: PartFilter
}

/** What a formula is about, while it is taken apart. */
interface Scene {
  readonly state: State
  readonly next: State | undefined
  readonly bound: Binding | undefined
  /** What was taken apart in this scene already: formulas share their parts. */
  readonly seen: Set<Expr>
}

/**
 * Which parts of the state decide a formula: of a conjunction that fails, only the first conjunct that fails; of a quantifier, only
 * the first value that decides it; of everything else, all that it reads.
 */
export function evidenceFor(
  system: TransitionSystem,
  expr: Expr,
  where: { readonly state: State; readonly next?: State | undefined },
): Evidence {
  const types = new Map(system.variables.map(({ name, type }) => [name, type]))
  const read = new Set<string>()

  const valueOf = (part: Expr, { state, next, bound }: Scene): Evaluation =>
    evaluate(system, part, {
      state,
      ...(next === undefined ? {} : { next }),
      ...(bound === undefined ? {} : { bound }),
    })
  const isPlain = (part: Expr, scene: Scene, truth: boolean): boolean => {
    const found = valueOf(part, scene)
    return found.kind === 'value' && found.value === truth
  }

  const takeApart = (part: Expr, scene: Scene): void => {
    if (scene.seen.has(part)) return
    scene.seen.add(part)
    switch (part.kind) {
      case 'variable':
      case 'field':
      case 'element':
        readPart(part, scene)
        return
      case 'next':
        if (scene.next !== undefined)
          takeApart(part.body, { state: scene.next, next: undefined, bound: scene.bound, seen: new Set() })
        return
      case 'and':
      case 'or':
        for (const operand of deciding(part.operands, scene, part.kind === 'and')) takeApart(operand, scene)
        return
      case 'implies':
        takeApart(part.left, scene)
        if (!isPlain(part.left, scene, false)) takeApart(part.right, scene)
        return
      case 'ite':
        takeApart(part.condition, scene)
        takeApart(isPlain(part.condition, scene, true) ? part.whenTrue : part.whenFalse, scene)
        return
      case 'forall':
      case 'exists':
        for (const inner of decidingScenes(part, scene)) takeApart(part.body, inner)
        return
      case 'count':
        for (const value of indexValues(part.over)) {
          const bound = { name: part.bound, over: part.over, value, outer: scene.bound }
          takeApart(part.body, { ...scene, bound, seen: new Set() })
        }
        return
      default:
        for (const child of children(part)) takeApart(child, scene)
    }
  }

  /** All operands when they agree; else the first that ends the lazy evaluation. */
  const deciding = (operands: readonly Expr[], scene: Scene, usual: boolean): readonly Expr[] => {
    const first = operands.find((operand) => !isPlain(operand, scene, usual))
    return first === undefined ? operands : [first]
  }

  const decidingScenes = ({ kind, bound: name, over, body }: Quantified, scene: Scene): readonly Scene[] => {
    const scenes = [...indexValues(over)].map((value) => ({
      ...scene,
      bound: { name, over, value, outer: scene.bound },
      seen: new Set<Expr>(),
    }))
    const first = scenes.find((inner) => !isPlain(body, inner, kind === 'forall'))
    return first === undefined ? scenes : [first]
  }

  /** Notes a part of a variable with the indices that lead to it; what is computed is taken apart further. */
  const readPart = (part: Expr, scene: Scene): void => {
    const reached = walk(part, scene)
    if (reached !== undefined) read.add(nameOf(reached.variable, reached.keys))
    // An element that is not there: nothing in the array is to blame, but what points past its end.
    else if (part.kind === 'element' && walk(part.array, scene) !== undefined) takeApart(part.index, scene)
    else for (const child of children(part)) takeApart(child, scene)
  }

  const walk = (
    part: Expr,
    scene: Scene,
  ): { readonly variable: string; readonly keys: Keys; readonly type: Type } | undefined => {
    if (part.kind === 'variable') {
      const type = types.get(part.name)
      return type === undefined ? undefined : { variable: part.name, keys: [], type }
    }
    if (part.kind === 'field') {
      const whole = walk(part.record, scene)
      const type = whole?.type.kind === 'record' ? whole.type.fields[part.field] : undefined
      return whole === undefined || type === undefined
        ? undefined
        : { ...whole, keys: [...whole.keys, part.field], type }
    }
    if (part.kind !== 'element') return undefined
    const whole = walk(part.array, scene)
    const index = valueOf(part.index, scene)
    if (whole?.type.kind !== 'array' || index.kind === 'undefined') return undefined
    const place = indexOf(whole.type.index, index.value)
    if (place < 0) return undefined
    takeApart(part.index, scene)
    return { ...whole, keys: [...whole.keys, place], type: whole.type.element }
  }

  takeApart(expr, { state: where.state, next: where.next, bound: undefined, seen: new Set() })
  const restsOn: PartFilter = (variable, keys) =>
    [variable, ...keys].some((_, length) => read.has(nameOf(variable, keys.slice(0, length))))
  return { restsOn }
}

function nameOf(variable: string, keys: Keys): string {
  return JSON.stringify([variable, ...keys])
}
