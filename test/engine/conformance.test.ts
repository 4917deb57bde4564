import { beforeAll, describe, expect, it } from 'vitest'
import { confirm } from '../../src/engine/confirm.js'
import { ENGINES } from '../../src/engine/engines.js'
import type { EngineEvent } from '../../src/engine/engine.js'
import type { Verdict } from '../../src/engine/verdict.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { SPECIMENS } from './small-systems.js'

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

function summary(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
      return `${verdict.kind}@${String(verdict.depth)}`
    case 'holds':
    case 'proved':
      return 'safe'
    default:
      return verdict.kind
  }
}

/** The engines that look at every depth. */
const UNBOUNDED = ['pdr', 'spacer']

const engines = await Promise.all([...ENGINES.values()].map((load) => load()))

describe.each(engines.map((engine) => [engine.name, engine] as const))('%s', (name, engine) => {
  it.each(SPECIMENS.map((specimen) => [specimen.name, specimen] as const))(
    'decides %s',
    async (_, specimen) => {
      validate(specimen.system)
      const events: EngineEvent[] = []
      const results = await engine.check({
        system: specimen.system,
        depth: specimen.depth,
        openSolver: () => z3.open(),
        report: (event) => events.push(event),
      })
      const verdicts = Object.fromEntries(
        results.map(({ property, verdict }) => [property, summary(verdict)]),
      )
      const expected =
        (UNBOUNDED.includes(name) ? specimen.expectedUnbounded : undefined) ?? specimen.expected
      if (specimen.exempt?.[name] === undefined) expect(verdicts).toEqual(expected)
      else expect(new Set(Object.values(verdicts))).toEqual(new Set(['undecided']))
      expect(results.map(({ property }) => property)).toEqual(
        specimen.system.properties.map((property) => property.name),
      )
      for (const result of results) {
        const confirmed = confirm(specimen.system, result)
        expect(confirmed.verdict.kind).toBe(result.verdict.kind)
      }
      const told = events.flatMap((event) => (event.kind === 'verdict' ? [event.result] : []))
      expect(new Set(told)).toEqual(new Set(results))
    },
  )
})
