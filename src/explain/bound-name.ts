import type { Binding } from '../ir/environment.js'
import type { TransitionSystem } from '../ir/system.js'
import type { Scalar } from '../ir/type.js'

const LETTERS = ['i', 'j', 'k', 'l', 'm', 'n']

/** What a bound name is called in text: those that the surface makes up (`$1`) become letters that no variable has. */
export function boundName(system: TransitionSystem, name: string): string {
  const depth = /^\$(\d+)$/.exec(name)?.[1]
  if (depth === undefined) return name
  const free = LETTERS.filter((letter) => system.variables.every((variable) => variable.name !== letter))
  return free[Number(depth) - 1] ?? `i${depth}`
}

/** The value that a name is bound to here, if it is. */
export function boundTo(binding: Binding | undefined, name: string): Scalar | undefined {
  for (let at = binding; at !== undefined; at = at.outer) if (at.name === name) return at.value
  return undefined
}
