import { describe, expect, it } from 'vitest'
import type { ExpectedVerdict } from '../../../src/dsl/expect.js'
import type { Verdict } from '../../../src/engine/verdict.js'
import { readVmt } from '../../../src/format/vmt/read-vmt.js'
import { exportVmt } from '../../../src/format/vmt/write-vmt.js'
import { check } from '../../../src/run/check.js'
import { stories } from '../../models/stories.js'

/** What a verdict pinned in the model is of the system that was written and read again: there, goals are invariants. */
function expectedOf(pinned: ExpectedVerdict): string {
  switch (pinned.kind) {
    case 'violated':
    case 'reached':
      return `violated at depth ${String(pinned.depth)}`
    case 'proved':
      return 'proved'
    case 'unreached':
      return pinned.depth === undefined ? 'proved' : 'nothing found'
    case 'holds':
      return 'nothing found'
  }
}

function found(verdict: Verdict | undefined, expected: string): string {
  if (verdict?.kind === 'violated') return `violated at depth ${String(verdict.depth)}`
  const isEnough = expected === 'nothing found' && (verdict?.kind === 'holds' || verdict?.kind === 'proved')
  return isEnough ? expected : String(verdict?.kind)
}

function depthOf(pinned: ExpectedVerdict): number {
  return 'depth' in pinned ? (pinned.depth ?? 0) : 0
}

describe('written as VMT-LIB and read again,', () => {
  it.each(stories)(
    '$story keeps its verdicts and depths',
    async ({ definition }) => {
      const pinned = Object.entries(definition.expect[0]?.verdicts ?? {}).map(([property, verdict]) => ({
        property,
        verdict,
        expected: expectedOf(verdict),
      }))
      const again = readVmt(exportVmt(definition.instantiate()), { file: 'again.vmt', name: 'again' })
      const verdicts = new Map<string, Verdict>()
      for (const isProof of [true, false]) {
        const asked = pinned.filter(({ expected }) => (expected === 'proved') === isProof)
        if (asked.length === 0) continue
        const { results } = await check(again, {
          properties: asked.map(({ property }) => property),
          depth: Math.max(...asked.map(({ verdict }) => depthOf(verdict))),
          engine: isProof ? 'auto' : 'bmc',
          insist: isProof,
          minimise: 'none',
          vacuity: 'none',
        })
        for (const { property, verdict } of results) verdicts.set(property, verdict)
      }
      for (const { property, expected } of pinned) {
        expect(found(verdicts.get(property), expected), property).toBe(expected)
      }
      expect(pinned.length).toBeGreaterThan(0)
    },
    600_000,
  )
})
