import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explicit } from '../../src/engine/explicit.js'
import { exportBtor2 } from '../../src/format/btor2/write-btor2.js'
import { Btor2Lines } from '../../src/format/btor2/lines.js'
import { TermWriter } from '../../src/format/btor2/term-writer.js'
import { ModelError } from '../../src/ir/model-error.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { INTEGER, rangeType, type Scalar, type ScalarType, type Type, type Value } from '../../src/ir/type.js'
import { indexValues } from '../../src/ir/type.js'
import { bitVecSort } from '../../src/lower/term.js'
import { Terms } from '../../src/lower/terms.js'
import type { Trace } from '../../src/trace/trace.js'
import { SPECIMENS } from '../engine/small-systems.js'
import { randomSystem } from '../random/random-system.js'
import { randomRuns } from '../random/runs.js'
import { maySkip } from '../smt/native.js'
import { boundedSearch } from './bounded-search.js'
import { readBtor2, type Btor2 } from './btor2-reader.js'
import { evaluate, nextState, shortestDepths, startStates, value, type Values } from './btor2-simulator.js'
import { unrolledBtor2 } from './btor2-unrolled.js'
import { ODD_DEPTHS, oddNames } from './odd-names.js'
import { enumerated, PINNED } from './pinned.js'

/** The line of each symbol. */
function symbols({ nodes }: Btor2): ReadonlyMap<string, number> {
  return new Map(
    [...nodes.values()].flatMap(({ id, symbol }) => (symbol === undefined ? [] : [[symbol, id] as const])),
  )
}

function inputBits({ nodes, inputs }: Btor2): number {
  return inputs.reduce((bits, id) => bits + nodes.get(id)!.width, 0)
}

/** What looking at every state and every input says, or undefined where there are too many. */
function depthsIn(file: Btor2, depth: number): ReadonlyMap<string, number> | undefined {
  if (inputBits(file) > 7) return undefined
  const valid = symbols(file).get('state:valid')!
  return shortestDepths(file, depth, {
    inputLimit: 128,
    stateLimit: 20_000,
    isDead: (state) => state.get(valid) === 0n,
  })
}

const finite = SPECIMENS.filter(({ system }) => system.variables.every(({ type }) => type.kind !== 'integer'))

describe('a BTOR2 file has its bad states where enumeration and the gallery have theirs', () => {
  it.skipIf(maySkip('z3')).each(PINNED.map((pinned) => [pinned.name, pinned] as const))(
    'unrolled, in %s',
    (_, { system, depths, found }) => {
      expect(boundedSearch(unrolledBtor2(exportBtor2(system)), depths)).toEqual(found)
    },
  )

  it('looked at state by state, in the smaller models of the gallery', () => {
    const DEPTH = 6
    let models = 0
    for (const { name, system, found } of PINNED) {
      const depths = depthsIn(readBtor2(exportBtor2(system)), DEPTH)
      if (depths === undefined) continue
      models += 1
      for (const [property, depth] of found) {
        expect([name, property, depths.get(property)]).toEqual([
          name,
          property,
          depth! <= DEPTH ? depth : undefined,
        ])
      }
    }
    expect(models).toBeGreaterThan(30)
  })

  it.each(finite.map((specimen) => [specimen.name, specimen] as const))(
    'looked at state by state: %s',
    async (_, { system, depth }) => {
      const depths = depthsIn(readBtor2(exportBtor2(system)), depth)
      for (const [property, found] of await enumerated(system, depth)) {
        expect([property, depths?.get(property)]).toEqual([property, found])
      }
    },
  )

  it('looked at state by state, in random systems', async () => {
    const DEPTH = 3
    let [small, found] = [0, 0]
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      const system = randomSystem(draw, { unbounded: false })
      const depths = depthsIn(readBtor2(exportBtor2(system)), DEPTH)
      if (depths === undefined) return
      small += 1
      for (const [property, depth] of await enumerated(system, DEPTH)) {
        expect([property, depths.get(property)]).toEqual([property, depth])
        if ((depth ?? 0) > 0) found += 1
      }
    })
    await fc.assert(agree, { numRuns: randomRuns(0.2) })
    expect(small).toBeGreaterThan(randomRuns(0.1))
    expect(found).toBeGreaterThan(0)
  })

  it.skipIf(maySkip('z3'))('unrolled, in random systems', async () => {
    const agree = fc.asyncProperty(fc.gen(), async (draw) => {
      const system = randomSystem(draw, { unbounded: false })
      const expected = await enumerated(system, 3)
      const depths = new Map([...expected.keys()].map((property) => [property, 3]))
      if (depths.size > 0) expect(boundedSearch(unrolledBtor2(exportBtor2(system)), depths)).toEqual(expected)
    })
    await fc.assert(agree, { numRuns: randomRuns(0.1) })
  })
})

