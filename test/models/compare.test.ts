import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isModel, type ModelDefinition } from 'premortem'
import { describe, expect, it } from 'vitest'
import { formulaText } from '../../src/explain/formula-text.js'
import { bindChoices } from '../../src/ir/choices.js'
import { attempt } from '../../src/ir/execute.js'
import { exitCodeOfCandidate } from '../../src/report/compare/compare-exit-code.js'
import { conclusion } from '../../src/report/compare/conclusion.js'
import { replaySentences } from '../../src/report/compare/replay-text.js'
import { compare } from '../../src/run/compare.js'
import type { Candidate, CheckedSide } from '../../src/run/compare/comparison.js'
import type { Blockade, ScheduleReplay } from '../../src/run/compare/schedule-replay.js'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))
/** As deep as anything in the gallery goes, for an engine that visits states one by one. */
const DEPTH = 100

type Expectation = ModelDefinition['expect'][number]

/** What a story pins of one value of a parameter, and of others under which nothing is violated. */
interface Comparison {
  readonly definition: ModelDefinition
  readonly parameter: string
  readonly broken: Expectation
  readonly fixed: readonly Expectation[]
}

function isViolated({ verdicts }: Expectation, property: string): boolean {
  return verdicts[property]?.kind === 'violated'
}

/** Each pair of values is compared once, with the first of the other parameters under which both are pinned. */
function comparisonsOf(definition: ModelDefinition): readonly Comparison[] {
  const { expect: pinned, parameters } = definition
  const done = new Set<string>()
  return pinned.flatMap((broken) =>
    Object.keys(parameters)
      .filter((name) => parameters[name]?.kind !== 'count')
      .flatMap((parameter): readonly Comparison[] => {
        const fixed = pinned.filter((other) => {
          const differing = Object.keys(parameters).filter(
            (name) => broken.params[name] !== other.params[name],
          )
          const pair = JSON.stringify([parameter, broken.params[parameter], other.params[parameter]])
          const closes = Object.keys(other.verdicts).some((property) => isViolated(broken, property))
          const isFixed = !Object.keys(other.verdicts).some((property) => isViolated(other, property))
          if (differing.join() !== parameter || !closes || !isFixed || done.has(pair)) return false
          done.add(pair)
          return true
        })
        return fixed.length === 0 ? [] : [{ definition, parameter, broken, fixed }]
      }),
  )
}

const comparisons = (
  await Promise.all(
    readdirSync(MODELS).map(async (story) => {
      const { default: definition } = (await import(`${MODELS}/${story}/model.ts`)) as {
        readonly default: unknown
      }
      if (!isModel(definition)) throw new Error(`${story} has no model`)
      return comparisonsOf(definition)
    }),
  )
).flat()

it('most stories pin a fix', () => {
  expect(new Set(comparisons.map(({ definition }) => definition.name)).size).toBeGreaterThanOrEqual(19)
})

describe.each(
  comparisons.map((comparison) => {
    const { definition, parameter, broken } = comparison
    return { ...comparison, name: `${definition.name} ${parameter}=${String(broken.params[parameter])}` }
  }),
)('$name', ({ definition, parameter, broken: pinned, fixed }) => {
  it(`beside ${fixed.map(({ params }) => String(params[parameter])).join(', ')}`, async () => {
    const side = ({ params }: Expectation) => ({
      label: `${parameter}=${String(params[parameter])}`,
      system: definition.instantiate(params),
    })
    const { broken, candidates } = await compare(side(pinned), fixed.map(side), {
      engine: 'explicit',
      depth: DEPTH,
      minimise: 'none',
    })
    expect(candidates).toHaveLength(fixed.length)
    for (const [place, candidate] of candidates.entries()) {
      const after = fixed[place]
      if (after === undefined) throw new Error('a candidate that nobody asked for')
      requireFates(candidate, pinned, after)
      requireWork(candidate, pinned, after)
      requireExit(candidate)
      for (const replay of candidate.replays) {
        if (after.verdicts[replay.property] !== undefined) requireEnding(replay, broken, candidate)
      }
      expect(storyOf(broken, candidate)).toMatchSnapshot(candidate.label)
    }
  })
})

/** What was violated and is pinned not to be any more is closed, for good where that is pinned, and its schedule leads to nothing bad. */
function requireFates({ fates, replays }: Candidate, before: Expectation, after: Expectation): void {
  for (const [property, expected] of Object.entries(after.verdicts)) {
    if (!isViolated(before, property)) continue
    const change = fates.find((fate) => fate.property === property)?.change
    expect(change?.kind, property).toBe('closed')
    if (expected.kind === 'proved') expect(change, property).toEqual({ kind: 'closed', depth: null })
    const replay = replays.find((other) => other.property === property)
    expect(replay, property).toBeDefined()
    expect(['violated', 'no-start', 'unchoosable'], property).not.toContain(replay?.ending.kind)
  }
}

