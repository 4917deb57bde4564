/**
 * Reads BTOR2, as far as it has no arrays, no justice and no fairness, as strictly as the format's own tools do: it knows nothing of how
 * we write it.
 */
export interface Btor2 {
  /** Every line with a value, by its number; operands come before what they are operands of. */
  readonly nodes: ReadonlyMap<number, Node>
  readonly states: readonly StateLine[]
  readonly inputs: readonly number[]
  readonly bads: readonly { readonly node: number; readonly symbol: string | undefined }[]
  /** The text of each line that has a number, without it. */
  readonly texts: readonly string[]
}

export interface Node {
  readonly id: number
  readonly operator: string
  readonly width: number
  /** Numbers of lines, a negative one for the value with all bits turned. */
  readonly operands: readonly number[]
  readonly parameters: readonly number[]
  /** Of a constant. */
  readonly value?: bigint
  readonly symbol?: string
}

export interface StateLine {
  readonly id: number
  init?: number
  next?: number
}

/** Operators by how the widths of their operands and their own hang together, with how many operands and parameters they have. */
const SHAPES = new Map<
  string,
  { readonly operands: number; readonly parameters: number; readonly fits: Fits }
>()
type Fits = (width: number, operands: readonly number[], parameters: readonly number[]) => boolean
const define = (names: string, operands: number, fits: Fits, parameters = 0): void => {
  for (const name of names.split(' ')) SHAPES.set(name, { operands, parameters, fits })
}
define('not inc dec neg', 1, (width, [a]) => width === a)
define('redand redor redxor', 1, (width) => width === 1)
define(
  'and nand nor or xnor xor rol ror sll sra srl add mul sdiv udiv smod srem urem sub',
  2,
  (width, [a, b]) => width === a && a === b,
)
define('eq neq ugt ugte ult ulte sgt sgte slt slte', 2, (width, [a, b]) => width === 1 && a === b)
define('saddo uaddo sdivo smulo umulo ssubo usubo', 2, (width, [a, b]) => width === 1 && a === b)
define('iff implies', 2, (width, [a, b]) => width === 1 && a === 1 && b === 1)
define('concat', 2, (width, [a, b]) => width === a! + b!)
define('ite', 3, (width, [condition, a, b]) => condition === 1 && a === b && width === a)
define('slice', 1, (width, [a], [high, low]) => high! < a! && low! <= high! && width === high! - low! + 1, 2)
define('uext sext', 1, (width, [a], [extra]) => width === a! + extra!, 1)

/** @throws Error at the first line that is not BTOR2. */
export function readBtor2(text: string): Btor2 {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const sorts = new Map<number, number>()
  const nodes = new Map<number, Node>()
  const states: StateLine[] = []
  const inputs: number[] = []
  const bads: { node: number; symbol: string | undefined }[] = []
  const texts: string[] = []
  let last = 0
  text
    .slice(0, -1)
    .split('\n')
    .forEach((line, place) => {
      const refuse = (why: string): never => {
        throw new Error(`line ${String(place + 1)}: ${why}: ${line}`)
      }
      if (/[^\x20-\x7e]/.test(line)) refuse('a character that is not printable')
      const [bare = '', ...remarks] = line.split(/(?:^|(?<= ));/)
      if (bare === '') return
      const code = remarks.length > 0 ? bare.slice(0, -1) : bare
      const words = code.split(' ')
      if (words.includes('')) refuse('two blanks, or one at the end')
      const [number = '', operator = '', ...rest] = words
      const id = wholeNumber(number) ?? refuse('no number')
      if (id <= last) refuse('a number that is not larger than the last')
      last = id
      texts.push(code.slice(number.length + 1))
      const take = (): string => rest.shift() ?? refuse('too few words')
      const count = (): number => wholeNumber(take()) ?? refuse('no number')
      const sort = (): number => sorts.get(count()) ?? refuse('no sort')
      const operand = (): number => {
        const word = take()
        const reference = wholeNumber(word.replace(/^-/, '')) ?? refuse('no operand')
        if (!nodes.has(reference)) refuse('an operand that has no value')
        return word.startsWith('-') ? -reference : reference
      }
      const widthOf = (reference: number): number => nodes.get(Math.abs(reference))!.width
      const symbol = (): { readonly symbol?: string } => {
        const named = rest.shift()
        if (rest.length > 0) refuse('too many words')
        return named === undefined ? {} : { symbol: named }
      }
      const add = (node: Omit<Node, 'id' | 'operator' | 'operands' | 'parameters'> & Partial<Node>): void => {
        nodes.set(id, { id, operator, operands: [], parameters: [], ...node })
      }
      switch (operator) {
        case 'sort':
          if (take() !== 'bitvec') refuse('a sort that is not read here')
          sorts.set(id, count() || refuse('no bits'))
          symbol()
          break
        case 'state':
        case 'input':
          add({ width: sort(), ...symbol() })
          if (operator === 'state') states.push({ id })
          else inputs.push(id)
          break
        case 'zero':
        case 'one':
        case 'ones': {
          const width = sort()
          const value = operator === 'zero' ? 0n : operator === 'one' ? 1n : (1n << BigInt(width)) - 1n
          add({ width, value, ...symbol() })
          break
        }
        case 'const':
        case 'constd':
        case 'consth': {
          const width = sort()
          const word = take()
          const [digits, prefix] = {
            const: [/^[01]+$/, '0b'],
            constd: [/^\d+$/, ''],
            consth: [/^[\da-f]+$/i, '0x'],
          }[operator] as [RegExp, string]
          if (!digits.test(word)) refuse('no constant')
          const value = BigInt(prefix + word)
          if (value >> BigInt(width) !== 0n || (operator === 'const' && word.length !== width))
            refuse('a constant of another width')
          add({ width, value, ...symbol() })
          break
        }
        case 'init':
        case 'next': {
          const width = sort()
          const [target, value] = [operand(), operand()]
          const state = states.find((each) => each.id === target) ?? refuse('no state')
          if (state[operator] !== undefined) refuse('said twice')
          if (widthOf(target) !== width || widthOf(value) !== width) refuse('widths that differ')
          if (operator === 'init') {
            if (state.id <= Math.abs(value)) refuse('a start value that stands after its state')
            if (dependsOn(nodes, value, 'input')) refuse('a start value that reads inputs')
          }
          state[operator] = value
          symbol()
          break
        }
        case 'bad': {
          const node = operand()
          if (widthOf(node) !== 1) refuse('more than one bit')
          bads.push({ node, symbol: symbol().symbol })
          break
        }
        default: {
          const shape = SHAPES.get(operator) ?? refuse('an operator that is not known')
          const width = sort()
          const operands = Array.from({ length: shape.operands }, operand)
          const parameters = Array.from({ length: shape.parameters }, count)
          if (!shape.fits(width, operands.map(widthOf), parameters)) refuse('widths that do not fit')
          add({ width, operands, parameters, ...symbol() })
        }
      }
    })
  return { nodes, states, inputs, bads, texts }
}

function wholeNumber(word: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(word) ? Number(word) : undefined
}

function dependsOn(nodes: ReadonlyMap<number, Node>, reference: number, operator: string): boolean {
  const node = nodes.get(Math.abs(reference))!
  return node.operator === operator || node.operands.some((each) => dependsOn(nodes, each, operator))
}
