import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Confirmation } from '../../../src/engine/verdict.js'
import { checkJson, closingJson } from '../../../src/report/check/check-json.js'
import { eventJson, startJson } from '../../../src/report/check/event-json.js'
import { jsonText, resultJson } from '../../../src/report/check/result-json.js'
import { raceReport, result } from '../verdicts.js'

const showPlace = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  `${basename(file)}:${String(line)}`
const subject = { model: 'dns', params: { enactors: 2, fix: 'none' } }

describe('the JSON of a check', () => {
  const parsed = JSON.parse(
    checkJson(subject, raceReport(), { version: '1.2.3', showPlace, exitCode: 12 }),
  ) as Record<string, unknown>

  it('says what was checked, by whom, how deep, and what it comes to', () => {
    const { system, ...about } = parsed
    expect(system).toHaveProperty('variables')
    expect({ ...about, results: [] }).toEqual({
      premortem: '1.2.3',
      model: 'dns',
      params: { enactors: 2, fix: 'none' },
      depth: 20,
      exitCode: 12,
      warnings: [],
      results: [],
    })
  })

  it('names what could not be settled, where there is such', () => {
    const report = { ...raceReport(), unsettled: ['enactor.clean'] }
    const layout = { version: '1.2.3', showPlace, exitCode: 12 } as const
    expect(JSON.parse(checkJson(subject, report, layout))).toHaveProperty('unsettled', ['enactor.clean'])
    expect(JSON.parse(closingJson(report, new Set(), layout))).toEqual({
      event: 'end',
      exitCode: 12,
      unsettled: ['enactor.clean'],
    })
  })

  it('gives a violation its replayed trace', () => {
    const { report, json } = {
      report: raceReport(),
      json: (parsed.results as readonly Record<string, unknown>[])[0]!,
    }
    const { trace, grounds, ...rest } = json
    expect(grounds).toHaveProperty('restsOn')
    expect(rest).toEqual({
      property: 'noEmptyEndpoint',
      kind: 'invariant',
      verdict: 'violated',
      depth: 8,
      engine: 'bmc',
      seconds: 0.25,
      checked: { replay: true },
    })
    const [first] = report.results
    if (first?.verdict.kind !== 'violated') throw new Error('the race is gone')
    expect(trace).toMatchObject({ states: first.verdict.trace.states, loopStart: null })
    expect((trace as { readonly steps: readonly unknown[] }).steps[1]).toEqual({
      action: 'enactor[0].pick',
      process: 'enactor[0]',
      label: 'pick',
      choices: {},
      source: 'model.ts:41',
    })
  })
})

describe('the JSON of a result', () => {
  it('has a certificate instead of a depth where it is about every depth', () => {
    const certificate = { kind: 'executions-end', depth: 17, script: '(check-sat)' } as const
    const made = { engine: 'bmc', seconds: 0.25 }
    expect(resultJson(result('p', 'invariant', { kind: 'proved', certificate }), showPlace)).toEqual({
      property: 'p',
      kind: 'invariant',
      verdict: 'proved',
      depth: null,
      ...made,
      certificate: { kind: 'executions-end', depth: 17, script: '(check-sat)' },
    })
    expect(
      resultJson(result('g', 'reachable', { kind: 'unreached', depth: 17, certificate }), showPlace),
    ).toEqual({
      property: 'g',
      kind: 'reachable',
      verdict: 'unreached',
      depth: null,
      ...made,
      certificate: { kind: 'executions-end', depth: 17, script: '(check-sat)' },
    })
    expect(resultJson(result('g', 'reachable', { kind: 'unreached', depth: 17 }), showPlace)).toHaveProperty(
      'depth',
      17,
    )
  })

  it('has what a second solver confirms, and why it confirms no more', () => {
    const holds = result('p', 'invariant', { kind: 'holds', depth: 3 })
    const by = { by: 'z3 1', what: ['bound'] } as const
    const checkedIn = (confirmation: Confirmation): unknown =>
      resultJson({ ...holds, confirmation }, showPlace).checked
    expect(resultJson(holds, showPlace)).not.toHaveProperty('checked')
    expect(checkedIn(by)).toEqual({ confirmed: by })
    expect(checkedIn({ ...by, what: [], missing: 'tired' })).toEqual({ unconfirmed: 'tired' })
    const [found] = raceReport().results
    const json = resultJson(
      { ...found!, confirmation: { ...by, what: ['execution'], missing: 'tired' } },
      showPlace,
    )
    expect(json.checked).toEqual({
      replay: true,
      confirmed: { by: 'z3 1', what: ['execution'] },
      unconfirmed: 'tired',
    })
  })

  it('has the formula of an invariant beside the questions about it', () => {
    const certificate = {
      kind: 'inductive-invariant',
      clauses: ['x'],
      count: 1,
      integers: 'bit-vector',
      formula: '|x|',
      script: '(check-sat)',
    } as const
    const json = resultJson(result('p', 'invariant', { kind: 'proved', certificate }), showPlace)
    expect(json.certificate).toEqual({
      kind: 'inductive-invariant',
      integers: 'bit-vector',
      invariant: '|x|',
      clauses: 1,
      readable: ['x'],
      script: '(check-sat)',
    })
  })

  it('has the depth that is safe, if any, and the reason where it is undecided', () => {
    const undecided = result('p', 'invariant', { kind: 'undecided', depth: 12, reason: 'the time was up' })
    expect(resultJson(undecided, showPlace)).toMatchObject({
      verdict: 'undecided',
      depth: 12,
      reason: 'the time was up',
    })
    const unknown = result('p', 'invariant', { kind: 'undecided', depth: null, reason: 'x' })
    expect(resultJson(unknown, showPlace)).toHaveProperty('depth', null)
  })

  it('has the fault of a trace that ends where something has no value', () => {
    const fault = {
      code: 'division-by-zero',
      message: 'x / 0',
      subject: 'p.q',
      source: { file: '/m/model.ts', line: 3 },
    } as const
    const trace = { states: [{ x: 1 }], steps: [], fault }
    expect(
      resultJson(result('range', 'range', { kind: 'violated', depth: 0, trace }), showPlace),
    ).toHaveProperty('trace.fault', {
      code: 'division-by-zero',
      message: 'x / 0',
      subject: 'p.q',
      source: 'model.ts:3',
    })
  })

  it('writes integers exactly: as numbers where JavaScript can hold them, else as their digits', () => {
    const trace = {
      states: [{ small: 9007199254740991, large: 9007199254740993n, list: [-1, true, 'a'] }],
      steps: [],
    }
    const json = resultJson(result('p', 'invariant', { kind: 'violated', depth: 0, trace }), showPlace)
    expect(jsonText(json)).toContain(
      '"states":[{"small":9007199254740991,"large":"9007199254740993","list":[-1,true,"a"]}]',
    )
  })
})

