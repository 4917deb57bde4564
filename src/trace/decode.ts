import { assertNever } from '../ir/assert-never.js'
import { integer, type Integer } from '../ir/integer.js'
import { processName, type TransitionSystem } from '../ir/system.js'
import { cardinality, indexValues, type Scalar, type ScalarType, type Type, type Value } from '../ir/type.js'
import { at, type Timed } from '../encode/command.js'
import type { Unrolling } from '../encode/unrolling.js'
import type { ScalarAction, ScalarChoice, ScalarSystem } from '../lower/scalar-system.js'
import type { Sort, Symbol, Term } from '../lower/term.js'
import { symbolAt } from '../smt/smtlib.js'
import type { Step, Trace } from './trace.js'

/** A satisfying assignment: each symbol's value by its printed name; bit-vectors as unsigned integers. */
export type Assignment = ReadonlyMap<string, boolean | Integer>

/** The symbols whose values make up an execution of `depth` steps. */
export function traceSymbols({ system, relation }: Unrolling, depth: number): readonly string[] {
  const ofStates = steps(depth + 1).flatMap((k) => system.cells.map(({ current }) => at(current, k)))
  const choices = system.actions.flatMap((action) => action.choices.flatMap(({ symbol }) => symbol ?? []))
  const ofSteps = steps(depth).flatMap((k) => [...relation.fires, ...choices].map((symbol) => at(symbol, k)))
  return [...ofStates, ...ofSteps].map(symbolAt)
}

/**
 * Reads the execution of `depth` steps off an assignment. The first state is whole: what the search left out as irrelevant gets its
 * initial value, or the first of its type. Later states have the variables that the assignment determines; replay adds the rest.
 */
export function decodeTrace(
  source: TransitionSystem,
  unrolling: Unrolling,
  depth: number,
  assignment: Assignment,
): Trace {
  const { system } = unrolling
  return {
    states: steps(depth + 1).map((k) => decodeState(source, system, k, assignment)),
    steps: steps(depth).map((k) => decodeStep(unrolling, k, assignment)),
  }
}

function steps(count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => k)
}

function decodeState(
  source: TransitionSystem,
  system: ScalarSystem,
  k: number,
  assignment: Assignment,
): Readonly<Record<string, Value>> {
  const symbols = new Map(system.cells.map(({ name, current }) => [name, current]))
  const scalar = (name: string, type: ScalarType): Scalar | undefined => {
    if (type.kind !== 'integer' && cardinality(type) === 1) return firstOf(type)
    const symbol = symbols.get(name)
    if (symbol !== undefined) return decodeScalar(type, symbol.sort, valueOf(at(symbol, k), assignment))
    if (k > 0) return undefined
    const initial = system.initial.get(name)
    return initial === undefined ? firstOf(type) : decodeScalar(type, initial.sort, constantOf(initial))
  }
  const values = source.variables.flatMap(({ name, type }) => {
    const value = assemble(name, type, scalar)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(values)
}

/** A structured value from its scalars; undefined when one of them is. */
function assemble(
  name: string,
  type: Type,
  scalar: (name: string, type: ScalarType) => Scalar | undefined,
): Value | undefined {
  switch (type.kind) {
    case 'record': {
      const fields = Object.entries(type.fields).flatMap(([field, fieldType]) => {
        const value = assemble(`${name}.${field}`, fieldType, scalar)
        return value === undefined ? [] : [[field, value] as const]
      })
      return fields.length === Object.keys(type.fields).length ? Object.fromEntries(fields) : undefined
    }
    case 'array': {
      const elements = [...indexValues(type.index)].map((index) =>
        assemble(`${name}[${String(index)}]`, type.element, scalar),
      )
      const known = elements.filter((element) => element !== undefined)
      return known.length === elements.length ? known : undefined
    }
    default:
      return scalar(name, type)
  }
}

function decodeStep({ system, relation }: Unrolling, k: number, assignment: Assignment): Step {
  const place = relation.fires.findIndex((symbol) => valueOf(at(symbol, k), assignment) === true)
  const fired = system.actions[place]
  if (fired === undefined)
    throw new TypeError(`the solver's assignment fires no action in step ${String(k + 1)}`)
  const { name, label, process, source } = fired.action
  return {
    action: name,
    label,
    choices: decodeChoices(fired, k, assignment),
    ...(process === undefined ? {} : { process: processName(process) }),
    ...(source === undefined ? {} : { source }),
  }
}

function decodeChoices({ choices }: ScalarAction, k: number, assignment: Assignment): Step['choices'] {
  const decode = ({ domain, symbol }: ScalarChoice): Scalar =>
    symbol === undefined
      ? firstOf(domain)
      : decodeScalar(domain, symbol.sort, valueOf(at(symbol, k), assignment))
  return Object.fromEntries(choices.map((choice) => [choice.name, decode(choice)]))
}

function valueOf(symbol: Timed<Symbol>, assignment: Assignment): boolean | Integer {
  const value = assignment.get(symbolAt(symbol))
  if (value === undefined) throw new TypeError(`the solver gave no value for ${symbolAt(symbol)}`)
  return value
}

/** The value of a type that a symbol's value stands for. */
export function decodeScalar(type: ScalarType, sort: Sort, value: boolean | Integer): Scalar {
  if (type.kind === 'bool' || typeof value === 'boolean') return value === true
  switch (type.kind) {
    case 'enum':
      return type.values[Number(value)] ?? `member ${String(value)}`
    case 'range':
      return sort.kind === 'BitVec' && type.lo < 0 ? integer(BigInt.asIntN(sort.width, BigInt(value))) : value
    case 'bits':
    case 'integer':
      return value
    default:
      return assertNever(type)
  }
}

function constantOf(term: Term): boolean | Integer {
  if (term.kind === 'bool') return term.value
  if (term.kind === 'number') return integer(term.value)
  throw new TypeError('an initial value that is not a constant')
}

function firstOf(type: ScalarType): Scalar {
  if (type.kind === 'integer') return 0
  const [first] = indexValues(type)
  if (first === undefined) throw new TypeError('a type without values: the system was not validated')
  return first
}
