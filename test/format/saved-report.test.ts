import { basename } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isFound,
  type Certificate,
  type Proof,
  type PropertyResult,
  type Verdict,
} from '../../src/engine/verdict.js'
import { readItf, seemsItf } from '../../src/format/itf/read-itf.js'
import { itfText } from '../../src/format/itf/itf.js'
import { FormatError, parseJson } from '../../src/format/json/json-part.js'
import type { SavedOutcome } from '../../src/format/saved/saved-system.js'
import { readReport, type SavedReport } from '../../src/format/saved/saved-report.js'
import { checkJson } from '../../src/report/check/check-json.js'
import { createPalette } from '../../src/report/line/palette.js'
import { rendered } from '../../src/report/line/styled-line.js'
import { explanationAsSaved } from '../../src/report/saved/saved-explanation.js'
import { storyLines, storyOf } from '../../src/report/trace/story.js'
import { traceLines } from '../../src/report/trace/trace-text.js'
import { truth } from '../../src/ir/evaluate.js'
import { TRUE } from '../../src/ir/expr.js'
import { isStated, type TransitionSystem } from '../../src/ir/system.js'
import type { Trace } from '../../src/trace/trace.js'
import { raceReport } from '../report/verdicts.js'

const showPlace = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  `${basename(file)}:${String(line)}`
const subject = { model: 'dns', params: { enactors: 2, fix: 'none' } }
const report = raceReport()
const json = checkJson(subject, report, { version: '1.2.3', showPlace, exitCode: 12, file: 'models/dns.ts' })
const [first] = report.results.flatMap((result) => storyOf(report.system, result) ?? [])
const itf = itfText(report.system, first!.property, first!.trace, {
  version: '1.2.3',
  ...subject,
  write: showPlace,
})

function made(property: string, kind: PropertyResult['kind'], verdict: Verdict): PropertyResult {
  return { property, kind, verdict, engine: 'saved', seconds: 0 }
}

function proved(property: string, certificate: Certificate): PropertyResult {
  return made(property, 'invariant', { kind: 'proved', certificate })
}

const GHOST: Path = ['system', 'variables', 0, 'ghost']
const HUGE = { kind: 'array', index: { kind: 'range', lo: 0, hi: 1e6 }, element: { kind: 'bool' } }
const PAIR = { kind: 'array', index: { kind: 'range', lo: 0, hi: 1 }, element: { kind: 'bool' } }
const ZERO = { kind: 'range', lo: 0, hi: 0 }

const text = (system: TransitionSystem, trace: Trace): string =>
  rendered(traceLines(system, trace, { width: 100, full: true, showPlace }), createPalette({ color: false }))

describe('a saved report', () => {
  const saved = readReport(parseJson(json))

  it('says what it is about', () => {
    const { origin, model, params, file, canReplay } = saved
    expect({ model, params, file, canReplay }).toEqual({ ...subject, file: 'models/dns.ts', canReplay: true })
    expect(origin).toBe('a report of premortem 1.2.3')
  })

  it('has every trace of the check, as it was', () => {
    const found = report.results.filter(({ verdict }) => isFound(verdict))
    expect(saved.outcomes.map(({ name, kind }) => ({ property: name, kind }))).toEqual(
      found.map(({ property, kind }) => ({ property, kind })),
    )
    expect(found.length).toBeGreaterThan(1)
    for (const [place, { verdict }] of found.entries()) {
      if (!isFound(verdict)) throw new Error('no trace')
      const { trace } = saved.outcomes[place]!
      expect(trace.states).toEqual(verdict.trace.states)
      expect(trace.steps.map(({ action, process, choices }) => ({ action, process, choices }))).toEqual(
        verdict.trace.steps.map(({ action, process, choices }) => ({ action, process, choices })),
      )
    }
  })

  it('tells its traces without the model, to the letter', () => {
    for (const result of report.results) {
      const story = storyOf(report.system, result)
      const outcome = saved.outcomes.find(({ name }) => name === result.property)
      if (story === undefined || outcome === undefined) continue
      expect(text(saved.system, outcome.trace)).toBe(text(report.system, story.trace))
    }
    expect(text(readItf(parseJson(itf)).system, first!.trace)).toBe(text(report.system, first!.trace))
  })
})

/** A verdict of each kind, and a proof of each. */
const CLAIMS: readonly PropertyResult[] = [
  ...report.results,
  proved('p', {
    kind: 'inductive-invariant',
    clauses: ['x = 1'],
    count: 1,
    frame: 2,
    integers: 'unbounded',
    formula: '(= |x[a]| 1)',
    script: '(exit)',
  }),
  proved('q', {
    kind: 'k-induction',
    k: 3,
    distinct: [
      [0, 1],
      [0, 3],
    ],
    script: '(exit)',
  }),
  proved('r', { kind: 'executions-end', depth: 0, script: '(exit)' }),
  proved('s', { kind: 'all-states-visited', states: 12 }),
  made('t', 'reachable', {
    kind: 'unreached',
    depth: 0,
    certificate: { kind: 'all-states-visited', states: 1 },
  }),
  made('u', 'invariant', { kind: 'holds', depth: 4, unproved: 'it is too hard' }),
  made('v', 'reachable', { kind: 'undecided', depth: null, reason: 'tired' }),
  made('w', 'transition', { kind: 'undecided', depth: 7, reason: 'tired' }),
]
const claimed = checkJson(
  subject,
  { ...report, results: CLAIMS },
  { version: '1.2.3', showPlace, exitCode: 12 },
)

