import { span, type Line } from '../line/styled-line.js'

/** `a`, `a and b`, `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** `step a`, `steps a and b`. */
export function stepsNamed(names: readonly string[]): string {
  return `${names.length === 1 ? 'step' : 'steps'} ${enumeration(names)}`
}

/** `in 1 step`, `in 8 steps`, or `at the very start`. */
export function inSteps(count: number): string {
  if (count === 0) return 'at the very start'
  return count === 1 ? 'in 1 step' : `in ${String(count)} steps`
}

/** Lines one after another; a comma stays with what stands before it, wherever the line is folded. */
export function listed(lines: readonly Line[]): Line {
  return lines.flatMap((line, place) => {
    const last = line.at(-1)
    return place === lines.length - 1 || last === undefined
      ? line
      : [...line.slice(0, -1), span(`${last.text}, `, last.style)]
  })
}
