import { makeCube, type Cube } from './cube.js'
import type { Permutation } from '../../lower/symmetry.js'
import type { Vocabulary } from './vocabulary.js'

/** A cube with all that the system's symmetries make of it; itself included, and first. */
export type Orbit = readonly [Cube, ...Cube[]]

/** Closes a cube under the permutations that generate the symmetries. */
export function orbitOf(cube: Cube, generators: readonly Permutation[], vocabulary: Vocabulary): Orbit {
  const images = new Map([[cube.key, cube]])
  const pending = [cube]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const permutation of generators) {
      const image = makeCube(next.literals.map((literal) => vocabulary.image(literal, permutation)))
      if (images.has(image.key)) continue
      images.set(image.key, image)
      pending.push(image)
    }
  }
  images.delete(cube.key)
  return [cube, ...images.values()]
}

/** The orbits of cubes, each orbit once, until there are as many as wanted. */
export function distinctOrbits(
  cubes: Iterable<Cube>,
  generators: readonly Permutation[],
  vocabulary: Vocabulary,
  most: number,
): readonly Orbit[] {
  const orbits: Orbit[] = []
  const known = new Set<string>()
  for (const cube of cubes) {
    if (orbits.length >= most) break
    if (known.has(cube.key)) continue
    const orbit = orbitOf(cube, generators, vocabulary)
    for (const { key } of orbit) known.add(key)
    orbits.push(orbit)
  }
  return orbits
}
