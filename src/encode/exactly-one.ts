import type { Term } from '../lower/term.js'
import type { Terms } from '../lower/terms.js'

/** Up to this many, one clause per pair is smaller than a counter. */
const FEW = 5

/**
 * Exactly one of the literals is true. Few: at most one by pairs. Many: by groups (Klieber and Kwon, Efficient CNF encoding for
 * selecting 1 from N objects, 2007): `commander(i)` makes a fresh Boolean that is true where group i holds the chosen one.
 */
export function exactlyOne(
  terms: Terms,
  literals: readonly Term[],
  commander: (place: number) => Term,
): readonly Term[] {
  let made = 0
  const constrain = (chosen: readonly Term[]): readonly Term[] => {
    if (chosen.length <= FEW) return [terms.or(...chosen), ...atMostOneOfPairs(terms, chosen)]
    const groups = Array.from({ length: Math.ceil(chosen.length / FEW) }, (_, group) =>
      chosen.slice(group * FEW, (group + 1) * FEW),
    )
    const commanders = groups.map(() => commander(made++))
    const ofGroups = groups.flatMap((group, place) => {
      const leads = commanders[place] ?? terms.false
      return [terms.equal(leads, terms.or(...group)), ...atMostOneOfPairs(terms, group)]
    })
    return [...ofGroups, ...constrain(commanders)]
  }
  return constrain(literals)
}

function atMostOneOfPairs(terms: Terms, literals: readonly Term[]): readonly Term[] {
  return literals.flatMap((a, place) =>
    literals.slice(place + 1).map((b) => terms.or(terms.not(a), terms.not(b))),
  )
}
