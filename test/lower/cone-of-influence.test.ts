import { expect, it } from 'vitest'
import type { Action, TransitionSystem } from '../../src/ir/system.js'
import { BOOL, INTEGER, rangeType } from '../../src/ir/type.js'
import { coneGroups, coneOfInfluence } from '../../src/lower/cone-of-influence.js'
import { lowerSystem } from '../../src/lower/lower-system.js'

/** `tick` moves a; `copy` reads a and moves b; `drift` moves c, which nothing else reads. */
const tick = step('tick', 'a', { kind: 'literal', type: INTEGER, value: 1 })
const copy = step('copy', 'b', { kind: 'variable', name: 'a' })
const drift = step('drift', 'c', { kind: 'literal', type: INTEGER, value: 2 })

function step(name: string, target: string, value: Action['updates'][number]['value']): Action {
  return {
    name,
    label: name,
    guard: { kind: 'literal', type: BOOL, value: true },
    updates: [{ target: { variable: target, path: [] }, value }],
    choices: [],
  }
}

function system(...reads: readonly string[]): TransitionSystem {
  return {
    name: 'three counters',
    variables: ['a', 'b', 'c'].map((name) => ({ name, type: rangeType(0, 3) })),
    init: { updates: [], assumptions: [] },
    actions: [tick, copy, drift],
    mayEnd: { kind: 'literal', type: BOOL, value: true },
    properties: reads.map((name) => ({
      kind: 'invariant',
      name: `about ${name}`,
      expr: {
        kind: 'le',
        left: { kind: 'variable', name },
        right: { kind: 'literal', type: INTEGER, value: 2 },
      },
    })),
  }
}

it.each([
  { property: 'a', cells: ['a'], actions: ['tick'] },
  { property: 'b', cells: ['a', 'b'], actions: ['tick', 'copy'] },
  { property: 'c', cells: ['c'], actions: ['drift'] },
])('keeps for a property of $property what can influence it', ({ property, cells, actions }) => {
  const lowered = lowerSystem(system(property))
  const cone = coneOfInfluence(lowered, lowered.targets)
  expect(cone.cells.map(({ name }) => name)).toEqual(cells)
  expect(cone.actions.map(({ action }) => action.name)).toEqual(actions)
})

it('keeps every action for a property of steps, which sees steps that change nothing too', () => {
  const grows: TransitionSystem = {
    ...system(),
    properties: [
      {
        kind: 'transition',
        name: 'grows',
        expr: {
          kind: 'lt',
          left: { kind: 'variable', name: 'a' },
          right: { kind: 'next', body: { kind: 'variable', name: 'a' } },
        },
      },
    ],
  }
  const lowered = lowerSystem(grows)
  const cone = coneOfInfluence(lowered, lowered.targets)
  expect(cone.actions.map(({ action }) => action.name)).toEqual(['tick', 'copy', 'drift'])
})

it('lets properties with much the same cone share a search', () => {
  const groups = coneGroups(lowerSystem(system('a', 'b', 'c')))
  expect(groups.flatMap(({ targets }) => targets)).toHaveLength(3)
  expect(groups.length).toBeGreaterThan(0)
  for (const group of groups) {
    for (const target of group.targets) {
      const alone = coneOfInfluence(group, [target])
      expect(alone.cells.every((cell) => group.cells.includes(cell))).toBe(true)
    }
  }
})
