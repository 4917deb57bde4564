import { at, type Timed } from '../encode/command.js'
import type { Unrolling } from '../encode/unrolling.js'
import type { State } from '../ir/state.js'
import type { TransitionSystem } from '../ir/system.js'
import { indexOf, indexValues, type Scalar, type ScalarType, type Type, type Value } from '../ir/type.js'
import { isArrayValue, isRecordValue } from '../ir/value.js'
import type { Symbol, Term } from '../lower/term.js'
import type { Terms } from '../lower/terms.js'
import type { Trace } from './trace.js'

/**
 * What must be true for an execution of an unrolling to be this one: the value of each of its cells in each state, which action fires in
 * each step, and what is chosen. The opposite of `decodeTrace`.
 * @param source validated; what the unrolling is of.
 * @param trace with whole states.
 */
export function fixTrace(
  source: TransitionSystem,
  { system, relation }: Unrolling,
  { states, steps }: Trace,
): readonly Timed[] {
  const { terms, cells, actions } = system
  const is = (symbol: Symbol, type: ScalarType, value: Scalar | undefined): Term => {
    if (value === undefined) throw new TypeError(`the trace has no value for ${symbol.name}`)
    return terms.equal(symbol, constantOf(terms, type, symbol, value))
  }
  const ofStates = states.flatMap((state, k) => {
    const values = scalarsOf(source, state)
    return cells.map(({ name, type, current }) => at(is(current, type, values.get(name)), k))
  })
  const ofSteps = steps.flatMap(({ action: name, choices }, k) => {
    const place = actions.findIndex(({ action }) => action.name === name)
    const [action, fires] = [actions[place], relation.fires[place]]
    if (action === undefined || fires === undefined) throw new TypeError(`there is no action ${name}`)
    const chosen = action.choices.flatMap(({ name: choice, domain, symbol }) =>
      symbol === undefined ? [] : [is(symbol, domain, choices[choice])],
    )
    return [fires, ...chosen].map((formula) => at(formula, k))
  })
  return [...ofStates, ...ofSteps]
}

/** The scalars of a state, under the names of their cells. */
function scalarsOf({ variables }: TransitionSystem, state: State): ReadonlyMap<string, Scalar> {
  return new Map(
    variables.flatMap(({ name, type }) => {
      const value = state[name]
      return value === undefined ? [] : partsOf(name, type, value)
    }),
  )
}

function partsOf(name: string, type: Type, value: Value): readonly (readonly [string, Scalar])[] {
  switch (type.kind) {
    case 'record':
      return Object.entries(type.fields).flatMap(([field, fieldType]) => {
        const part = isRecordValue(value) ? value[field] : undefined
        return part === undefined ? [] : partsOf(`${name}.${field}`, fieldType, part)
      })
    case 'array':
      return [...indexValues(type.index)].flatMap((index, place) => {
        const part = isArrayValue(value) ? value[place] : undefined
        return part === undefined ? [] : partsOf(`${name}[${String(index)}]`, type.element, part)
      })
    default:
      return typeof value === 'object' ? [] : [[name, value]]
  }
}

function constantOf(terms: Terms, type: ScalarType, { sort }: Symbol, value: Scalar): Term {
  if (typeof value === 'boolean') return terms.bool(value)
  const number = BigInt(type.kind === 'enum' ? indexOf(type, value) : value)
  return sort.kind === 'BitVec' ? terms.bits(sort.width, number) : terms.int(number)
}