/** The values of a state's scalars by their names in traces. */
function scalars(name: string, type: Type, value: Value): readonly (readonly [string, ScalarType, Scalar])[] {
  if (type.kind === 'record') {
    const fields = value as Readonly<Record<string, Value>>
    return Object.entries(type.fields).flatMap(([field, each]) =>
      scalars(`${name}.${field}`, each, fields[field]!),
    )
  }
  if (type.kind === 'array') {
    const elements = value as readonly Value[]
    return [...indexValues(type.index)].flatMap((index, place) =>
      scalars(`${name}[${String(index)}]`, type.element, elements[place]!),
    )
  }
  return [[name, type, value as Scalar]]
}

/** A scalar as the comments in the file say that it is coded. */
function coded(type: ScalarType, scalar: Scalar, width: number): bigint {
  if (type.kind === 'bool') return scalar === true ? 1n : 0n
  if (type.kind === 'enum') return BigInt(type.values.indexOf(String(scalar)))
  return BigInt.asUintN(width, BigInt(scalar))
}

/** The trace as inputs, by the names in the file; every state is compared. The depths at which the property's state is bad. */
function replayed(file: Btor2, system: TransitionSystem, trace: Trace, property: string): readonly number[] {
  const lines = symbols(file)
  const bad = file.bads.find(({ symbol }) => symbol === property)!.node
  const badAt: number[] = []
  const lineOf = (name: string): { readonly id: number; readonly width: number } | undefined => {
    const id = lines.get(name)
    return id === undefined ? undefined : { id, width: file.nodes.get(id)!.width }
  }
  const shown = (k: number): Values =>
    new Map(
      system.variables.flatMap(({ name, type }) =>
        scalars(name, type, trace.states[k]![name]!).flatMap(([cell, scalarType, scalar]) => {
          const line = lineOf(cell)
          return line === undefined ? [] : [[line.id, coded(scalarType, scalar, line.width)] as const]
        }),
      ),
    )
  let state = startStates(file, 100_000)!.find((start) =>
    [...shown(0)].every(([id, each]) => start.get(id) === each),
  )!
  for (let k = 0; k < trace.states.length; k++) {
    for (const [id, each] of shown(k))
      expect([k, file.nodes.get(id)!.symbol, state.get(id)]).toEqual([k, file.nodes.get(id)!.symbol, each])
    const inputs = new Map(file.inputs.map((id) => [id, 0n]))
    const step = trace.steps[k]
    if (step !== undefined) {
      inputs.set(lineOf(`${step.action}:step`)!.id, 1n)
      const action = system.actions.find(({ name }) => name === step.action)!
      for (const { name, domain } of action.choices) {
        const line = lineOf(`${step.action}(${name})`)
        if (line !== undefined) inputs.set(line.id, coded(domain, step.choices[name]!, line.width))
      }
    }
    const values = evaluate(file, new Map([...state, ...inputs]))
    if (value(file, values, bad) === 1n) badAt.push(k)
    state = nextState(file, values)
  }
  return badAt
}

