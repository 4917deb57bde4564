import {
  array,
  choose,
  done,
  either,
  flag,
  goto,
  ifElse,
  integer,
  invariant,
  max,
  model,
  next,
  oneOf,
  onlyIf,
  process,
  processes,
  range,
  record,
  state,
  step,
  when,
  type Condition,
  type Quantity,
} from 'premortem'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { built, errorOf, lineHere, run } from './building.js'

const HERE = fileURLToPath(import.meta.url)

/** Hands something to the builder as JavaScript would: without its type. */
function untyped(value: unknown): never {
  return value as never
}

/** What is wrong, by code; what a text of the remedy has to mention; and the model. */
const ERRORS: readonly (readonly [string, string, RegExp, () => unknown])[] = [
  [
    'state that is not returned',
    'unnamed-state',
    /Return it: its key/,
    () => {
      state(flag())
      return {}
    },
  ],
  [
    'a process that is not returned',
    'unnamed-state',
    /Return it: its key/,
    () => {
      process({ steps: () => ({ a: step() }) })
      return {}
    },
  ],
  [
    'state that is returned twice',
    'conflicting-names',
    /Return it once/,
    () => {
      const a = state(flag())
      return { a, b: a }
    },
  ],
  [
    'a property that is not returned',
    'unnamed-property',
    /List it under `properties`/,
    () => {
      const a = state(flag())
      invariant(a)
      return { a }
    },
  ],
  ['a name that is no name', 'bad-name', /letters, digits/, () => ({ 'my-flag': state(flag()) })],
  ['a field that is no name', 'bad-name', /letters, digits/, () => ({ a: state({ 'b c': flag() }) })],
  [
    'a label that is no name',
    'bad-name',
    /letters, digits/,
    () => ({ p: process({ steps: () => ({ 1: step() }) }) }),
  ],
  [
    'a field with a name that is taken',
    'reserved-name',
    /`becomes`/,
    () => ({ a: state({ becomes: flag() }) }),
  ],
  [
    'a local called pc',
    'reserved-name',
    /`pc`/,
    () => ({ p: process({ locals: { pc: flag() }, steps: () => ({ a: step() }) }) }),
  ],
  [
    'a label called done',
    'reserved-name',
    /`done`/,
    () => ({ p: process({ steps: () => ({ done: step() }) }) }),
  ],
  [
    'a property called deadlock',
    'reserved-name',
    /`deadlock`, `range`/,
    () => ({ properties: { deadlock: invariant(true) } }),
  ],
  [
    'a goto to a label that does not exist',
    'unknown-label',
    /Did you mean `begin`\?/,
    () => ({ p: process({ steps: () => ({ begin: step(), end: step(goto('begni')) }) }) }),
  ],
  [
    'a question for a label that does not exist',
    'unknown-label',
    /There is `a`, `done`/,
    () => {
      const p = process({ steps: () => ({ a: step() }) })
      return { p, b: step(when(p.at(untyped('zzz')))) }
    },
  ],
  [
    'a question whether an endless process is done',
    'unknown-label',
    /There is `a`\./,
    () => {
      const p = process({ steps: () => ({ a: step(goto('a')) }) })
      return { p, b: step(when(p.at('done'))) }
    },
  ],
  ['a process without steps', 'unknown-label', /at least one/, () => ({ p: process({ steps: () => ({}) }) })],
  [
    'processes of one kind with different steps',
    'unknown-label',
    /the same labels/,
    () => ({ p: processes(2, { steps: ({ index }) => (index === 0 ? { a: step() } : { b: step() }) }) }),
  ],
  [
    'no processes at all',
    'empty-domain',
    /from 1 on/,
    () => ({ p: processes(0, { steps: () => ({ a: step() }) }) }),
  ],
  ['a range upside down', 'empty-domain', /smaller one first/, () => ({ a: state(range(3, 2)) })],
  ['a range of fractions', 'empty-domain', /whole numbers/, () => ({ a: state(range(0, 2.5)) })],
  [
    'the largest of nothing',
    'empty-domain',
    /at least one number/,
    () => ({ properties: { p: invariant(max([]).is(0)) } }),
  ],
  [
    'a member that does not exist',
    'unknown-member',
    /Did you mean `free`\?/,
    () => {
      const a = state(oneOf('free', 'taken'))
      return { a, b: step(a.becomes(untyped('fre'))) }
    },
  ],
  [
    'a field that does not exist',
    'unknown-member',
    /Did you mean `count`\?/,
    () => ({ a: state(record({ count: flag() }).initially(untyped({ cuont: true }))) }),
  ],
  [
    'a record with a field too few',
    'type-mismatch',
    /every field/,
    () => {
      const a = state({ x: flag(), y: flag() })
      return { a, b: step(a.becomes(untyped({ x: true }))) }
    },
  ],
  [
    'a list of the wrong length',
    'type-mismatch',
    /Write 3 elements/,
    () => {
      const a = state(array(3, flag()))
      return { a, b: step(a.becomes([true, false])) }
    },
  ],
  [
    'a start value of the wrong sort',
    'type-mismatch',
    /that sort/,
    () => ({ a: state(flag().initially(untyped(1))) }),
  ],
  [
    'a start value outside the range',
    'type-mismatch',
    /fits the cell/,
    () => ({ a: state(range(0, 3).initially(4)) }),
  ],
  [
    'a fraction',
    'type-mismatch',
    /whole/,
    () => {
      const a = state(integer())
      return { a, b: step(a.becomes(0.5)) }
    },
  ],
  [
    'a number where a condition is expected',
    'type-mismatch',
    /that sort/,
    () => {
      const a = state(range(0, 3))
      return { a, b: step(when(untyped(a))) }
    },
  ],
  [
    'something that is no sort',
    'type-mismatch',
    /flag\(\), oneOf/,
    () => ({ a: state(array(2, untyped(true))) }),
  ],
  [
    'an array indexed by all integers',
    'not-an-index',
    /range/,
    () => ({ a: state(array(untyped(integer()), flag())) }),
  ],
  [
    'a choice from a sort with a start value',
    'not-an-index',
    /without `initially`/,
    () => ({ a: choose({ n: untyped(flag().initially(true)) }, () => step()) }),
  ],
  [
    'an assignment to something computed',
    'type-mismatch',
    /part of the state/,
    () => {
      const a = state(range(0, 3))
      const computed: typeof a = untyped(a.plus(1))
      return { a, b: step(computed.becomes(2)) }
    },
  ],
  [
    'a condition for a clause',
    'misplaced-clause',
    /when\(x\)/,
    () => {
      const a = state(flag())
      return { a, b: step(untyped(a)) }
    },
  ],
  ['a goto in a step of no process', 'misplaced-clause', /Drop the `goto`/, () => ({ a: step(goto('b')) })],
  ['done in a step of no process', 'misplaced-clause', /`done`/, () => ({ a: either({ b: step(done) }) })],
  [
    'two ways to go',
    'misplaced-clause',
    /Keep one `goto`/,
    () => ({ p: process({ steps: () => ({ a: step(goto('a'), goto('b')), b: step() }) }) }),
  ],
  [
    'a number assigned twice in a step',
    'conflicting-updates',
    /happens at once/,
    () => {
      const a = state(range(0, 3))
      return { a, b: step(a.becomes(1), a.becomes(2)) }
    },
  ],
  [
    'a record assigned in a step, and a part of it',
    'conflicting-updates',
    /happens at once/,
    () => {
      const a = state(array(2, record({ x: flag() })))
      return { a, b: step(a.at(1).x.becomes(true), a.at(1).becomes({ x: false })) }
    },
  ],
  [
    'a choice made twice',
    'conflicting-names',
    /name of its own/,
    () => ({ a: choose({ n: flag() }, () => choose({ n: flag() }, () => step())) }),
  ],
  [
    'two members of one name',
    'conflicting-names',
    /each member once/,
    () => ({ a: state(oneOf('x', 'y', 'x')) }),
  ],
  [
    'two constants to choose between',
    'type-mismatch',
    /value of the model/,
    () => {
      const [a, b]: readonly boolean[] = untyped(['a', 'b'])
      return { properties: { p: invariant(ifElse(true, a ?? true, b ?? true)) } }
    },
  ],
  [
    'next of something with parts',
    'type-mismatch',
    /next\(job\.status\)/,
    () => {
      const a = state({ x: flag() })
      return { a, properties: { p: invariant(next(untyped(a))) } }
    },
  ],
  [
    'next in an invariant',
    'misplaced-next',
    /property of steps/,
    () => {
      const a = state(flag())
      return { a, properties: { p: invariant(next(a)) } }
    },
  ],
  [
    'something else among the parts',
    'type-mismatch',
    /keep everything else inside/,
    () => ({ helper: () => 1 }),
  ],
  [
    'something else among the properties',
    'type-mismatch',
    /Write invariant/,
    () => {
      const a = state(flag())
      return { a, properties: { p: a } }
    },
  ],
]

