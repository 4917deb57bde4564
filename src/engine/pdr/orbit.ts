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