describe('what a report claims', () => {
  it('is read as it was found, without the scripts of proofs', () => {
    const { results } = readReport(parseJson(claimed))
    const withoutScript = (verdict: Verdict<Proof>): unknown => {
      if (!('certificate' in verdict)) return verdict
      const certificate = Object.fromEntries(
        Object.entries(verdict.certificate).filter(([name]) => !['script', 'frame'].includes(name)),
      )
      return { ...verdict, certificate }
    }
    const plain = ({ property, kind, verdict }: PropertyResult<Proof>): unknown =>
      isFound(verdict)
        ? { property, kind, verdict: verdict.kind, depth: verdict.depth, states: verdict.trace.states }
        : { property, kind, verdict: withoutScript(verdict) }
    expect(results.map(plain)).toEqual(CLAIMS.map(plain))
    expect(JSON.stringify(results)).not.toContain('(exit)')
  })

  it.each<[string, Path, unknown, string]>([
    [
      'a proof of a goal',
      ['results', 5, 'kind'],
      'reachable',
      'one of `reached`, `unreached`, `undecided` is expected',
    ],
    ['a goal that holds', ['results', 9, 'verdict'], 'holds', 'one of `reached`'],
    [
      'a formula with a parenthesis too many',
      ['results', 5, 'certificate', 'invariant'],
      '(not x))',
      'this is no formula of SMT-LIB',
    ],
    [
      'two formulas',
      ['results', 5, 'certificate', 'invariant'],
      'true false',
      'there is more than one expression',
    ],
    ['a property twice', ['results', 6, 'property'], 'p', '`p` is there twice'],
    [
      'states that differ from three',
      ['results', 6, 'certificate', 'distinct', 0],
      [0, 1, 2],
      'a pair of numbers',
    ],
    ['half a step', ['results', 6, 'certificate', 'k'], 0.5, 'a whole number is expected'],
  ])('is refused where it makes no sense: %s', (_, path, value, message) => {
    expect(() => readReport(parseJson(replaced(claimed, path, value)))).toThrow(message)
  })
})

describe('the system that stands in for the model', () => {
  const saved = readReport(parseJson(json))

  it('judges the end of each trace as the model does', () => {
    const judged = saved.outcomes.map(({ name, trace: { states } }) => {
      const property = saved.system.properties.find((candidate) => candidate.name === name)
      const [state, next] = [states.at(-2)!, states.at(-1)!]
      if (property === undefined || !isStated(property)) return [name]
      const isOfSteps = property.kind === 'transition'
      return [
        name,
        truth(saved.system, property.expr, isOfSteps ? { state, next } : { state: next }),
        truth(saved.system, property.expr, isOfSteps ? { state, next: state } : { state: states[0]! }),
      ]
    })
    expect(judged).toEqual([['noEmptyEndpoint', false, true], ['noRegression', false, true], ['deadlock']])
  })

  it('says that a goal is reached at the end', () => {
    const reached = { ...first!, property: { ...first!.property, kind: 'reachable', expr: TRUE } as const }
    const text = itfText(report.system, reached.property, reached.trace, {
      version: '1',
      ...subject,
      write: showPlace,
    })
    const { system, outcomes } = readItf(parseJson(text))
    const [goal] = system.properties
    if (goal === undefined || !isStated(goal)) throw new Error('no goal')
    expect(goal.kind).toBe('reachable')
    expect(truth(system, goal.expr, { state: outcomes[0]!.trace.states.at(-1)! })).toBe(true)
  })

  it('has the values that decide, and whether they are those of a step', () => {
    const grounds = saved.outcomes.map(({ grounds: { isAboutSteps, restsOn } }) => ({
      isAboutSteps,
      restsOn: restsOn.map(({ variable, keys }) => [variable, ...keys].join('.')),
    }))
    expect(grounds).toMatchSnapshot()
    const { restsOn, ...without } = (JSON.parse(json) as { results: { grounds: Record<string, unknown> }[] })
      .results[1]!.grounds
    expect(restsOn).not.toEqual([])
    expect(without).toHaveProperty('about', 'step')
  })
})

