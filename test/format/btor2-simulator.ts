import type { Btor2, Node } from './btor2-reader.js'

/** The value of every line where states and inputs have the given ones, all by their numbers. */
export type Values = ReadonlyMap<number, bigint>

export function evaluate({ nodes }: Btor2, given: Values): Values {
  const values = new Map(given)
  const valueOf = (reference: number): bigint => {
    const value = values.get(Math.abs(reference))!
    return reference > 0 ? value : ~value & mask(nodes.get(-reference)!.width)
  }
  for (const node of nodes.values()) {
    if (node.operator === 'state' || node.operator === 'input') {
      if (!values.has(node.id)) throw new Error(`line ${String(node.id)} has no value`)
      continue
    }
    const widths = node.operands.map((operand) => nodes.get(Math.abs(operand))!.width)
    values.set(node.id, node.value ?? mask(node.width) & apply(node, node.operands.map(valueOf), widths))
  }
  return values
}

function mask(width: number): bigint {
  return (1n << BigInt(width)) - 1n
}

const truth = (value: boolean): bigint => (value ? 1n : 0n)

/** What BTOR2 says of the operators; the caller cuts the result to its width. */
function apply(
  { operator, parameters, width: own }: Node,
  [a = 0n, b = 0n, c = 0n]: readonly bigint[],
  [width = 0, second = 0]: readonly number[],
): bigint {
  const negative = (value: bigint): boolean => value >> BigInt(width - 1) === 1n
  const signed = (value: bigint): bigint => (negative(value) ? value - (1n << BigInt(width)) : value)
  const fitsSigned = (value: bigint): boolean =>
    value >= -(1n << BigInt(width - 1)) && value < 1n << BigInt(width - 1)
  const ones = mask(width)
  switch (operator) {
    case 'not':
      return ~a
    case 'inc':
      return a + 1n
    case 'dec':
      return a - 1n
    case 'neg':
      return -a
    case 'redand':
      return truth(a === ones)
    case 'redor':
      return truth(a !== 0n)
    case 'redxor':
      return BigInt(a.toString(2).replaceAll('0', '').length % 2)
    case 'and':
      return a & b
    case 'nand':
      return ~(a & b)
    case 'or':
      return a | b
    case 'nor':
      return ~(a | b)
    case 'xor':
      return a ^ b
    case 'xnor':
      return ~(a ^ b)
    case 'iff':
    case 'eq':
      return truth(a === b)
    case 'neq':
      return truth(a !== b)
    case 'implies':
      return truth(a === 0n || b === 1n)
    case 'ult':
      return truth(a < b)
    case 'ulte':
      return truth(a <= b)
    case 'ugt':
      return truth(a > b)
    case 'ugte':
      return truth(a >= b)
    case 'slt':
      return truth(signed(a) < signed(b))
    case 'slte':
      return truth(signed(a) <= signed(b))
    case 'sgt':
      return truth(signed(a) > signed(b))
    case 'sgte':
      return truth(signed(a) >= signed(b))
    case 'add':
      return a + b
    case 'sub':
      return a - b
    case 'mul':
      return a * b
    case 'udiv':
      return b === 0n ? ones : a / b
    case 'urem':
      return b === 0n ? a : a % b
    case 'sdiv':
      return b === 0n ? (negative(a) ? 1n : ones) : signed(a) / signed(b)
    case 'srem':
      return b === 0n ? a : signed(a) % signed(b)
    case 'smod': {
      if (b === 0n) return a
      const rest = signed(a) % signed(b)
      return rest !== 0n && rest < 0n !== negative(b) ? rest + signed(b) : rest
    }
    case 'sll':
      return b >= BigInt(width) ? 0n : a << b
    case 'srl':
      return b >= BigInt(width) ? 0n : a >> b
    case 'sra':
      return signed(a) >> (b >= BigInt(width) ? BigInt(width) : b)
    case 'rol':
      return (a << (b % BigInt(width))) | (a >> (BigInt(width) - (b % BigInt(width))))
    case 'ror':
      return (a >> (b % BigInt(width))) | (a << (BigInt(width) - (b % BigInt(width))))
    case 'uaddo':
      return truth(a + b > ones)
    case 'usubo':
      return truth(a < b)
    case 'umulo':
      return truth(a * b > ones)
    case 'saddo':
      return truth(!fitsSigned(signed(a) + signed(b)))
    case 'ssubo':
      return truth(!fitsSigned(signed(a) - signed(b)))
    case 'smulo':
      return truth(!fitsSigned(signed(a) * signed(b)))
    case 'sdivo':
      return truth(b === ones && a === 1n << BigInt(width - 1))
    case 'concat':
      return (a << BigInt(second)) | b
    case 'slice':
      return (a >> BigInt(parameters[1]!)) & mask(own)
    case 'uext':
      return a
    case 'sext':
      return signed(a)
    case 'ite':
      return a === 1n ? b : c
    default:
      throw new Error(`no meaning for ${operator}`)
  }
}

