import { describe, expect, it } from 'vitest'
import { simulate } from '../../../src/engine/simulate.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { simulationJson } from '../../../src/report/simulation/simulation-json.js'
import { exitCodeOfSimulation, simulationText } from '../../../src/report/simulation/simulation-text.js'
import { explain } from '../../../src/explain/explain.js'
import { parseJson } from '../../../src/format/json/json-part.js'
import { readReport } from '../../../src/format/saved/saved-report.js'
import { simulationReport } from '../../../src/report/simulation/simulation-report.js'
import { dnsRace } from '../dns-race.js'
import { tokenRing } from '../token-ring.js'

const showPlace = ({ line }: { readonly line: number }): string => `dns.ts:${String(line)}`
const layout = {
  width: 80,
  palette: createPalette({ color: false }),
  detail: 'usual',
  stories: 'gravest',
  showPlace,
} as const
const subject = { model: 'dns', params: { enactors: 2 } }

function outcome(system = dnsRace(), options = { runs: 300, depth: 12, seed: 7 }) {
  return { subject, system, options, simulation: simulate(system, options) }
}

describe('the report of a simulation', () => {
  it('says how often each step was taken, what was seen, and tells the gravest sighting', () => {
    const made = outcome()
    const text = simulationText(made, layout)
    const { steps, fired, sightings } = made.simulation
    expect(text).toContain(
      `300 random runs of up to 12 steps (seed 7): ${steps.toLocaleString('en')} steps in all`,
    )
    expect(text).toMatch(
      new RegExp(`^ {2}planner\\.emit +${String(fired['planner.emit']).replace(/(?=\d{3}$)/, ',?')}$`, 'm'),
    )
    const { run, depth } = sightings.find(({ property }) => property === 'noRegression')!
    expect(text).toContain(`noRegression VIOLATED by step ${String(depth)} of run ${String(run)}\n`)
    expect(text.match(/^How .* is violated.*$/gm)).toHaveLength(1)
    expect(exitCodeOfSimulation(made)).toBe(12)
    expect(exitCodeOfSimulation({ ...made, isInterrupted: true })).toBe(130)
  })

  it('owns up to what was never taken, and to what a clean run proves', () => {
    const made = outcome(tokenRing(3), { runs: 1, depth: 2, seed: 1 })
    const text = simulationText(made, layout)
    expect(text).toMatch(/^ {2}node\[2\]\.pass {2}never$/m)
    expect(text).toContain('No violation was seen, which proves nothing.')
    expect(exitCodeOfSimulation(made)).toBe(0)
  })

  it('is JSON too', () => {
    const made = outcome()
    const parsed = JSON.parse(simulationJson(made, { version: '1.2.3', showPlace })) as Record<
      string,
      unknown
    >
    expect(parsed).toMatchObject({
      premortem: '1.2.3',
      model: 'dns',
      params: { enactors: 2 },
      depth: 12,
      seed: 7,
      runs: 300,
      exitCode: 12,
    })
    expect(parsed.fired).toEqual(made.simulation.fired)
    const { sightings } = made.simulation
    expect(parsed.sightings).toEqual(
      ['noRegression', 'deadlock', 'recovers'].map((name) => {
        const { property, kind, run, depth } = sightings.find((one) => one.property === name)!
        return expect.objectContaining({ property, kind, run, depth }) as unknown
      }),
    )
  })

  it('is JSON whose traces can be shown again, with their reasons', () => {
    const made = outcome()
    const saved = readReport(parseJson(simulationJson(made, { version: '1.2.3', showPlace, file: 'dns.ts' })))
    expect(saved).toMatchObject({ ...subject, file: 'dns.ts', canReplay: true })
    expect(saved.origin).toBe('random runs of premortem 1.2.3')
    expect(saved.outcomes.map(({ name }) => name)).toEqual(['noRegression', 'deadlock', 'recovers'])
    for (const { name, trace, explanation } of saved.outcomes) {
      const sighting = made.simulation.sightings.find(({ property }) => property === name)!
      expect(trace.states).toEqual(sighting.trace.states)
      const property = made.system.properties.find((one) => one.name === name)!
      const { formula = null, ...others } = explain(made.system, property, sighting.trace)
      expect(explanation).toEqual({ formula, ...others })
    }
  })

  it('has nothing to show again where nothing was seen', () => {
    const made = outcome(tokenRing(3), { runs: 1, depth: 2, seed: 1 })
    expect(readReport(parseJson(simulationJson(made, { version: '1', showPlace }))).outcomes).toEqual([])
  })

  it('is told as a check is, and what was not seen is undecided', () => {
    const made = outcome()
    const { results, stopped } = simulationReport({ ...made, isInterrupted: true })
    expect(stopped).toBe('interrupted')
    expect(simulationReport(made).stopped).toBeUndefined()
    expect(results.map(({ property, verdict: { kind } }) => [property, kind])).toEqual([
      ['noEmptyEndpoint', 'undecided'],
      ['noRegression', 'violated'],
      ['recovers', 'reached'],
      ['deadlock', 'violated'],
      ['range', 'undecided'],
    ])
    expect(results[0]?.verdict).toEqual({
      kind: 'undecided',
      depth: null,
      reason: 'not seen in 300 random runs',
    })
  })
})