/** Goals that are pinned as reached are not lost; those that are pinned as never reached any more are. */
function requireWork({ work }: Candidate, before: Expectation, after: Expectation): void {
  const lost = work.lost.flatMap(({ kind, name }) => (kind === 'goal' ? [name] : []))
  for (const [property, expected] of Object.entries(after.verdicts)) {
    if (before.verdicts[property]?.kind !== 'reached') continue
    if (expected.kind === 'reached') expect(lost).not.toContain(property)
    if (expected.kind === 'unreached' && expected.depth === undefined) expect(lost).toContain(property)
  }
}

/** As docs/fixes.md says: 14 for a loss, 10 where something is undecided, and the conclusion goes with it. */
function requireExit(candidate: Candidate): void {
  const { label, report, fates, work } = candidate
  const violated = report.results.filter(({ verdict }) => verdict.kind === 'violated')
  // Not all that is violated need be pinned.
  const isLost = work.lost.length > 0 || work.absent.some(({ unwritten }) => unwritten.length > 0)
  const isOpen =
    work.unseen.length > 0 ||
    work.unsettled.length > 0 ||
    work.absent.some(
      ({ kind, unwritten, gone }) => kind === 'goal' || (unwritten.length === 0 && gone.length > 0),
    ) ||
    fates.some(({ change }) => ['open', 'unstated'].includes(change.kind))
  const code = exitCodeOfCandidate(candidate)
  const text = conclusion(candidate)
  if (violated.length > 0) {
    expect([11, 12]).toContain(code)
    expect(text).toMatch(/does not close it|does not help|only moves it/)
    return
  }
  expect(code).toBe(isLost ? 14 : isOpen ? 10 : 0)
  if (isLost) expect(text).toMatch(/^\S+ closes it (at a price|by doing nothing): /)
  else expect(text).toMatch(/^\S+ closes the race(: | to depth \d+: )/)
  expect(text.endsWith(' could do is still possible.')).toBe(!isLost && !isOpen)
  expect(text.startsWith(label)).toBe(true)
}

/** The end of a schedule is told with what stands in the way: the interpreter agrees that it does, and the text has it all. */
function requireEnding(replay: ScheduleReplay, { report }: CheckedSide, candidate: Candidate): void {
  const { ending, run, schedule, divergences } = replay
  const { system } = candidate.report
  const last = run.states.at(-1)
  if (last === undefined) throw new Error('the run has no states')
  const sentences = told(replay, report.system, candidate)
  const text = sentences.join(' ')
  const requireBlockade = ({ action, choices, failing }: Blockade): void => {
    expect(attempt(system, action, choices, last)).toEqual({ kind: 'blocked' })
    expect(failing.length).toBeGreaterThan(0)
    for (const condition of failing)
      expect(text).toContain(`\`${formulaText(system, condition, bindChoices(action, choices))}\`, and here `)
  }
  switch (ending.kind) {
    case 'blocked':
      expect(text).toContain(`Step ${String(ending.step)} of the schedule, ${ending.action.name},`)
      expect(text).toContain(' is blocked (model.ts): its guard needs ')
      requireBlockade(ending)
      break
    case 'elsewhere':
      expect(text).toContain(` is at ${ending.stand}, not at ${ending.action.control?.at ?? ''}.`)
      if (ending.waits !== undefined) requireBlockade(ending.waits)
      break
    case 'harmless':
      expect(divergences.length).toBeGreaterThan(0)
      expect(text).toMatch(
        /comes to something else: |It starts differently: |: in the end, | can be taken then\./,
      )
      break
    case 'fault':
    case 'unchoosable':
    case 'no-start':
    case 'violated':
      throw new Error(`${replay.property} ends as ${ending.kind}`)
  }
  for (const divergence of divergences) {
    if (divergence.kind !== 'step') continue
    const { step, at } = divergence
    expect(run.steps[at - 1]?.action).toBe(schedule.steps[step - 1]?.action)
    expect(text).toContain(
      `Step ${String(step)} of the schedule, ${schedule.steps[step - 1]?.action ?? ''}, comes to something else: `,
    )
  }
}

function told(
  replay: ScheduleReplay,
  system: Candidate['report']['system'],
  { label, report }: Candidate,
): readonly string[] {
  const scene = { broken: system, fixed: report.system, label, showPlace: () => 'model.ts' }
  return replaySentences(replay, scene).map((line) => line.map(({ text }) => text).join(''))
}

/** All that is said about a fix. */
function storyOf({ report }: CheckedSide, candidate: Candidate): string {
  return [
    ...candidate.replays.flatMap((replay) => [
      `${replay.property}:`,
      ...told(replay, report.system, candidate),
    ]),
    `Exit ${String(exitCodeOfCandidate(candidate))}: ${conclusion(candidate)}`,
  ].join('\n')
}
