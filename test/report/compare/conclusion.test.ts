import { describe, expect, it } from 'vitest'
import { conclusion } from '../../../src/report/compare/conclusion.js'
import { workSentences } from '../../../src/report/compare/work-text.js'
import type { Change, Fate } from '../../../src/run/compare/fate.js'
import type { Absent, Doing, Work } from '../../../src/run/compare/work.js'

const NOTHING: Work = { steps: ['w.a', 'w.b'], goals: [], unsettled: [], lost: [], unseen: [], absent: [] }
const PROVED: Change = { kind: 'closed', depth: null }

function fates(changes: Readonly<Record<string, Change>>): readonly Fate[] {
  return Object.entries(changes).map(([property, change]) => ({ property, kind: 'invariant', change }))
}

function step(name: string): Doing {
  return { kind: 'step', name }
}

function goal(name: string): Doing {
  return { kind: 'goal', name }
}

function absent(name: string, written: Partial<Absent> = {}): Absent {
  return { kind: 'step', name, unwritten: [], gone: [], goals: [], ...written }
}

describe('what a fix comes to', () => {
  const said = (work: Partial<Work>, changes: Readonly<Record<string, Change>> = { safe: PROVED }): string =>
    conclusion({ label: 'fix', fates: fates(changes), work: { ...NOTHING, ...work } })

  it.each<readonly [string, Partial<Work>, string]>([
    [
      'a goal is lost, and everything else happens still',
      { goals: ['g'], lost: [goal('g')] },
      'fix closes it at a price: g is never reached any more.',
    ],
    [
      'a step is lost, and no goal',
      { goals: ['g'], lost: [step('w.a')] },
      'fix closes it at a price: w.a can no longer happen.',
    ],
    [
      'a step is lost, and one goal of two',
      { goals: ['g', 'h'], lost: [step('w.a'), goal('g')] },
      'fix closes it at a price: w.a can no longer happen; g is never reached any more.',
    ],
    [
      'a step is lost, and there are no goals',
      { lost: [step('w.a')] },
      'fix closes it at a price: w.a can no longer happen.',
    ],
    [
      'a step is lost with all goals',
      { goals: ['g', 'h'], lost: [step('w.a'), goal('g'), goal('h')] },
      'fix closes it by doing nothing: w.a can no longer happen; g and h are never reached any more.',
    ],
    [
      'a step is missing, and the goal is lost with it',
      { goals: ['g'], lost: [goal('g')], absent: [absent('w.a', { unwritten: ['x'] })] },
      'fix closes it by doing nothing: g is never reached any more; it has no step w.a, and nothing writes x any more.',
    ],
    [
      'no step is left',
      { lost: [step('w.a'), step('w.b')] },
      'fix closes it by doing nothing: w.a and w.b can no longer happen.',
    ],
  ])('says that it does nothing only where nothing is done: %s', (_, work, sentence) => {
    expect(said(work)).toBe(sentence)
  })

  it('counts the steps that it has no more', () => {
    expect(said({ absent: [absent('w.a')] })).toContain('it has no step w.a, and everything else')
    expect(said({ absent: [absent('w.a'), absent('w.b')] })).toContain(
      'it has no steps w.a and w.b, and everything else',
    )
  })

  it('says what is not known of a step that has left no trace, and of a goal', () => {
    expect(said({ absent: [absent('w.a', { gone: ['x', 'y'] })] })).toBe(
      'fix closes the race: safe is proved at every depth; but whether what w.a did is still done is undecided: it has neither that step nor x and y, which the step wrote.',
    )
    expect(said({ goals: ['g'], absent: [{ ...absent('g'), kind: 'goal' }] })).toBe(
      'fix closes the race: safe is proved at every depth; but it does not have the goal g, so that nothing is known of it.',
    )
  })

  it('says once of all that is new that it is violated', () => {
    const changes: Readonly<Record<string, Change>> = {
      safe: PROVED,
      a: { kind: 'new', after: 2 },
      b: { kind: 'new', after: 1 },
    }
    expect(said({}, changes)).toBe(
      'fix does not close it: safe is proved at every depth, but a is now violated in 2 steps and b in 1 step.',
    )
  })
})

describe('the work of a fix', () => {
  const said = (work: Partial<Work>): string | undefined =>
    workSentences({ label: 'fix', work: { ...NOTHING, ...work } })[0]

  it.each<readonly [Partial<Work>, string]>([
    [{}, 'all 2 steps that the broken model can take'],
    [{ lost: [step('w.a')] }, '1 of the 2 steps that the broken model can take'],
    [{ lost: [step('w.a'), step('w.b')] }, 'none of the 2 steps that the broken model can take'],
    [{ goals: ['g'] }, 'all 2 steps that the broken model can take and the one goal that it reaches'],
    [
      { goals: ['g'], lost: [goal('g')] },
      'all 2 steps that the broken model can take, but not the one goal that it reaches',
    ],
    [
      { goals: ['g', 'h'], lost: [goal('g'), goal('h')] },
      'all 2 steps that the broken model can take, but none of the 2 goals that it reaches',
    ],
    [
      { steps: ['w.a'], goals: ['g'], lost: [step('w.a'), goal('g')] },
      'not the one step that the broken model can take and not the one goal that it reaches',
    ],
  ])('is counted: %j', (work, counted) => {
    expect(said(work)).toBe(`Still possible with fix: ${counted}.`)
  })

  it('is settled by a goal, where neither a step nor what it wrote is left', () => {
    const sentences = (work: Partial<Work>): readonly string[] =>
      workSentences({ label: 'fix', work: { ...NOTHING, ...work } }).slice(1)
    expect(sentences({ absent: [absent('w.a', { gone: ['x'] })] })).toEqual([
      'Whether what w.a did is still done is undecided: it has neither that step nor x, which the step wrote.',
      'A goal that both models have, and that is about x in the broken one, settles that.',
    ])
    expect(sentences({ absent: [absent('w.a', { goals: ['g'] }), absent('w.b')] })).toEqual([
      'It has no step w.b: what that wrote, other steps write.',
      'It has neither the step w.a nor all that this wrote, but it still reaches g, which the broken model states about that.',
    ])
  })
})
