import { expect, it } from 'vitest'
import type { Confirmation, Verdict } from '../../../src/engine/verdict.js'
import { confirmationSentence } from '../../../src/report/verdict/confirmation-text.js'
import { EMPTY_TRACE, result } from '../verdicts.js'

const whole: Confirmation = { by: 'z3 1.2.3', what: ['bound'] }
const part: Confirmation = { ...whole, missing: 'no answer within 30 s' }
const HOLDS: Verdict = { kind: 'holds', depth: 3 }
const FOUND: Verdict = { kind: 'violated', depth: 3, trace: EMPTY_TRACE }

const of = (property: string, verdict: Verdict, confirmation?: Confirmation) => ({
  ...result(property, 'invariant', verdict),
  ...(confirmation === undefined ? {} : { confirmation }),
})

it.each([
  ['nothing where none was asked', [of('p', HOLDS)], undefined],
  ['nothing where it confirms nothing in full', [of('p', HOLDS, part)], undefined],
  ['all at once', [of('p', HOLDS, whole), of('q', HOLDS, whole)], 'Confirmed by z3 1.2.3: all 2 verdicts.'],
  ['the only one', [of('p', HOLDS, whole)], 'Confirmed by z3 1.2.3: the verdict.'],
  [
    'that the trace is a shortest one',
    [of('p', FOUND, whole)],
    'Confirmed by z3 1.2.3: the verdict, and that the trace could not be shorter.',
  ],
  [
    'that all traces are',
    [of('p', FOUND, whole), of('q', FOUND, whole)],
    'Confirmed by z3 1.2.3: all 2 verdicts, and that no trace could be shorter.',
  ],
  [
    'by name what is confirmed where not all is',
    [of('p', HOLDS, whole), of('q', FOUND, part), of('r', HOLDS, whole)],
    'Confirmed by z3 1.2.3: p, r.',
  ],
  [
    'by name also beside what is undecided',
    [of('p', HOLDS, whole), of('q', { kind: 'undecided', depth: 2, reason: 'tired' })],
    'Confirmed by z3 1.2.3: p.',
  ],
  [
    'by number what is confirmed in several checks',
    [of('p', HOLDS, whole), of('p', FOUND, part), of('p', HOLDS, whole)],
    'Confirmed by z3 1.2.3: 2 of 3 verdicts.',
  ],
])('says %s', (_, results, sentence) => {
  expect(confirmationSentence(results)).toBe(sentence)
})
