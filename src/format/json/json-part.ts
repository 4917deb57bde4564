import { integer, type Integer } from '../../ir/integer.js'

/** A part of a JSON document that somebody else may have written: nothing is known about it but where it is. */
export interface JsonPart {
  readonly value: unknown
  /** How to get there: `states[2].x`; empty for the whole. */
  readonly path: string
  readonly depth: number
}

/** What is wrong with a document, and where in it. */
export class FormatError extends Error {
  override readonly name = 'FormatError'

  constructor(
    readonly path: string,
    /** One clause, without the path. */
    readonly problem: string,
  ) {
    super(path === '' ? problem : `${path}: ${problem}`)
  }
}

/** Documents that nest deeper are refused rather than followed. */
const DEEPEST = 200

/** @throws FormatError when the text is not JSON. */
export function parseJson(text: string): JsonPart {
  try {
    return { value: JSON.parse(text), path: '', depth: 0 }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [, position] = /position (\d+)/.exec(error.message) ?? []
    const where = position === undefined ? '' : ` (at character ${position})`
    throw new FormatError('', `this is not JSON, or it is cut off${where}`)
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** The fields of an object in their order. */
export function fieldsOf(part: JsonPart): readonly (readonly [string, JsonPart])[] {
  const { value } = part
  if (!isObject(value)) return wrong(part, 'an object')
  return Object.entries(value).map(([name, inner]) => [name, below(part, `.${name}`, inner)])
}

export function optionalField(part: JsonPart, name: string): JsonPart | undefined {
  const { value } = part
  if (!isObject(value)) return wrong(part, 'an object')
  return Object.hasOwn(value, name) ? below(part, `.${name}`, value[name]) : undefined
}

/** A field that may also be there as null, which means the same as if it were not. */
export function knownField(part: JsonPart, name: string): JsonPart | undefined {
  const field = optionalField(part, name)
  return field?.value === null ? undefined : field
}

export function fieldOf(part: JsonPart, name: string): JsonPart {
  const field = optionalField(part, name)
  if (field === undefined) throw new FormatError(part.path, `the field \`${name}\` is missing`)
  return field
}

export function itemsOf(part: JsonPart): readonly JsonPart[] {
  const { value } = part
  if (!isList(value)) return wrong(part, 'a list')
  return value.map((inner, place) => below(part, `[${String(place)}]`, inner))
}

export function textOf(part: JsonPart): string {
  return typeof part.value === 'string' ? part.value : wrong(part, 'a string')
}

/** An integer: a number that JavaScript can hold exactly, or a string of digits. */
export function integerOf(part: JsonPart): Integer {
  const { value } = part
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (Number.isSafeInteger(value)) return integer(value)
    throw new FormatError(part.path, `${String(value)} is too large to be read exactly as a number`)
  }
  if (typeof value === 'string' && /^-?[0-9]{1,1000}$/.test(value)) return integer(BigInt(value))
  return wrong(part, 'an integer')
}

/** A whole number from 0 on, such as a place in a list. */
export function countOf(part: JsonPart): number {
  const { value } = part
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : wrong(part, 'a whole number')
}

/** One of a few words. */
export function wordOf<Word extends string>(part: JsonPart, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === part.value)
  return word ?? wrong(part, `one of ${words.map((each) => `\`${each}\``).join(', ')}`)
}

/** @throws FormatError saying what was expected, and what is there. */
export function wrong(part: JsonPart, expected: string): never {
  throw new FormatError(part.path, `${expected} is expected, and there is ${described(part.value)}`)
}

function below({ path, depth }: JsonPart, step: string, value: unknown): JsonPart {
  const inner = path === '' && step.startsWith('.') ? step.slice(1) : path + step
  if (depth === DEEPEST) throw new FormatError(`${inner.slice(0, 60)}...`, 'this is nested too deeply')
  return { value, path: inner, depth: depth + 1 }
}

function described(value: unknown): string {
  if (value === null) return 'null'
  if (isList(value)) return 'a list'
  if (isObject(value)) return 'an object'
  const text = JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 40)}...` : text
}
