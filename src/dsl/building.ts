import type { Type } from '../ir/type.js'
import { complaint } from './complaint.js'
import type { Declaration } from './declaration.js'
import type { Asked } from './asked.js'

/** What a model's `build` has declared so far. Names come only when it returns, so until then placeholders stand for them. */
export interface Building {
  readonly declarations: Map<string, Declaration>
  /** By placeholder, also of processes whose steps are still being made. */
  readonly types: Map<string, Type>
  readonly asked: Set<Asked>
}

let current: Building | undefined

/** Runs a model's `build` and says what it declared. */
export function whileBuilding<Result>(build: () => Result): {
  readonly result: Result
  readonly building: Building
} {
  const outer = current
  const building: Building = { declarations: new Map(), types: new Map(), asked: new Set() }
  current = building
  try {
    return { result: build(), building }
  } finally {
    current = outer
  }
}

/**
 * The model being built.
 * @param what is being declared, as the beginning of a sentence.
 * @throws ModelError outside a model's `build`.
 */
export function building(what: string): Building {
  if (current !== undefined) return current
  throw complaint(
    'unnamed-state',
    `${what} is made outside a model's \`build\`.`,
    'Make it inside `build`, which is run anew for each choice of parameters.',
  )
}

let placeholders = 0

/** Reserves a placeholder for a variable of this type. No name of a model looks like one, and no two builds share one. */
export function placeholderFor(type: Type, { types }: Building): string {
  placeholders += 1
  const placeholder = `?${String(placeholders)}`
  types.set(placeholder, type)
  return placeholder
}
