import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.js'
import { FormatError, parseJson } from '../../src/format/json/json-part.js'
import { readReport } from '../../src/format/saved/saved-report.js'
import { checkJson } from '../../src/report/check/check-json.js'
import { leftOutSentence } from '../../src/report/saved/saved-explanation.js'
import { storyOf } from '../../src/report/trace/story.js'
import { raceReport } from '../report/verdicts.js'

const showPlace = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  `${basename(file)}:${String(line)}`
const report = raceReport()
const json = checkJson({ model: 'dns', params: {} }, report, { version: '1', showPlace, exitCode: 12 })

interface Document {
  readonly results: { trace?: { explanation: Record<string, unknown> } }[]
}

/** The report with other reasons for its first violation. */
function changed(change: (explanation: Record<string, unknown>) => void): string {
  const document = JSON.parse(json) as Document
  change(document.results[0]!.trace!.explanation)
  return JSON.stringify(document)
}

/** The reasons for the first violation of the report that is changed like this. */
const saved = (change: (explanation: Record<string, unknown>) => void) =>
  readReport(parseJson(changed(change))).outcomes[0]!

type Entry = Record<string, unknown>
const first = (list: unknown): Entry => (list as Entry[])[0]!

describe('a saved explanation', () => {
  it('is the one that was found', () => {
    const { outcomes } = readReport(parseJson(json))
    const found = report.results.flatMap((result) => storyOf(report.system, result) ?? [])
    expect(outcomes.map(({ name }) => name)).toEqual(['noEmptyEndpoint', 'noRegression', 'deadlock'])
    for (const [place, { property, trace }] of found.entries()) {
      const { formula = null, ...others } = explain(report.system, property, trace)
      expect(outcomes[place]!.explanation).toEqual({ formula, ...others })
      expect(leftOutSentence(outcomes[place]!)).toBeUndefined()
    }
  })

  it('lacks what the file does not say, and that is said', () => {
    const lacking = (...names: readonly string[]) =>
      saved((explanation) => {
        for (const name of names) Reflect.deleteProperty(explanation, name)
      })
    expect(lacking('staleReads').explanation).not.toHaveProperty('staleReads')
    expect(leftOutSentence(lacking('staleReads'))).toBe(
      'Left out, because the file does not say it: whether there was a race.',
    )
    expect(leftOutSentence(lacking('formula', 'origins', 'needs'))).toBe(
      'Left out, because the file does not say it: what its formula comes to, where its values come from, which steps are needed.',
    )
    // A goal has no race, and a deadlock no formula.
    const { outcomes } = readReport(parseJson(json.replaceAll('"explanation"', '"reasons"')))
    const [violated, , deadlock] = outcomes
    expect(leftOutSentence(deadlock!)).toMatch(/: where its values come from, whether there/)
    expect(leftOutSentence({ ...violated!, kind: 'reachable' })).not.toContain('race')
  })

  it.each<[string, (explanation: Record<string, unknown>) => void, RegExp]>([
    ['no object', (all) => Object.assign(all, { formula: 3 }), /explanation\.formula: an object is expected/],
    [
      'a part that there is not',
      (all) => (first(all.origins).part = 'nowhere'),
      /origins\[0\]\.part: there is no such part of the state/,
    ],
    [
      'a value of another type',
      (all) => (first(all.origins).value = true),
      /origins\[0\]\.value: an integer is expected, and there is true/,
    ],
    ['a step too late', (all) => (first(all.origins).step = 9), /origins\[0\]\.step: there is no step 9/],
    [
      'a change before the read',
      (all) => (first(all.staleReads).changedIn = 2),
      /staleReads\[0\]\.changedIn: there is no step 2 that it could be/,
    ],
    [
      'an act before the change',
      (all) => (first(all.staleReads).actedIn = 6),
      /staleReads\[0\]\.actedIn: there is no step 6 that it could be/,
    ],
    [
      'too few needs',
      (all) => (all.needs as Entry[]).pop(),
      /needs: 8 items are expected, one a step, not 7/,
    ],
    [
      'needs in another order',
      (all) => (first(all.needs).without = 2),
      /needs\[0\]\.without: there is no step 2 that it could be/,
    ],
    [
      'a step that enables itself',
      (all) => Object.assign(first(all.needs), { kind: 'enables', step: 1 }),
      /needs\[0\]\.step: there is no step 1 that it could be/,
    ],
    ['another word', (all) => (first(all.needs).kind = 'helps'), /needs\[0\]\.kind: one of `enables`, /],
  ])('is refused with the place: %s', (_, change, message) => {
    expect(() => saved(change)).toThrow(FormatError)
    expect(() => saved(change)).toThrow(message)
  })
})
