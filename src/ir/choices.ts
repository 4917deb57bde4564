import type { Binding } from './environment.js'
import { multiply, type Integer } from './integer.js'
import type { Action } from './system.js'
import { domainSize, indexValues, type Scalar } from './type.js'

/** What an action picked: a value for each of its choices, by name. */
export type Choices = Readonly<Record<string, Scalar>>

/**
 * Every way to choose, the last choice varying fastest; one empty way for an action without choices. Of an unbounded integer, only 0 is
 * chosen: ask `choiceCount`.
 */
export function choicesOf({ choices }: Action): Generator<Choices> {
  return combinations(choices, 0, {})
}

function* combinations(choices: Action['choices'], from: number, chosen: Choices): Generator<Choices> {
  const choice = choices[from]
  if (choice === undefined) {
    yield chosen
    return
  }
  for (const value of choice.domain.kind === 'integer' ? [0] : indexValues(choice.domain)) {
    yield* combinations(choices, from + 1, { ...chosen, [choice.name]: value })
  }
}

/** What was picked besides the state after the step, which shows by itself. */
export function picked(action: Action | undefined, chosen: Choices): Choices {
  const isNext = (name: string): boolean =>
    action?.choices.some((choice) => choice.name === name && choice.next !== undefined) === true
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => !isNext(name)))
}

/** In how many ways the action can choose; undefined where it chooses among all integers. */
export function choiceCount({ choices }: Pick<Action, 'choices'>): Integer | undefined {
  let count: Integer = 1
  for (const { domain } of choices) {
    const size = domainSize(domain)
    if (size === undefined) return undefined
    count = multiply(count, size)
  }
  return count
}

/**
 * The names an action's expressions may mention, bound to what was chosen.
 * @throws TypeError when a choice is missing.
 */
export function bindChoices(action: Action, chosen: Choices): Binding | undefined {
  let outer: Binding | undefined
  for (const { name, domain: over } of action.choices) {
    const value = chosen[name]
    if (value === undefined) throw new TypeError(`nothing was chosen for \`${name}\` of ${action.name}`)
    outer = { name, over, value, outer }
  }
  return outer
}
