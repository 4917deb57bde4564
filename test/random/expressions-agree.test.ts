import fc, { type GeneratorValue } from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import { evaluate } from '../../src/ir/evaluate.js'
import type { Expr } from '../../src/ir/expr.js'
import { integer } from '../../src/ir/integer.js'
import { startSpace, startStates } from '../../src/ir/start.js'
import type { State } from '../../src/ir/state.js'
import type { PathStep, Property, TransitionSystem, Update, Variable } from '../../src/ir/system.js'
import {
  arrayType,
  bitsType,
  BOOL,
  enumType,
  indexValues,
  INTEGER,
  rangeType,
  recordType,
  type ScalarType,
  type Type,
} from '../../src/ir/type.js'
import { validate } from '../../src/ir/validate.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { randomExpression } from './random-system.js'
import { randomRuns } from './runs.js'

const RUNS = randomRuns()
/** Expressions that are asked about at once: to begin with a solver takes longer than one question. */
const AT_ONCE = 4

let z3: Z3
beforeAll(async () => {
  z3 = await loadZ3()
})

/** Numbers of every width and sign, and indices that do not cover their arrays. */
const VARIABLES: readonly Variable[] = [
  { name: 'small', type: rangeType(-3, 4) },
  { name: 'byte', type: rangeType(0, 255) },
  { name: 'deep', type: rangeType(-(2 ** 20), -5) },
  { name: 'wide', type: rangeType(-(2 ** 40), 2 ** 40) },
  { name: 'huge', type: rangeType(0, 2n ** 64n - 1n) },
  { name: 'only', type: rangeType(7, 7) },
  { name: 'nibble', type: bitsType(4) },
  { name: 'word', type: bitsType(65) },
  { name: 'flag', type: BOOL },
  { name: 'colour', type: enumType(['red', 'green', 'blue']) },
  { name: 'row', type: arrayType(rangeType(-1, 1), recordType({ n: rangeType(-2, 5), on: BOOL })) },
  { name: 'byColour', type: arrayType(enumType(['red', 'green', 'blue']), rangeType(0, 9)) },
]

function fixedStart(
  draw: GeneratorValue,
  variable: string,
  type: Type,
  path: readonly PathStep[],
): readonly Update[] {
  switch (type.kind) {
    case 'record':
      return Object.entries(type.fields).flatMap(([field, fieldType]) =>
        fixedStart(draw, variable, fieldType, [...path, { kind: 'field', field }]),
      )
    case 'array':
      return [...indexValues(type.index)].flatMap((value) => {
        const index: Expr = { kind: 'literal', type: type.index, value }
        return fixedStart(draw, variable, type.element, [...path, { kind: 'index', index }])
      })
    default:
      return [{ target: { variable, path }, value: randomLiteral(draw, type) }]
  }
}

function randomLiteral(draw: GeneratorValue, type: ScalarType): Expr {
  switch (type.kind) {
    case 'bool':
      return { kind: 'literal', type, value: draw(fc.boolean) }
    case 'enum':
      return { kind: 'literal', type, value: type.values[draw(fc.nat, type.values.length - 1)]! }
    case 'range': {
      const value = draw(fc.bigInt, { min: BigInt(type.lo), max: BigInt(type.hi) })
      return {
        kind: 'literal',
        type: INTEGER,
        value: integer(value),
      }
    }
    case 'bits': {
      const value = draw(fc.bigInt, { min: 0n, max: 2n ** BigInt(type.width) - 1n })
      return { kind: 'literal', type, value: integer(value) }
    }
    case 'integer':
      throw new TypeError('no such variable here')
  }
}

/** An expression, whether it has a value, and that it is this value. */
function randomMeaning(
  draw: GeneratorValue,
  system: TransitionSystem,
  state: State,
): { readonly isDefined: boolean; readonly same: Expr } {
  const type = draw(
    fc.constantFrom<Type[]>,
    INTEGER,
    INTEGER,
    BOOL,
    enumType(['red', 'green', 'blue']),
    bitsType(4),
    bitsType(65),
  )
  const expr = randomExpression(draw, VARIABLES, type)
  const meaning = evaluate(system, expr, { state })
  const value = meaning.kind === 'value' ? meaning.value : undefined
  const literal: Expr =
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'bigint'
      ? {
          kind: 'literal',
          type: type.kind === 'enum' || type.kind === 'bool' || type.kind === 'bits' ? type : INTEGER,
          value,
        }
      : expr
  return { isDefined: meaning.kind === 'value', same: { kind: 'eq', left: expr, right: literal } }
}

/** Whether the solver can find the expression, in the only start state, to be anything but the literal. */
async function verdicts(system: TransitionSystem): Promise<Readonly<Record<string, string>>> {
  const results = await bmc.check({ system, depth: 0, openSolver: () => z3.open(), report: () => undefined })
  return Object.fromEntries(results.map(({ property, verdict }) => [property, verdict.kind]))
}

it('evaluates every expression to what Z3 makes of its terms, bit for bit, and is undefined alike', async () => {
  let undefinedOnes = 0
  const agree = fc.asyncProperty(fc.gen(), async (draw) => {
    const system: TransitionSystem = {
      name: 'expression',
      variables: VARIABLES,
      init: {
        updates: VARIABLES.flatMap(({ name, type: of }) => fixedStart(draw, name, of, [])),
        assumptions: [],
      },
      actions: [],
      mayEnd: { kind: 'literal', type: BOOL, value: true },
      properties: [],
    }
    const [state] = startStates(system, startSpace(system))
    const expressions = Array.from({ length: AT_ONCE }, () => randomMeaning(draw, system, state!))
    const asked: TransitionSystem = {
      ...system,
      properties: [
        ...expressions.flatMap(({ same }, place): readonly Property[] => [
          { kind: 'invariant', name: `same ${String(place)}`, expr: same },
          { kind: 'invariant', name: `different ${String(place)}`, expr: { kind: 'not', body: same } },
        ]),
        { kind: 'range', name: 'range' },
      ],
    }
    validate(asked)
    const found = await verdicts(asked)
    for (const [place, { isDefined }] of expressions.entries()) {
      expect(found[`same ${String(place)}`]).toBe(isDefined ? 'holds' : 'violated')
      expect(found[`different ${String(place)}`]).toBe('violated')
      if (!isDefined) undefinedOnes += 1
    }
    expect(found.range).toBe(expressions.every(({ isDefined }) => isDefined) ? 'holds' : 'violated')
  })
  await fc.assert(agree, { numRuns: Math.ceil(RUNS / AT_ONCE), endOnFailure: true })
  expect(undefinedOnes).toBeGreaterThan(RUNS / 50)
}, 900_000)
