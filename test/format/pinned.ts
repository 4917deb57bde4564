import type { Expectation } from 'premortem'
import { explicit } from '../../src/engine/explicit.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { stories } from '../models/stories.js'

/** A model with some parameters, and what its author says will be found. */
export interface Pinned {
  readonly name: string
  readonly system: TransitionSystem
  /** How far to look, by property: where it is found, else as far as asked for. */
  readonly depths: ReadonlyMap<string, number>
  /** Where it is found, if so. */
  readonly found: ReadonlyMap<string, number | undefined>
}

/** Takes a solver minutes that has none of our encoding's help: 20 steps of two enactors, two endpoints and four plans. */
const TOO_LONG = 'dynamodb-dns {"enactors":2,"endpoints":2,"plans":4,"age":2,"fix":"recheck",'

/** How deep to look where nothing is to be found. */
const SAFE = 5

/** Every choice of parameters that the gallery pins, with the properties that it pins for it. */
export const PINNED: readonly Pinned[] = pinnedStories().filter(({ name }) => !name.startsWith(TOO_LONG))

function pinnedStories(): readonly Pinned[] {
  return stories.flatMap(({ story, definition }) =>
    definition.expect.map(({ params, verdicts }) => {
      const all = definition.instantiate(params)
      const found = Object.entries(verdicts).map(
        ([property, verdict]) => [property, depthOf(verdict)] as const,
      )
      return {
        name: `${story} ${JSON.stringify(params)}`,
        system: { ...all, properties: all.properties.filter(({ name }) => name in verdicts) },
        found: new Map(found),
        depths: new Map(found.map(([property, depth]) => [property, depth ?? SAFE])),
      }
    }),
  )
}

function depthOf(verdict: Expectation['verdicts'][string]): number | undefined {
  return verdict.kind === 'violated' || verdict.kind === 'reached' ? verdict.depth : undefined
}

/** What enumeration finds up to a depth, by property; without the properties that are too much for it. */
export async function enumerated(
  system: TransitionSystem,
  depth: number,
): Promise<ReadonlyMap<string, number | undefined>> {
  const results = await explicit({ stateLimit: 20_000 }).check({
    system,
    depth,
    openSolver: () => Promise.reject(new Error('no solver is needed here')),
    report: () => undefined,
  })
  return new Map(
    results.flatMap(({ property, verdict }) => {
      if (verdict.kind === 'undecided') return []
      const isFound = verdict.kind === 'violated' || verdict.kind === 'reached'
      return [[property, isFound ? verdict.depth : undefined] as const]
    }),
  )
}
