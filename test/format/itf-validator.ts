/** The rules of Apalache's ADR-015, written from its text alone: what in a document breaks them. */
export function itfErrors(document: unknown): readonly string[] {
  const errors: string[] = []
  const check = (condition: boolean, error: string): boolean => {
    if (!condition) errors.push(error)
    return condition
  }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const isNames = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((name) => typeof name === 'string' && !name.startsWith('#'))

  const expression = (value: unknown, path: string): void => {
    if (typeof value === 'boolean' || typeof value === 'string') return
    if (Array.isArray(value)) {
      for (const [place, item] of value.entries()) expression(item, `${path}[${String(place)}]`)
      return
    }
    // Integers are objects since 2023: a bare number is none.
    if (!check(isObject(value), `${path}: not an expression`) || !isObject(value)) return
    const names = Object.keys(value)
    const special = names.find((name) => name.startsWith('#'))
    if (special === undefined) {
      for (const [name, field] of Object.entries(value)) expression(field, `${path}.${name}`)
      return
    }
    check(names.length === 1, `${path}: ${special} with other fields`)
    const inner = value[special]
    switch (special) {
      case '#bigint':
        check(typeof inner === 'string' && /^-?[0-9]+$/.test(inner), `${path}: not digits`)
        return
      case '#tup':
      case '#set':
        if (check(Array.isArray(inner), `${path}: ${special} without a list`)) expression(inner, path)
        return
      case '#map':
        if (!check(Array.isArray(inner), `${path}: #map without a list`) || !Array.isArray(inner)) return
        for (const pair of inner as unknown[]) {
          check(Array.isArray(pair) && pair.length === 2, `${path}: not a pair`)
          expression(pair, path)
        }
        return
      case '#unserializable':
        check(typeof inner === 'string', `${path}: not a text`)
        return
      default:
        errors.push(`${path}: unknown ${special}`)
    }
  }

  if (!isObject(document)) return ['not an object']
  const known = ['#meta', 'params', 'vars', 'states', 'loop']
  for (const name of Object.keys(document)) check(known.includes(name), `unknown field ${name}`)
  const { '#meta': meta, params = [], vars, states, loop } = document
  check(meta === undefined || isObject(meta), '#meta is not an object')
  if (!isNames(params) || !isNames(vars)) return [...errors, 'params or vars are no lists of names']
  check(new Set([...params, ...vars]).size === params.length + vars.length, 'a name is there twice')
  if (!Array.isArray(states) || states.length === 0) return [...errors, 'no states']
  for (const [index, state] of (states as unknown[]).entries()) {
    const path = `states[${String(index)}]`
    if (!check(isObject(state), `${path} is not an object`) || !isObject(state)) continue
    const { '#meta': about, ...values } = state
    check(about === undefined || isObject(about), `${path}.#meta is not an object`)
    const expected = index === 0 ? [...params, ...vars] : vars
    check(
      JSON.stringify(Object.keys(values).toSorted()) === JSON.stringify(expected.toSorted()),
      `${path} has ${Object.keys(values).join(', ')}, not ${expected.join(', ')}`,
    )
    for (const [name, value] of Object.entries(values)) expression(value, `${path}.${name}`)
  }
  if (loop !== undefined)
    check(
      typeof loop === 'number' && Number.isInteger(loop) && loop >= 0 && loop < states.length,
      'the loop begins nowhere',
    )
  return errors
}
