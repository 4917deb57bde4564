import { assertNever } from '../ir/assert-never.js'
import type { State } from '../ir/state.js'
import type { Variable } from '../ir/system.js'
import type { Type, Value } from '../ir/type.js'
import { isArrayValue, isRecordValue, showValue } from '../ir/value.js'

/** A text that two states of a system share exactly when they are equal. */
export function stateKey(variables: readonly Variable[], state: State): string {
  let key = ''
  for (const { name, type } of variables) key += keyOf(state[name], type)
  return key
}

function keyOf(value: Value | undefined, type: Type): string {
  switch (type.kind) {
    case 'bool':
      return value === true ? '1' : '0'
    case 'enum':
      return `${typeof value === 'string' ? String(type.values.indexOf(value)) : ''},`
    case 'range':
    case 'bits':
    case 'integer':
      return value === undefined ? '' : `${showValue(value)},`
    case 'record': {
      let key = ''
      if (value === undefined || !isRecordValue(value)) return key
      for (const [name, field] of Object.entries(type.fields)) key += keyOf(value[name], field)
      return key
    }
    case 'array': {
      let key = ''
      if (value === undefined || !isArrayValue(value)) return key
      for (const item of value) key += keyOf(item, type.element)
      return key
    }
    default:
      return assertNever(type)
  }
}
