import {
  all,
  array,
  assume,
  ghost,
  goto,
  invariant,
  onlyIf,
  process,
  range,
  reachable,
  state,
  step,
  when,
  type Clause,
  type Num,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { built, errorOf, lineHere } from './building.js'

/** Where the step of the next model is written. */
const STEP = lineHere(7)

/** A model with a clause that may read a ghost. */
function reading(clause: (parts: { readonly seen: Num; readonly n: Num }) => Clause) {
  return built(() => {
    const seen = ghost(range(0, 3))
    const n = state(range(0, 3))
    const worker = process({ steps: () => ({ go: step(clause({ seen, n })) }) })
    return { seen, n, worker }
  })
}

describe('a ghost', () => {
  it('is marked as one, counts what happened, and is read by properties', () => {
    const system = built(() => {
      const seen = ghost({ most: range(0, 3), times: range(0, 3, 'saturate') })
      const n = state(range(0, 3))
      return {
        seen,
        n,
        up: step(
          when(n.below(3)),
          n.becomes(n.plus(1)),
          onlyIf(seen.times.below(3), seen.most.becomes(seen.most.plus(1)), seen.times.becomes(n)),
        ),
        assumptions: { none: assume(seen.most.is(0)) },
        properties: { agree: invariant(seen.most.is(n)), counts: reachable(seen.times.is(2)) },
      }
    })
    expect(system.variables.map(({ name, ghost: marked }) => [name, marked])).toEqual([
      ['seen', true],
      ['n', undefined],
    ])
  })

  it('is not read by a guard', () => {
    const error = errorOf(() => reading(({ seen }) => when(seen.is(0))))
    expect(error).toMatchObject({ code: 'ghost-read', place: { line: STEP } })
    expect(error.problem).toBe(
      'The guard of `worker.go` depends on `seen`, which is a ghost: it is there for properties only.',
    )
  })

  it('is not read by what is assigned to other state, by when it is assigned, or where', () => {
    const cases: readonly ((parts: { readonly seen: Num; readonly n: Num }) => Clause)[] = [
      ({ seen }) => onlyIf(seen.is(0), goto('go')),
    ]
    for (const clause of cases) expect(errorOf(() => reading(clause)).code).toBe('ghost-read')
    const assigning = (clause: (cells: ReturnType<typeof cellsOf>) => Clause) =>
      errorOf(() =>
        built(() => {
          const cells = cellsOf()
          return { ...cells, go: step(clause(cells)) }
        }),
      )
    const line = lineHere(2)
    for (const error of [
      assigning(({ n, seen }) => n.becomes(seen)),
      assigning(({ n, seen }) => onlyIf(seen.is(0), n.becomes(1))),
      assigning(({ list, seen }) => list.at(seen).becomes(1)),
      assigning(({ n, list, seen }) => n.becomes(list.at(seen))),
    ]) {
      expect(error.code).toBe('ghost-read')
      expect([0, 1, 2, 3].map((offset) => line + offset)).toContain(error.place?.line)
    }
  })

  it('is read by what is assigned to a ghost', () => {
    const system = built(() => {
      const { n, list, seen } = cellsOf()
      const all_ = ghost(array(4, range(0, 3)))
      return {
        n,
        list,
        seen,
        all_,
        go: step(seen.becomes(n), onlyIf(seen.is(2), all_.at(seen).becomes(seen))),
        properties: { p: invariant(all(all_, (one) => one.atMost(2))) },
      }
    })
    expect(system.actions).toHaveLength(1)
  })
})

function cellsOf() {
  return { n: state(range(0, 3)), list: state(array(4, range(0, 3))), seen: ghost(range(0, 3)) }
}