describe('a model with a mistake', () => {
  it.each(ERRORS)('%s is refused with %s', (_, code, remedy, build) => {
    const error = errorOf(() => built(untyped(build)))
    expect(error.code).toBe(code)
    expect(error.remedy).toMatch(remedy)
  })

  it('is refused outside `build` too', () => {
    expect(errorOf(() => state(flag()))).toMatchObject({ code: 'unnamed-state', place: { file: HERE } })
  })

  it('cannot keep state from one build to the next', () => {
    let kept: Condition = true
    const error = errorOf(() => {
      for (let time = 0; time < 2; time += 1) {
        built(() => {
          const a = state(flag())
          const old = kept
          kept = a
          return { a, properties: { p: invariant(old) } }
        })
      }
    })
    expect(error.code).toBe('unnamed-state')
  })
})

describe('two assignments that may meet', () => {
  it('are left to the property `range`', () => {
    const make = (i: number) => () => {
      const a = state(array(2, flag()))
      const n = state(range(0, 1).initially(i))
      return { a, n, b: step(a.at(n).becomes(true), a.at(1).becomes(false), onlyIf(n.is(1), n.becomes(0))) }
    }
    expect(run(built(make(0)), 'b')).toEqual({ a: [true, false], n: 0 })
    expect(() => run(built(make(1)), 'b')).toThrow('conflicting-updates')
  })
})

