import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import Ajv from 'ajv'
import { isModel } from 'premortem'
import { describe, expect, it } from 'vitest'
import { explicit } from '../../../src/engine/explicit.js'
import { githubText } from '../../../src/report/ci/github.js'
import { junitText } from '../../../src/report/ci/junit.js'
import { sarifText } from '../../../src/report/ci/sarif.js'
import type { Judging } from '../../../src/report/ci/finding.js'
import type { CheckOutcome } from '../../../src/report/check/check-text.js'
import type { SourcePlace } from '../../../src/ir/system.js'
import type { CheckReport } from '../../../src/run/check.js'
import { firing } from '../firing.js'
import { rounds, tokenRing } from '../token-ring.js'
import { raceReport, result } from '../verdicts.js'
import { junitErrors } from './junit-rules.js'
import { parseXml, type XmlElement } from './xml.js'

const showPlace = ({ file, line }: SourcePlace): string => `${basename(file)}:${String(line)}`
const locate = ({ file, line }: SourcePlace): SourcePlace => ({ file: `models/${basename(file)}`, line })
const subject = { model: 'dns', params: { enactors: 2, fix: 'none' } }

const require = createRequire(import.meta.url)
const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as object
const ajv = new Ajv({ allErrors: true, schemaId: 'auto', meta: false })
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object)
const validSarif = ajv.compile(schema)

const junit = (outcome: CheckOutcome & Judging): string => junitText(outcome, { showPlace })
const sarif = (outcome: CheckOutcome & Judging): string =>
  sarifText(outcome, { version: '1.2.3', exitCode: 12, locate })
const github = (outcome: CheckOutcome & Judging): string => githubText(outcome, locate)

/** A report with every kind of verdict, and a warning. */
function mixed(): CheckReport {
  const race = raceReport()
  const [violated] = race.results
  const certificate = { kind: 'executions-end', depth: 17, script: '' } as const
  return {
    ...race,
    results: [
      violated!,
      result('noRegression', 'transition', {
        kind: 'undecided',
        depth: 4,
        reason: 'the time limit was reached',
      }),
      result('recovers', 'reachable', { kind: 'unreached', depth: 20 }),
      result('deadlock', 'deadlock', { kind: 'holds', depth: 20 }),
      result('range', 'range', { kind: 'proved', certificate }),
    ],
    warnings: [
      { code: 'never-enabled', subject: 'enactor.clean', message: 'No state enables `clean`: 100% <never>.' },
      { code: 'unreached-goal', subject: 'recovers', message: 'Not reached.' },
    ],
    unsettled: ['planner.emit'],
  }
}

async function story(name: string): Promise<CheckOutcome> {
  const { default: definition } = (await import(`../../../models/${name}/model.ts`)) as {
    readonly default: unknown
  }
  if (!isModel(definition)) throw new Error(`${name} has no model`)
  const system = definition.instantiate()
  const results = await explicit().check({
    system,
    depth: 20,
    openSolver: () => Promise.reject(new Error('no solver is needed here')),
    report: () => undefined,
  })
  const timeless = results.map((one) => ({ ...one, seconds: 0 }))
  return {
    subject: { model: name, params: {} },
    report: { system, depth: 20, results: timeless, warnings: [] },
  }
}

const stories = await Promise.all(['dynamodb-dns', 'lease', 'double-spend', 'token-ring'].map(story))

/** A ring of processes with unusual names that is violated after a long time. */
function ring(): CheckOutcome {
  const system = tokenRing(3, { kind: '節点', label: 'a<b>&"c": 100%, \n \u0007', token: 'jeton 🎟️' })
  const trace = firing(system, rounds(3, 200, '節点', 'a<b>&"c": 100%, \n \u0007'))
  const results = [result('fine', 'invariant', { kind: 'violated', depth: 200, trace })]
  return { subject: { model: 'ring', params: {} }, report: { system, depth: 200, results, warnings: [] } }
}

const outcomes: readonly (readonly [string, CheckOutcome & Judging])[] = [
  ['the race', { subject, report: raceReport() }],
  ['every kind of verdict', { subject, report: mixed(), sentences: ['As expected: all is well.'] }],
  ['every kind of verdict, strictly', { subject, report: mixed(), strict: true, insist: true }],
  ...stories.map((outcome): readonly [string, CheckOutcome] => [outcome.subject.model, outcome]),
  ['200 steps with unusual names', ring()],
]

describe.each(outcomes)('%s', (_, outcome) => {
  it('is valid JUnit XML', () => {
    expect(junitErrors(parseXml(junit(outcome)))).toEqual([])
  })

  it('is valid SARIF', () => {
    const isValid = validSarif(JSON.parse(sarif(outcome)))
    expect(validSarif.errors ?? []).toEqual([])
    expect(isValid).toBe(true)
  })

  it('is one workflow command a line', () => {
    for (const line of github(outcome).trimEnd().split('\n')) {
      expect(line).toMatch(
        /^::(error|warning|notice) (?:[a-z]+=(?:[^%,:\r\n]|%(?:25|0D|0A|3A|2C))*,?)+::(?:[^%\r\n]|%(?:25|0D|0A))+$/,
      )
    }
  })

  it('looks like this', () => {
    const summary =
      outcome.subject.model === 'ring' ? (text: string) => text.slice(0, 2000) : (text: string) => text
    expect(summary(junit(outcome))).toMatchSnapshot('junit')
    expect(summary(sarif(outcome))).toMatchSnapshot('sarif')
    expect(summary(github(outcome))).toMatchSnapshot('github')
  })
})