/** The next values of the states, all of which must have one. */
export function nextState(file: Btor2, values: Values): Values {
  return new Map(
    file.states.map(({ id, next }) => {
      if (next === undefined) throw new Error(`state ${String(id)} has no next value`)
      return [id, value(file, values, next)]
    }),
  )
}

/** The value of an operand. */
export function value({ nodes }: Btor2, values: Values, reference: number): bigint {
  const found = values.get(Math.abs(reference))!
  return reference > 0 ? found : ~found & mask(nodes.get(-reference)!.width)
}

/** Every assignment to the given lines; undefined where there are more than the limit. */
export function assignments(
  { nodes }: Btor2,
  ids: readonly number[],
  limit: number,
): readonly Values[] | undefined {
  let rows: readonly Values[] = [new Map()]
  for (const id of ids) {
    const values = Number(1n << BigInt(nodes.get(id)!.width))
    if (rows.length * values > limit) return undefined
    rows = rows.flatMap((row) =>
      Array.from({ length: values }, (_, each) => new Map(row).set(id, BigInt(each))),
    )
  }
  return rows
}

/** The states in which an execution can be before its first step; undefined where there are more than the limit. */
export function startStates(file: Btor2, limit: number): readonly Values[] | undefined {
  const free = file.states.filter(({ init }) => init === undefined).map(({ id }) => id)
  return assignments(file, free, limit)?.map((chosen) => {
    const state = new Map(chosen)
    for (const { id, init } of file.states) {
      if (init === undefined) continue
      const others = new Map([...file.states.map((each) => [each.id, 0n] as const), ...state])
      const inputs = file.inputs.map((input) => [input, 0n] as const)
      state.set(id, value(file, evaluate(file, new Map([...others, ...inputs])), init))
    }
    return state
  })
}

export interface Enumeration {
  readonly inputLimit: number
  readonly stateLimit: number
  /** States that no execution leaves for others: of these only one input is tried, and it must lead to another such state. */
  readonly isDead: (state: Values) => boolean
}

/**
 * For each `bad` by its symbol, the least depth at which some execution is in it, by looking at all states and inputs; absent where
 * there is none up to the depth. Undefined where there is too much to look at.
 */
export function shortestDepths(
  file: Btor2,
  depth: number,
  { inputLimit, stateLimit, isDead }: Enumeration,
): ReadonlyMap<string, number> | undefined {
  const inputs = assignments(file, file.inputs, inputLimit)
  let level = startStates(file, stateLimit)
  if (inputs === undefined || level === undefined) return undefined
  const key = (state: Values): string => file.states.map(({ id }) => String(state.get(id))).join()
  const found = new Map<string, number>()
  const seen = new Set(level.map(key))
  for (let k = 0; k <= depth && found.size < file.bads.length; k++) {
    const following: Values[] = []
    for (const [place, state] of level.entries()) {
      const dead = isDead(state)
      for (const chosen of dead ? inputs.slice(place % inputs.length).slice(0, 1) : inputs) {
        const values = evaluate(file, new Map([...state, ...chosen]))
        for (const { node, symbol } of file.bads) {
          const name = String(symbol)
          if (!found.has(name) && value(file, values, node) === 1n) found.set(name, k)
        }
        const successor = nextState(file, values)
        if (dead && !isDead(successor)) throw new Error('a dead state comes to life')
        if (dead || seen.has(key(successor))) continue
        seen.add(key(successor))
        following.push(successor)
        if (seen.size > stateLimit) return undefined
      }
    }
    level = following
  }
  return found
}
