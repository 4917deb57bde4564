import { at } from '../../encode/command.js'
import { stepRelation } from '../../encode/step-relation.js'
import type { ScalarSystem, Target } from '../../lower/scalar-system.js'
import { BOOL_SORT, type Term } from '../../lower/term.js'
import type { Session } from '../../smt/session.js'
import { symbolAt, SmtlibPrinter } from '../../smt/smtlib.js'
import type { Cube } from './cube.js'
import type { Orbit } from './orbit.js'

/**
 * Keeps of an inductive invariant what its proof needs: starting from the clauses in the core of "the target is not met", whatever is in
 * the core of "a step keeps this clause" is needed too (Ivrii, Gurfinkel and Belov, Small inductive safe invariants, 2014). Orbits are
 * kept or dropped as a whole, and one clause of each stands for all.
 * @param session fresh, with unsat assumptions.
 */
export async function shrink(
  system: ScalarSystem,
  target: Target,
  orbits: readonly Orbit[],
  session: Session,
): Promise<readonly Orbit[]> {
  const { terms, cells } = system
  const printer = new SmtlibPrinter()
  const name = (text: string): ReturnType<typeof terms.symbol> => terms.symbol(text, BOOL_SORT, 'current')
  const relation = stepRelation(system)
  const stepping = name('some step')
  const switches = orbits.map((_, place) => name(`orbit ${String(place)}`))
  const [stateTarget, stepTarget] = [name('target state'), name('target step')]
  const inNext = new Map(cells.map(({ current, next }) => [current, next]))
  await session.run(
    printer.commands([
      ...[
        ...cells.flatMap(({ current, next }) => [current, next]),
        ...relation.symbols,
        stepping,
        ...switches,
      ].map((symbol) => ({ kind: 'declare', symbol: at(symbol, 0) }) as const),
      ...cells.map(({ domain }) => ({ kind: 'assert', formula: at(domain, 0) }) as const),
      ...relation.constraints.map(
        (constraint) => ({ kind: 'assert', formula: at(terms.implies(stepping, constraint), 0) }) as const,
      ),
      ...orbits.map((orbit, place) => {
        const clauses = terms.and(...orbit.map((cube) => clauseOf(system, cube)))
        return {
          kind: 'assert',
          formula: at(terms.implies(switches[place] ?? terms.false, clauses), 0),
        } as const
      }),
      { kind: 'define', symbol: at(stateTarget, 0), anyOf: [at(target.state, 0)] },
      { kind: 'define', symbol: at(stepTarget, 0), anyOf: [at(target.step, 0)] },
    ]),
  )
  const all = switches.map((symbol) => symbolAt(at(symbol, 0)))
  const coreOf = async (question: readonly string[]): Promise<readonly number[]> => {
    const answer = await session.check([...question, ...all])
    if (answer !== 'unsat') throw new TypeError(`an inductive invariant that is not: ${answer}`)
    return (await session.core()).map((text) => all.indexOf(text)).filter((place) => place >= 0)
  }
  const stepName = symbolAt(at(stepping, 0))
  const needed = new Set([
    ...(await coreOf([symbolAt(at(stateTarget, 0))])),
    ...(await coreOf([stepName, symbolAt(at(stepTarget, 0))])),
  ])
  for (const place of needed) {
    const [cube] = orbits[place] ?? []
    if (cube === undefined) continue
    const broken = name(`broken ${String(place)}`)
    const literals = cube.literals.map((literal) => terms.rename(literal, inNext))
    await session.run(
      printer.commands([{ kind: 'define', symbol: at(broken, 0), anyOf: [at(terms.and(...literals), 0)] }]),
    )
    for (const other of await coreOf([stepName, symbolAt(at(broken, 0))])) needed.add(other)
  }
  return orbits.filter((_, place) => needed.has(place))
}

/** What blocking a cube says: not all of its literals at once. */
export function clauseOf({ terms }: ScalarSystem, cube: Cube): Term {
  return terms.or(...cube.literals.map((literal) => terms.not(literal)))
}
