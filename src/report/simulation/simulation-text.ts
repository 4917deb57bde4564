import type { Sighting, Simulation, SimulationOptions } from '../../engine/simulate.js'
import type { TransitionSystem } from '../../ir/system.js'
import { heading, type TextLayout } from '../check/check-text.js'
import { byGravity, EXIT, exitCodeOf, gravest, type ExitCode, type Judged } from '../verdict/exit-code.js'
import { storyLines } from '../trace/story.js'
import { EMPTY, folded, lineOf, padded, rendered, span, widthOf, type Line } from '../line/styled-line.js'
import type { Subject } from '../check/subject.js'

/** What was simulated, how, and what came of it. */
export interface SimulationOutcome {
  readonly subject: Subject
  readonly system: TransitionSystem
  readonly options: SimulationOptions
  readonly simulation: Simulation
  /** The runs asked for were not all made. */
  readonly isInterrupted?: boolean
}

/** What a simulation is worth: its gravest sighting, unless it was interrupted. */
export function exitCodeOfSimulation({
  simulation: { sightings },
  isInterrupted = false,
}: Pick<SimulationOutcome, 'simulation' | 'isInterrupted'>): ExitCode {
  return gravest([
    ...sightings.map((sighting) => exitCodeOf(judged(sighting))),
    ...(isInterrupted ? [EXIT.interrupted] : []),
  ])
}

/** The report of a simulation: how often each step was taken, and the gravest violation seen. */
export function simulationText(
  { subject, system, options, simulation, isInterrupted = false }: SimulationOutcome,
  { width, palette, detail, stories, showPlace, quote }: TextLayout,
): string {
  const sightings = inOrder(system, simulation)
  const [totals, worth] = summarySentences({ options, simulation })
  const summary = [
    ...(isInterrupted ? folded(lineOf(span(INTERRUPTED, 'open')), width) : []),
    ...folded(lineOf(totals), width),
    ...sightings.flatMap(({ property, kind, run, depth }) => {
      const what = kind === 'reachable' ? span('reached', 'good') : span('VIOLATED', 'bad')
      const where = ` by step ${String(depth)} of run ${String(run)}`
      return folded(lineOf(span(property, 'strong'), ' ', what, where), width)
    }),
    ...folded(lineOf(worth), width),
  ]
  if (detail === 'brief') return rendered(summary, palette)
  const told = sightings.filter(
    ({ kind }, place) => stories === 'all' || (place === 0 && kind !== 'reachable'),
  )
  return rendered(
    [
      ...heading(subject, width),
      EMPTY,
      ...firedLines(simulation),
      EMPTY,
      ...summary,
      ...told.flatMap(({ property: name, trace }) => {
        const property = system.properties.find((candidate) => candidate.name === name)
        if (property === undefined) return []
        return [
          EMPTY,
          ...storyLines(system, { property, trace }, { width, showPlace, quote, full: detail === 'full' }),
        ]
      }),
    ],
    palette,
  )
}

const INTERRUPTED = 'Interrupted: this is what was seen until then.'
const NOT_SHORTEST = 'Random runs are hardly ever the shortest; `premortem check` looks for those.'
const NOTHING_SEEN = 'No violation was seen, which proves nothing.'

/** The gravest first; of several equally grave ones the first in the model's own order. */
export function inOrder(system: TransitionSystem, { sightings }: Simulation): readonly Sighting[] {
  return system.properties
    .flatMap(({ name }) => sightings.filter(({ property }) => property === name))
    .toSorted((a, b) => byGravity(judged(a), judged(b)))
}

/** What was done, and what can be concluded from what was seen. */
export function summarySentences({
  options: { depth, seed },
  simulation: { runs, steps, ended, sightings },
}: Pick<SimulationOutcome, 'options' | 'simulation'>): readonly [string, string] {
  const early = ended === 0 ? '' : `; ${count(ended, 'run')} came to an end before`
  const totals = `${count(runs, 'random run')} of up to ${count(depth, 'step')} (seed ${String(seed)}): ${count(steps, 'step')} in all${early}.`
  return [totals, sightings.length > 0 ? NOT_SHORTEST : NOTHING_SEEN]
}

function firedLines({ fired }: Simulation): readonly Line[] {
  const rows = Object.entries(fired).map(([name, times]) => ({ name: lineOf(name), times }))
  const names = Math.max(0, ...rows.map(({ name }) => widthOf(name)))
  const digits = Math.max(0, ...rows.map(({ times }) => number(times).length))
  return rows.map(({ name, times }) => [
    span('  '),
    ...padded(name, names),
    span('  '),
    times === 0 ? span('never'.padStart(digits), 'open') : span(number(times).padStart(digits)),
  ])
}

function judged({ kind }: { readonly kind: Judged['kind'] }): Judged {
  return { kind, verdict: { kind: kind === 'reachable' ? 'reached' : 'violated' } }
}

function count(many: number, what: string): string {
  return `${number(many)} ${what}${many === 1 ? '' : 's'}`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
