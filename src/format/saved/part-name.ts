import type { Part } from '../../explain/explanation.js'
import type { Variable } from '../../ir/system.js'
import { indexValues } from '../../ir/type.js'

/** Every part of these variables, by the name that it has in traces: `endpoint[0].active`. The inverse of `nameOfPart`. */
export function partsByName(variables: readonly Variable[]): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  const enter = (name: string, part: Part): void => {
    if (!parts.has(name)) parts.set(name, part)
    const { variable, keys, type } = part
    if (type.kind === 'record') {
      for (const [field, inner] of Object.entries(type.fields))
        enter(`${name}.${field}`, { variable, keys: [...keys, field], type: inner })
    }
    if (type.kind === 'array') {
      for (const [place, key] of [...indexValues(type.index)].entries())
        enter(`${name}[${String(key)}]`, { variable, keys: [...keys, place], type: type.element })
    }
  }
  for (const { name, type } of variables) enter(name, { variable: name, keys: [], type })
  return parts
}