describe('events', () => {
  it('are one line each', () => {
    const layout = { showPlace, seconds: 1.23456 }
    expect(
      eventJson({ kind: 'depth', engine: 'bmc', memory: 5_000_000, depth: 3, properties: ['p'] }, layout),
    ).toBe('{"event":"depth","engine":"bmc","seconds":1.235,"depth":3,"properties":["p"],"memory":5000000}\n')
    const line = eventJson({ kind: 'verdict', engine: 'bmc', result: raceReport().results[0]! }, layout)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({
      event: 'verdict',
      property: 'noEmptyEndpoint',
      verdict: 'violated',
    })
  })

  it('tell how the engines fare, and who gives up why', () => {
    const layout = { showPlace, seconds: 2 }
    const told = (
      [
        { kind: 'engine-start', engine: 'pdr', attempt: 2 },
        { kind: 'engine-died', engine: 'pdr', reason: 'by signal SIGKILL', isTriedAgain: false },
        { kind: 'engine-end', engine: 'pdr', ending: 'stopped' },
        { kind: 'gave-up', engine: 'pdr', property: 'p', reason: 'unbounded' },
        { kind: 'lemmas', engine: 'bmc', clauses: 7 },
        { kind: 'frame', engine: 'pdr', property: 'p', frame: 2, clauses: 9 },
        { kind: 'induction', engine: 'k-induction', property: 'p', k: 3 },
        { kind: 'attempt', engine: 'spacer', property: 'p', seconds: 10 },
        { kind: 'minimising', engine: 'bmc', property: 'p' },
        { kind: 'confirming', engine: 'confirm', property: 'p' },
        {
          kind: 'confirmed',
          engine: 'confirm',
          property: 'p',
          confirmation: { by: 'z3 1', what: ['bound'] },
        },
      ] as const
    ).map((event) => JSON.parse(eventJson(event, layout)) as unknown)
    expect(told).toEqual([
      { event: 'engine-start', engine: 'pdr', seconds: 2, attempt: 2 },
      { event: 'engine-died', engine: 'pdr', seconds: 2, reason: 'by signal SIGKILL', triedAgain: false },
      { event: 'engine-end', engine: 'pdr', seconds: 2, ending: 'stopped' },
      { event: 'gave-up', engine: 'pdr', seconds: 2, property: 'p', reason: 'unbounded' },
      { event: 'lemmas', engine: 'bmc', seconds: 2, clauses: 7 },
      { event: 'frame', engine: 'pdr', seconds: 2, property: 'p', frame: 2, clauses: 9 },
      { event: 'induction', engine: 'k-induction', seconds: 2, property: 'p', k: 3 },
      { event: 'attempt', engine: 'spacer', seconds: 2, property: 'p', limit: 10 },
      { event: 'minimising', engine: 'bmc', seconds: 2, property: 'p' },
      { event: 'confirming', engine: 'confirm', seconds: 2, property: 'p' },
      {
        event: 'confirmed',
        engine: 'confirm',
        seconds: 2,
        property: 'p',
        confirmed: { by: 'z3 1', what: ['bound'] },
      },
    ])
  })

  it('start with what the check is about', () => {
    const about = { model: 'dns', params: { fix: 'cas' }, properties: ['safe'], depth: 20 }
    expect(startJson({ version: '1.2.3', ...about })).toBe(
      `${JSON.stringify({ event: 'start', premortem: '1.2.3', ...about })}\n`,
    )
  })

  it('end with the verdicts that were no news, and the exit code', () => {
    const report = {
      ...raceReport(),
      results: [
        result('told', 'invariant', { kind: 'holds', depth: 2 }),
        result('open', 'invariant', { kind: 'undecided', depth: 2, reason: 'timeout' }),
      ],
      warnings: [{ code: 'vacuous', subject: 'told', message: 'It says nothing.' }] as const,
      stopped: 'timeout' as const,
    }
    const lines = closingJson(report, new Set(['open']), { exitCode: 10, showPlace })
      .split('\n')
      .slice(0, -1)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        event: 'verdict',
        property: 'open',
        kind: 'invariant',
        verdict: 'undecided',
        depth: 2,
        engine: 'bmc',
        seconds: 0.25,
        reason: 'timeout',
      },
      { event: 'warning', code: 'vacuous', subject: 'told', message: 'It says nothing.' },
      { event: 'end', exitCode: 10, stopped: 'timeout' },
    ])
  })
})