it('the schema of SARIF refuses what is none', () => {
  const log = JSON.parse(sarif({ subject, report: raceReport() })) as {
    runs: { results: { level: string }[] }[]
  }
  log.runs[0]!.results[0]!.level = 'fatal'
  expect(validSarif(log)).toBe(false)
})

describe('JUnit', () => {
  const outcomeOf = (root: XmlElement, name: string): string | undefined => {
    const cases = root.children.flatMap(({ children }) => children)
    return cases.find(({ attributes }) => attributes.name === name)?.children[0]?.name
  }

  it('has nothing green that is not known to hold', () => {
    const root = parseXml(junit({ subject, report: mixed() }))
    expect(
      Object.fromEntries(mixed().results.map(({ property }) => [property, outcomeOf(root, property)])),
    ).toEqual({
      noEmptyEndpoint: 'failure',
      noRegression: 'error',
      recovers: 'skipped',
      deadlock: 'system-out',
      range: 'system-out',
    })
  })

  it('counts what is not proved as an error where proofs were asked for', () => {
    const root = parseXml(junit({ subject, report: mixed(), insist: true }))
    expect([outcomeOf(root, 'deadlock'), outcomeOf(root, 'recovers'), outcomeOf(root, 'range')]).toEqual([
      'error',
      'error',
      'system-out',
    ])
  })

  it('has a test for each warning where warnings are failures', () => {
    const root = parseXml(junit({ subject, report: mixed(), strict: true }))
    expect(outcomeOf(root, 'never-enabled: enactor.clean')).toBe('failure')
    expect(outcomeOf(root, 'warnings: planner.emit')).toBe('error')
  })
})

describe('SARIF', () => {
  const results = (outcome: CheckOutcome & Judging) =>
    (
      JSON.parse(sarif(outcome)) as {
        readonly runs: readonly { readonly results: readonly Record<string, unknown>[] }[]
      }
    ).runs[0]!.results

  it('has what is wrong or open, each with its level', () => {
    expect(results({ subject, report: mixed() }).map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['invariant', 'error'],
      ['undecided', 'note'],
      ['never-enabled', 'warning'],
    ])
  })

  it('knows a finding again whatever the trace', () => {
    const [one, other] = [raceReport(), raceReport()].map(
      (report, place) => results({ subject, report: { ...report, depth: place } })[0]?.partialFingerprints,
    )
    expect(one).toEqual(other)
    expect(one).toEqual({ 'premortemFinding/v1': 'dns enactors=2 fix=none invariant noEmptyEndpoint' })
  })

  it.each([
    ['models/my model.ts', 'models/my%20model.ts'],
    ['/home/a b/m.ts', 'file:///home/a%20b/m.ts'],
    ['C:/work/m.ts', 'file:///C:/work/m.ts'],
  ])('names the file %s as %s', (file, uri) => {
    const here = { version: '1', exitCode: 12, locate: () => ({ file, line: 3 }) } as const
    const log = JSON.parse(sarifText({ subject, report: raceReport() }, here)) as unknown
    expect(log).toHaveProperty(
      'runs[0].results[0].codeFlows[0].threadFlows[0].locations[0].location.physicalLocation',
      { artifactLocation: { uri }, region: { startLine: 3 } },
    )
    expect(validSarif(log)).toBe(true)
  })

  it('puts a warning about a step where the step is', () => {
    const { system } = raceReport()
    const clean = system.actions.find(({ name }) => name === 'enactor[0].clean')
    const [warning] = results({ subject, report: mixed() }).filter(({ ruleId }) => ruleId === 'never-enabled')
    expect(clean?.source?.line).toBeGreaterThan(0)
    expect(warning).toHaveProperty('locations[0].physicalLocation.region.startLine', clean?.source?.line)
  })

  it('puts a fault where it comes about', () => {
    const race = raceReport()
    const [first] = race.results
    if (first?.verdict.kind !== 'violated') throw new Error('the race is gone')
    const fault = { code: 'out-of-range', message: 'x', source: { file: 'm.ts', line: 77 } } as const
    const { depth, trace } = first.verdict
    const faulty = result('range', 'range', { kind: 'violated', depth, trace: { ...trace, fault } })
    expect(results({ subject, report: { ...race, results: [faulty] } })[0]).toHaveProperty(
      'locations[0].physicalLocation.region.startLine',
      77,
    )
  })

  it('follows the trace through the model, step by step', () => {
    const [first] = raceReport().results
    if (first?.verdict.kind !== 'violated') throw new Error('the race is gone')
    expect(results({ subject, report: raceReport() })[0]).toHaveProperty(
      'codeFlows[0].threadFlows[0].locations.length',
      first.verdict.trace.steps.length,
    )
  })
})

it('JUnit holds any message, in its text and in its attributes', () => {
  const message = 'two\nlines, a\ttab, a bell \u0007 and half a pair \ud83c'
  const report = { ...mixed(), warnings: [{ code: 'vacuous', subject: 'p', message }] } as const
  const [suite] = parseXml(junit({ subject, report, strict: true })).children
  const test = suite!.children.find(({ attributes }) => attributes.name === 'vacuous: p')
  expect(test?.children[0]?.attributes.message).toBe('two lines, a tab, a bell \ufffd and half a pair \ufffd')
})

it('annotations say how many steps they leave out', () => {
  const text = github(ring())
  expect(text).toContain('%0A60. ')
  expect(text).not.toContain('%0A61. ')
  expect(text).toContain('%0Aand 140 more\n')
})

it('annotations escape what would end them', () => {
  const text = github({ subject: { model: 'a,b:c%', params: {} }, report: mixed() })
  expect(text).toContain('title=a%2Cb%3Ac%25%3A noEmptyEndpoint is violated::')
  expect(text).toContain('No state enables `clean`: 100%25 <never>.')
})
