import { basename } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFound } from '../../src/engine/verdict.js'
import { readItf, seemsItf } from '../../src/format/itf/read-itf.js'
import { itfText } from '../../src/format/itf/itf.js'
import { FormatError, parseJson } from '../../src/format/json/json-part.js'
import { readReport, type SavedReport } from '../../src/format/saved/saved-report.js'
import { checkJson } from '../../src/report/check/check-json.js'
import { createPalette } from '../../src/report/line/palette.js'
import { rendered } from '../../src/report/line/styled-line.js'
import { storyOf } from '../../src/report/trace/story.js'
import { traceLines } from '../../src/report/trace/trace-text.js'
import type { TransitionSystem } from '../../src/ir/system.js'
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
          for (const { trace } of outcomes) text(system, trace)
        } catch (error) {
          if (!(error instanceof FormatError)) throw new Error(`${paths[at]!.join('.')}: ${String(error)}`)
        }
      }),
      { numRuns: 400 },
    )
  })
})

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
