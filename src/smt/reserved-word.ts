/**
 * Whether a name means something in SMT-LIB 2.6 already, so that solvers refuse it or read it otherwise: reserved words, what the theories
 * define (bars around it make no other name of it), and the names that `TermPrinter` binds. None of them has a `#`.
 */
export function isReserved(name: string): boolean {
  return WORDS.has(name) || FAMILIES.test(name)
}

const WORDS: ReadonlySet<string> = new Set([
  ...['_', '!', 'as', 'let', 'exists', 'forall', 'match', 'par', 'lambda'],
  ...['BINARY', 'DECIMAL', 'HEXADECIMAL', 'NUMERAL', 'STRING'],
  ...['Bool', 'Int', 'Real', 'Array', 'BitVec', 'String', 'RegLan', 'RoundingMode', 'FloatingPoint'],
  ...['true', 'false', 'not', 'and', 'or', 'xor', 'distinct', 'ite', 'implies', 'iff'],
  ...['abs', 'div', 'mod', 'divisible', 'to_real', 'to_int', 'is_int', 'iand', 'int2bv', 'nat2bv'],
  ...['sin', 'cos', 'tan', 'sec', 'csc', 'cot', 'exp', 'sqrt', 'arcsin', 'arccos', 'arctan', 'pi'],
  ...['concat', 'extract', 'repeat', 'zero_extend', 'sign_extend', 'rotate_left', 'rotate_right'],
  ...['select', 'store', 'const', 'default', 'map', 'set', 'bag', 'tuple', 'union', 'seq', 'is'],
  ...['fp', 'to_fp', 'RNE', 'RNA', 'RTP', 'RTN', 'RTZ'],
])

/** Operations on bit-vectors; dotted names of theories such as `str.len`; rounding modes; names bound by `let`. */
const FAMILIES = /^(?:bv\w*|(?:str|re|fp|seq|set|bag|rel|int|real|tuple)\.[^#]*|round[A-Z]\w*|\?\d+)$/