describe('what a file says of a trace', () => {
  const trace = (document: string) => readReport(parseJson(document)).outcomes[0]!.trace
  const at = (...path: Path) => ['results', 0, 'trace', ...path]

  it('is its loop and its fault', () => {
    const fault = { code: 'division-by-zero', message: 'x', subject: 'a', source: 'm.ts:3' }
    expect(trace(replaced(json, at('loopStart'), 3)).loopStart).toBe(3)
    expect(trace(replaced(json, at('fault'), fault)).fault).toEqual({
      ...fault,
      source: { file: 'm.ts', line: 3 },
    })
  })

  it('is which steps are faults and which variables are for the proof only', () => {
    const marked = replaced(replaced(json, ['system', 'actions', 0, 'fault'], true), GHOST, true)
    const { system } = readReport(parseJson(marked))
    expect(system.actions.map(({ fault }) => fault === true)).toEqual(
      system.actions.map((_, place) => place === 0),
    )
    expect(system.variables[0]?.ghost).toBe(true)
    expect(system.variables[1]?.ghost).toBeUndefined()
  })

  it.each<[string, Path, unknown, string]>([
    ['a loop from nowhere', at('loopStart'), 99, 'the loop begins at state 99, and there is no such state'],
    ['another label', at('steps', 0, 'label'), 'x', "the action's label is `emit`"],
    ['another process', at('steps', 0, 'process'), 'x', 'the action is of planner'],
    ['too few writes', ['results', 0, 'grounds', 'writes'], [], '8 lists are expected, one a step, not 0'],
    ['an action twice', ['system', 'actions', 1, 'name'], 'planner.emit', '`planner.emit` is there twice'],
    ['a huge type', ['system', 'variables', 0, 'type'], HUGE, 'the range is too long'],
    ['a list too short', ['system', 'variables', 0, 'type'], PAIR, '2 elements are expected'],
    ['a value out of range', ['system', 'variables', 0, 'type'], ZERO, 'range(0, 0) is expected'],
  ])('is refused: %s', (_, path, value, message) => {
    const first = report.system.variables[0]!.name
    const known = replaced(json, path, value)
    const document = value === PAIR ? replaced(known, at('states', 0, first), [true]) : known
    expect(() => trace(document)).toThrow(message)
  })
})

const read = (document: string): SavedReport => {
  const part = parseJson(document)
  return seemsItf(part) ? readItf(part) : readReport(part)
}

describe('a damaged file', () => {
  it.each([
    ['cut off', (document: string) => document.slice(0, -20)],
    ['empty', () => ''],
    ['of something else', () => '{"name":"premortem"}'],
    ['without a step', (document: string) => without(document, ['results', 0, 'trace', 'steps', 1])],
    [
      'without an action',
      (document: string) => without(document, ['results', 0, 'trace', 'steps', 1, 'action']),
    ],
    [
      'without a variable',
      (document: string) =>
        without(document, ['results', 0, 'trace', 'states', 2, report.system.variables[0]!.name]),
    ],
    ['without its types', (document: string) => without(document, ['system', 'variables', 0, 'type'])],
  ])('%s is refused with the place', (_, damage) => {
    let message = ''
    try {
      read(damage(json))
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
      message = error instanceof FormatError ? error.message : ''
    }
    expect(message).not.toBe('')
    expect(message).toMatchSnapshot()
  })

  it.each([
    ['JSON', json],
    ['JSON with proofs', claimed],
    ['ITF', itf],
  ])('of %s is never more than refused', (_, document) => {
    const whole = JSON.parse(document) as unknown
    const paths = pathsOf(whole)
    const strange = fc.constantFrom<unknown>(
      null,
      -1,
      1e300,
      'x',
      '',
      [],
      {},
      [[]],
      { kind: 'array' },
      { tag: 'UNIT' },
      true,
    )
    fc.assert(
      fc.property(fc.nat(paths.length - 1), strange, fc.boolean(), (at, value, isRemoved) => {
        const damaged = isRemoved ? without(document, paths[at]!) : replaced(document, paths[at]!, value)
        try {
          const { system, outcomes } = read(damaged)
          // What is accepted can be shown.
          for (const outcome of outcomes) shown(system, outcome)
        } catch (error) {
          if (!(error instanceof FormatError)) throw new Error(`${paths[at]!.join('.')}: ${String(error)}`)
        }
      }),
      { numRuns: 400 },
    )
  })
})

/** As it is told without the model. */
function shown(system: TransitionSystem, { name, trace, explanation }: SavedOutcome): string {
  const property = system.properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw new Error(`there is no property ${name}`)
  const reasons = explanation === undefined ? {} : { explanation: explanationAsSaved(explanation) }
  const lines = storyLines(system, { property, trace, ...reasons }, { width: 100, full: true, showPlace })
  return rendered(lines, createPalette({ color: false }))
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]): readonly Path[] => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ])
}

function replaced(document: string, path: Path, value: unknown): string {
  return changed(document, path, (parent, key) => {
    parent[key] = value
  })
}

function without(document: string, path: Path): string {
  return changed(document, path, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else Reflect.deleteProperty(parent, key)
  })
}

function changed(
  document: string,
  path: Path,
  change: (parent: Record<string | number, unknown>, key: string | number) => void,
): string {
  const whole = JSON.parse(document) as Record<string | number, unknown>
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (part, key) => part[key] as Record<string | number, unknown>,
      whole,
    )
  change(parent, path.at(-1)!)
  return JSON.stringify(whole)
}