describe('the place of a mistake', () => {
  it('is the line on which it is made', () => {
    let line = 0
    const error = errorOf(() =>
      built(() => {
        const a = state(oneOf('free', 'taken'))
        line = lineHere(1)
        return { a, b: step(a.becomes(untyped('fre'))) }
      }),
    )
    expect(error.place).toEqual({ file: HERE, line })
    expect(error.message).toBe(`${HERE}:${String(line)}: ${error.problem} ${error.remedy}`)
  })

  it('is the line of the goto, although the labels are known only later', () => {
    let line = 0
    const error = errorOf(() =>
      built(() => ({
        p: process({
          steps: () => {
            line = lineHere(3)
            return {
              a: step(),
              b: step(goto('nowhere')),
            }
          },
        }),
      })),
    )
    expect(error.place).toEqual({ file: HERE, line })
  })
})

describe('a value of the model, used as JavaScript would', () => {
  const uses: readonly (readonly [string, (x: number) => unknown])[] = [
    ['x + 1', (x) => x + 1],
    ['x < 3', (x) => x < 3],
    ['-x', (x) => -x],
    ['a template string', (x) => `${x}!`],
  ]
  const values: readonly (() => object)[] = [
    () => state(range(0, 3)),
    () => state(flag()),
    () => state(array(2, flag())),
    () => state(record({ f: flag() })),
  ]

  it.each(uses)('says so: %s', (_, use) => {
    for (const value of values) {
      const error = errorOf(() => built(() => ({ result: use(untyped(value())) })))
      expect(error.code).toBe('type-mismatch')
      expect(error.remedy).toContain('x.plus(1)')
      expect(error.place?.file).toBe(HERE)
    }
  })

  it('has no `then` at run time, so that waiting for one waits for nothing', async () => {
    const quantities: Quantity[] = []
    built(() => {
      const n = state(range(0, 3))
      quantities.push(n.plus(1))
      return { n }
    })
    expect(quantities.every((quantity) => !Reflect.has(Object(quantity) as object, 'then'))).toBe(true)
    expect(await Promise.resolve(quantities[0])).toBe(quantities[0])
  })
})

describe('the name of a model', () => {
  it.each(['Race', 'my_race', 'race-', '-race', '2phase', ''])(
    'is in lower case with hyphens, not %s',
    (name) => {
      expect(errorOf(() => model({ name, build: () => ({}) })).code).toBe('bad-name')
    },
  )

  it.each(['race', 'double-spend', 'raft3-safe'])('may be %s', (name) => {
    expect(model({ name, build: () => ({}) }).instantiate().name).toBe(name)
  })
})
