/**
 * Names for readers of ITF, in the order of the given ones: what begins with `#` is reserved there, and what begins with two underscores
 * is dropped by some readers. Others stay as they are.
 */
export function itfNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names.filter((name) => !isReserved(name)))
  return names.map((name) => {
    if (!isReserved(name)) return name
    let free = `v${name.replace(/^#/, '_')}`
    while (taken.has(free)) free += '_'
    taken.add(free)
    return free
  })
}

/** Field names of a record, which moreover must not look like a variant's, nor like Apalache's empty tuple. */
export function itfFieldNames(names: readonly string[]): readonly string[] {
  const seemsVariant = names.includes('tag') && names.every((name) => name === 'tag' || name === 'value')
  return itfNames(seemsVariant ? names.map((name) => (name === 'tag' ? 'tag_' : name)) : names)
}

function isReserved(name: string): boolean {
  return name.startsWith('#') || name.startsWith('__')
}