describe('a trace, given to a BTOR2 file as its inputs by their names, leads to the same states and is bad at its end only', () => {
  it.each(PINNED.map((pinned) => [pinned.name, pinned] as const))('%s', async (_, { system, found }) => {
    const results = await explicit().check({
      system,
      depth: Math.min(9, Math.max(...[...found.values()].map((depth) => depth ?? 0))),
      openSolver: () => Promise.reject(new Error('no solver is needed here')),
      report: () => undefined,
    })
    const file = readBtor2(exportBtor2(system))
    for (const { property, verdict } of results) {
      if (verdict.kind !== 'violated' && verdict.kind !== 'reached') continue
      expect([property, replayed(file, system, verdict.trace, property)]).toEqual([property, [verdict.depth]])
    }
  })
})

describe('what is written', () => {
  it('has no line twice', () => {
    for (const { system } of PINNED) {
      const expressions = readBtor2(exportBtor2(system)).texts.filter(
        (text) => !/^(?:state|input) /.test(text),
      )
      expect(new Set(expressions).size).toBe(expressions.length)
    }
  })

  it('has a line for what is shared, not for each use of it', () => {
    const terms = new Terms()
    const lines = new Btor2Lines()
    const writer = new TermWriter(lines)
    const symbol = terms.symbol('x', bitVecSort(8), 'current')
    writer.bind(symbol, lines.statement(['input', lines.sort(8)]))
    let term = terms.apply('bvadd', symbol.sort, [symbol, symbol])
    for (let k = 0; k < 100; k++) term = terms.apply('bvmul', symbol.sort, [term, term])
    writer.write(term)
    expect(readBtor2(lines.toString()).nodes.size).toBe(102)
  })

  it('has no state beside the cells but `state:valid` where the start is fixed, and `state:first` where it is not', () => {
    const extra = (init: TransitionSystem['init']): readonly string[] => {
      const file = readBtor2(exportBtor2({ ...counter, init }))
      return file.states
        .flatMap(({ id }) => file.nodes.get(id)!.symbol ?? '')
        .filter((name) => name.includes(':'))
    }
    const counter = finite[0]!.system
    expect(extra(counter.init)).toEqual(['state:valid'])
    expect(extra({ updates: [], assumptions: [] })).toEqual(['state:valid', 'state:first'])
  })

  it('gives everything a symbol of its own, whatever it is called', () => {
    const file = readBtor2(exportBtor2(oddNames(rangeType(0, 6))))
    const named = [...file.nodes.values()].flatMap(({ symbol }) => symbol ?? [])
    expect(new Set(named).size).toBe(named.length)
    expect(named).toContain('m[two{20}words]')
    expect(named).toContain('m[semi{3b}colon]')
    expect(named).toContain('m[line{a}break]')
    expect(named).toContain('valid')
    expect(file.bads.map(({ symbol }) => symbol)).toEqual([
      'store#2',
      'goal#2',
      'trans#2',
      'm[a|b]#2',
      'let#2',
      'deadlock#2',
    ])
  })

  it.skipIf(maySkip('z3'))('means the same, whatever things are called', () => {
    const depths = new Map([...ODD_DEPTHS.keys()].map((property) => [`${property}#2`, 2]))
    const found = boundedSearch(unrolledBtor2(exportBtor2(oddNames(rangeType(0, 6)))), depths)
    expect([...found.values()]).toEqual([...ODD_DEPTHS.values()])
  })

  it('is nothing where a variable has no bounds: the model is refused at the place of the variable', () => {
    const source = { file: 'model.ts', line: 7 }
    const { system } = finite[0]!
    const unbounded = { ...system, variables: [{ name: 'total', type: INTEGER, source }] }
    const refusal = (): string => exportBtor2(unbounded)
    expect(refusal).toThrow(ModelError)
    expect(refusal).toThrow(
      'model.ts:7: `total` holds an integer without bounds, and BTOR2 has only bit-vectors. Give it bounds, as range(lo, hi) does in place of integer(), or export the model as vmt or smt2.',
    )
  })
})
