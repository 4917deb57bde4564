import { indexValues, type Scalar, type Type } from '../../ir/type.js'

/**
 * Whether two types of the same shape stand for the same: sequences for sequences, and so on, throughout. Where a sort fills parts that
 * mean nothing with first values, these have to be the same too: else a value of the one type would not be a value of the other.
 * @param filled the types stand in such a part.
 */
export function readsAlike(a: Type, b: Type, filled = false): boolean {
  if (a.kind === 'record') {
    if (b.kind !== 'record' || a.reads !== b.reads) return false
    const fills = filled || (a.reads !== undefined && a.reads !== 'tuple')
    return Object.entries(a.fields).every(([name, field]) => {
      const other = b.fields[name]
      return other !== undefined && readsAlike(field, other, fills)
    })
  }
  if (a.kind === 'array') {
    return b.kind === 'array' && a.reads === b.reads && readsAlike(a.element, b.element, filled)
  }
  return !filled || (b.kind !== 'record' && b.kind !== 'array' && firstOf(a) === firstOf(b))
}

/** Whether values of the type have parts that mean nothing at times, so that not every value of the record or array is one of the sort. */
export function hasFilledParts(type: Type): boolean {
  if (type.kind === 'record') {
    const fills = type.reads !== undefined && type.reads !== 'tuple'
    return fills || Object.values(type.fields).some(hasFilledParts)
  }
  return type.kind === 'array' && hasFilledParts(type.element)
}

function firstOf(type: Type): Scalar | undefined {
  if (type.kind === 'record' || type.kind === 'array') return undefined
  if (type.kind === 'integer') return 0
  const [first] = indexValues(type)
  return first
}
