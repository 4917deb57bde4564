import { FALSE, TRUE, type Expr } from '../../ir/expr.js'
import { children, foundBottomUp, mapChildren } from '../../ir/fold.js'

/** A part of a transition relation: what it leaves open is chosen, as its condition allows. */
export interface StepPart {
  /** Of which part of the relation it was made. */
  readonly of: Expr
  /** Says `bound` for next values that are left open. */
  readonly guard: Expr
  /** What next values are, by their symbols, where that is said outright. */
  readonly values: ReadonlyMap<string, Expr>
}

/** A relation with more alternatives than this is left as it is. */
const MOST_ALTERNATIVES = 1_000

/**
 * Takes a transition relation apart into alternatives, one for each operand of a disjunction of which each speaks of next values, and
 * some says what they are; and takes out of each the equations that do so. The steps are the same, and what is computed need not be guessed.
 * @param relation its conjunctions taken together.
 * @param nextSymbols the bound names that stand for next values.
 */
export function stepParts(relation: Expr, nextSymbols: ReadonlySet<string>): readonly StepPart[] {
  const conditions = conjuncts(relation)
  const speaks = speakingOf(nextSymbols)
  const choice = conditions.find(
    (condition) =>
      condition.kind === 'or' &&
      condition.operands.length > 1 &&
      condition.operands.length <= MOST_ALTERNATIVES &&
      condition.operands.every(speaks) &&
      condition.operands.some((operand) =>
        conjuncts(operand).some((part) => definitionsIn(part, nextSymbols).length > 0),
      ),
  )
  if (choice?.kind !== 'or') return [part(relation, conditions, nextSymbols)]
  const others = conditions.filter((condition) => condition !== choice)
  return choice.operands.map((operand) => part(operand, [...conjuncts(operand), ...others], nextSymbols))
}

function conjuncts(expr: Expr): readonly Expr[] {
  return expr.kind === 'and' ? expr.operands : [expr]
}

function part(of: Expr, conditions: readonly Expr[], nextSymbols: ReadonlySet<string>): StepPart {
  const values = new Map<string, Expr>()
  let open = conditions
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { found, rest } = definitions(open, nextSymbols, values)
    if (found.size === 0) break
    for (const [symbol, value] of found) values.set(symbol, value)
    const replace = replacing(found)
    open = rest.map(replace)
  }
  const [only = TRUE] = open
  return { of, guard: open.length === 1 ? only : { kind: 'and', operands: open }, values }
}

/** Values may be said in terms of others; longer chains of such are left open. */
const MOST_ROUNDS = 10

/** The conditions that say what a next value is in terms of the state before, one for each symbol, and the others. */
function definitions(
  conditions: readonly Expr[],
  nextSymbols: ReadonlySet<string>,
  known: ReadonlyMap<string, Expr>,
): { readonly found: ReadonlyMap<string, Expr>; readonly rest: readonly Expr[] } {
  const speaks = speakingOf(nextSymbols)
  const found = new Map<string, Expr>()
  const rest = conditions.filter((condition) => {
    const definition = definitionsIn(condition, nextSymbols).find(
      ({ symbol, value }) => !known.has(symbol) && !found.has(symbol) && !speaks(value),
    )
    if (definition !== undefined) found.set(definition.symbol, definition.value)
    return definition === undefined
  })
  return { found, rest }
}

/** Whether an expression speaks of a next value. */
function speakingOf(nextSymbols: ReadonlySet<string>): (expr: Expr) => boolean {
  const known = new Map<Expr, boolean>()
  const speaks = (expr: Expr): boolean =>
    foundBottomUp(expr, known, children, (node) =>
      node.kind === 'bound' ? nextSymbols.has(node.name) : children(node).some(speaks),
    )
  return speaks
}

/** The ways in which a condition says what one next value is. */
function definitionsIn(
  condition: Expr,
  nextSymbols: ReadonlySet<string>,
): readonly { readonly symbol: string; readonly value: Expr }[] {
  const flag = condition.kind === 'not' ? condition.body : condition
  if (flag.kind === 'bound' && nextSymbols.has(flag.name)) {
    return [{ symbol: flag.name, value: flag === condition ? TRUE : FALSE }]
  }
  if (condition.kind !== 'eq') return []
  const { left, right } = condition
  const sides = [
    [left, right],
    [right, left],
  ] as const
  return sides.flatMap(([side, value]) =>
    side.kind === 'bound' && nextSymbols.has(side.name) ? [{ symbol: side.name, value }] : [],
  )
}

/** Puts values in the place of symbols. What is shared stays shared. */
function replacing(values: ReadonlyMap<string, Expr>): (expr: Expr) => Expr {
  const known = new Map<Expr, Expr>()
  const replace = (expr: Expr): Expr =>
    foundBottomUp(expr, known, children, (node) =>
      node.kind === 'bound' ? (values.get(node.name) ?? node) : mapChildren(node, replace),
    )
  return replace
}
