import { describe, expect, it } from 'vitest'
import type { Expr } from '../../src/ir/expr.js'
import { ModelError } from '../../src/ir/model-error.js'
import type { SourcePlace, TransitionSystem } from '../../src/ir/system.js'
import {
  BOOL,
  INTEGER,
  arrayType,
  enumType,
  rangeType,
  recordType,
  type IndexType,
  type Type,
} from '../../src/ir/type.js'
import { validate } from '../../src/ir/validate.js'
import {
  DEADLOCK,
  RANGE,
  UNDEFINED_INTEGER,
  action,
  array,
  binary,
  bound,
  cell,
  element,
  field,
  flag,
  goal,
  int,
  invariant,
  ite,
  member,
  nary,
  neg,
  next,
  not,
  over,
  record,
  ref,
  set,
  system,
  transition,
} from './syntax.js'

const COLOUR = enumType(['red', 'green'])
const SLOTS = rangeType(1, 3)
const TYPES = {
  n: INTEGER,
  small: rangeType(0, 5),
  on: BOOL,
  hue: COLOUR,
  point: recordType({ x: INTEGER, y: BOOL }),
  slots: arrayType(SLOTS, rangeType(0, 5)),
  pc: enumType(['idle', 'busy']),
}
const T = flag(true)
const PLACE: SourcePlace = { file: 'model.ts', line: 12 }

function errorOf(candidate: TransitionSystem): ModelError {
  try {
    validate(candidate)
  } catch (error) {
    if (error instanceof ModelError) return error
    throw error
  }
  throw new Error('the system was accepted')
}

function errorIn(expr: Expr): ModelError {
  return errorOf(system(TYPES, { properties: [{ kind: 'invariant', name: 'p', expr, source: PLACE }] }))
}

describe('a sound system', () => {
  it('is accepted with everything there is in it', () => {
    const sound = system(TYPES, {
      start: [
        set('n', binary(int(2n ** 70n), 'mul', int(3))),
        set(cell('point', 'x'), int(1)),
        set(cell('slots', int(2)), int(5)),
        set('hue', member('red', ...COLOUR.values)),
        set(cell('point', 'y'), T, flag(false)),
        set(cell('point', 'y'), T),
      ],
      assume: [binary(ref('small'), 'lt', int(3))],
      actions: [
        action(
          'go',
          nary('and', ref('on'), binary(bound('c'), 'le', ref('n'))),
          [
            set(cell('slots', ref('small')), bound('c'), ref('on')),
            set('point', record({ y: T, x: neg(ref('n')) })),
            set('hue', ite(ref('on'), ref('hue'), member('red', ...COLOUR.values))),
            set('n', nary('max', ref('n'), ref('small'), over('count', 'i', SLOTS, T))),
          ],
          {
            choices: [{ name: 'c', domain: rangeType(0, 2n ** 90n) }],
            control: { cell: cell('pc'), at: 'idle' },
          },
        ),
      ],
      mayEnd: not(ref('on')),
      properties: [
        DEADLOCK,
        RANGE,
        invariant('one', over('forall', 'i', SLOTS, binary(element(ref('slots'), bound('i')), 'le', int(9)))),
        transition('two', binary(ref('n'), 'le', next(ref('n')))),
        goal('three', binary(array(BOOL, int(1), int(2)), 'eq', array(BOOL, ref('n'), ref('small')))),
        goal('four', next(binary(T, 'implies', over('exists', 'b', BOOL, bound('b'))))),
      ],
    })
    expect(() => {
      validate(sound)
    }).not.toThrow()
  })
})

describe('names', () => {
  it('must be unique among variables, actions, properties and the choices of an action', () => {
    const twice = errorOf({
      ...system({}),
      variables: [
        { name: 'a', type: BOOL },
        { name: 'a', type: BOOL, source: PLACE },
      ],
    })
    expect(twice.code).toBe('conflicting-names')
    expect(twice.message).toBe('model.ts:12: The model has two variables called `a`. Rename one of them.')
    expect(errorOf(system({}, { actions: [action('go', T, []), action('go', T, [])] })).problem).toBe(
      'The model has two actions called `go`.',
    )
    expect(errorOf(system({}, { properties: [DEADLOCK, invariant('deadlock', T)] })).problem).toBe(
      'The model has two properties called `deadlock`.',
    )
    const choices = [
      { name: 'c', domain: BOOL },
      { name: 'c', domain: COLOUR },
    ]
    expect(errorOf(system({}, { actions: [action('go', T, [], { choices })] })).problem).toBe(
      'The action `go` has two choices called `c`.',
    )
  })

  it('must not be one that JavaScript would lose', () => {
    expect(errorOf({ ...system({}), variables: [{ name: '__proto__', type: BOOL }] }).code).toBe(
      'reserved-name',
    )
    const odd = recordType(Object.fromEntries([['__proto__', BOOL]]))
    expect(errorOf(system({ point: odd })).code).toBe('reserved-name')
  })

  it('must be known', () => {
    const unknown = errorIn(ref('m'))
    expect(unknown.code).toBe('unknown-variable')
    expect(unknown.message).toContain('model.ts:12: The property `p` mentions the variable `m`')
    expect(unknown.remedy).toContain('`small`')
    expect(errorIn(ref('toString')).code).toBe('unknown-variable')
    expect(errorIn(bound('i')).code).toBe('unbound-name')
    expect(errorIn(nary('and', over('forall', 'i', BOOL, bound('i')), bound('i'))).code).toBe('unbound-name')
    expect(errorIn(field(ref('point'), 'z')).code).toBe('unknown-member')
    expect(errorIn(field(ref('point'), 'toString')).code).toBe('unknown-member')
    expect(errorOf(system(TYPES, { actions: [action('go', T, [set('m', T)])] })).code).toBe(
      'unknown-variable',
    )
    expect(errorOf(system(TYPES, { start: [set('m', T)] })).code).toBe('unknown-variable')
  })

  it('are bound by choices in guard and updates alone', () => {
    const choices = [{ name: 'c', domain: BOOL }]
    const withChoice = action('go', bound('c'), [set('on', bound('c'))], { choices })
    expect(() => {
      validate(system(TYPES, { actions: [withChoice] }))
    }).not.toThrow()
    expect(errorOf(system(TYPES, { actions: [withChoice], mayEnd: bound('c') })).code).toBe('unbound-name')
    expect(errorOf(system(TYPES, { actions: [withChoice, action('stay', bound('c'), [])] })).code).toBe(
      'unbound-name',
    )
  })
})

describe('types', () => {
  it.each<[string, Expr]>([
    ['a property that is no condition', ref('n')],
    ['not', not(ref('n'))],
    ['and', nary('and', T, ref('n'))],
    ['or', nary('or', ref('hue'))],
    ['implies, left', binary(ref('n'), 'implies', T)],
    ['implies, right', binary(T, 'implies', ref('n'))],
    ['ite, condition', ite(ref('n'), T, T)],
    ['ite, branches', binary(ite(T, ref('n'), T), 'eq', int(1))],
    ['eq', binary(ref('n'), 'eq', T)],
    ['eq of enumerations in another order', binary(ref('hue'), 'eq', member('red', 'green', 'red'))],
    ['eq of records', binary(ref('point'), 'eq', record({ x: int(1) }))],
    ['lt', binary(ref('hue'), 'lt', ref('hue'))],
    ['le', binary(int(1), 'le', T)],
    ['add', binary(binary(T, 'add', int(1)), 'eq', int(1))],
    ['mod', binary(binary(int(1), 'mod', T), 'eq', int(1))],
    ['neg', binary(neg(T), 'eq', int(1))],
    ['min', binary(nary('min', int(1), T), 'eq', int(1))],
    ['max of nothing', binary(nary('max'), 'eq', int(1))],
    ['field of no record', field(ref('n'), 'x')],
    ['element of no array', element(ref('n'), int(1))],
    ['element by another index', binary(element(ref('slots'), T), 'eq', int(1))],
    ['array of mixed elements', binary(array(BOOL, int(1), T), 'eq', array(BOOL, int(1), T))],
    ['array of another length', binary(array(SLOTS, int(1)), 'eq', ref('slots'))],
    ['array of another index', binary(array(rangeType(0, 2), int(1), int(1), int(1)), 'eq', ref('slots'))],
    ['forall', over('forall', 'i', SLOTS, bound('i'))],
    ['count', binary(over('count', 'i', SLOTS, bound('i')), 'eq', int(1))],
    ['count as a condition', over('count', 'i', SLOTS, T)],
    [
      'a literal outside its type',
      binary({ kind: 'literal', type: rangeType(0, 5), value: 6 }, 'eq', int(1)),
    ],
    ['a literal that is not whole', binary({ kind: 'literal', type: INTEGER, value: 0.5 }, 'eq', int(1))],
    ['a literal in another form', binary({ kind: 'literal', type: INTEGER, value: 5n }, 'eq', int(5))],
  ])('must fit: %s', (_, expr) => {
    expect(errorIn(expr)).toMatchObject({ code: 'type-mismatch', place: PLACE })
  })

  it('say what is there and what is expected', () => {
    expect(errorIn(not(ref('n'))).problem).toBe(
      'The property `p` has `integer` where a condition is expected.',
    )
  })

  it('must fit in guards, updates, indices, conditions, assumptions and the end', () => {
    const inAction = (...parts: Parameters<typeof action>): string =>
      errorOf(system(TYPES, { actions: [action(...parts)] })).message
    expect(inAction('go', ref('n'), [])).toContain('The guard of `go`')
    expect(inAction('go', T, [set('on', int(1))])).toContain('The update of `on` in `go`')
    expect(inAction('go', T, [set('point', record({ x: T, y: T }))])).toContain(
      'The update of `point` in `go`',
    )
    expect(inAction('go', T, [set(cell('slots', T), int(1))])).toContain('The update of `slots` in `go`')
    expect(inAction('go', T, [set(cell('slots', int(1)), T)])).toContain('The update of `slots` in `go`')
    expect(inAction('go', T, [set(cell('n', 'x'), T)])).toContain('The update of `n` in `go`')
    expect(inAction('go', T, [set(cell('point', int(1)), T)])).toContain('The update of `point` in `go`')
    expect(inAction('go', T, [set('on', T, int(1))])).toContain('The update of `on` in `go`')
    expect(errorOf(system(TYPES, { assume: [int(1)] })).message).toContain('The assumption `assumption 0`')
    expect(errorOf(system(TYPES, { mayEnd: int(1) })).message).toContain('may end')
  })

  it('point to the update where it has a place of its own', () => {
    const updates = [{ ...set('on', int(1)), source: { file: 'model.ts', line: 40 } }]
    expect(
      errorOf(system(TYPES, { actions: [action('go', T, updates, { source: PLACE })] })).place?.line,
    ).toBe(40)
    expect(
      errorOf(system(TYPES, { actions: [action('go', int(1), updates, { source: PLACE })] })).place?.line,
    ).toBe(12)
  })

  it('do not limit which integers may be assigned', () => {
    expect(() => {
      validate(system(TYPES, { actions: [action('go', T, [set('small', ref('n'))])] }))
    }).not.toThrow()
  })
})

describe('members', () => {
  it('must belong to their enumeration', () => {
    expect(errorIn(binary(ref('hue'), 'eq', member('mauve', ...COLOUR.values)))).toMatchObject({
      code: 'unknown-member',
      place: PLACE,
    })
  })
})

describe('domains', () => {
  it.each<[string, Type, string]>([
    ['a range without numbers', rangeType(3, 2), 'empty-domain'],
    ['an enumeration without members', enumType([]), 'empty-domain'],
    ['a member listed twice', enumType(['a', 'b', 'a']), 'conflicting-names'],
    ['an empty range in a record', recordType({ x: rangeType(1, 0) }), 'empty-domain'],
    ['an empty index', arrayType(enumType([]), BOOL), 'empty-domain'],
    ['an empty element', arrayType(BOOL, rangeType(1, 0)), 'empty-domain'],
    ['bounds that are not whole', rangeType(0, 1.5), 'type-mismatch'],
    ['bounds in another form', rangeType(0n, 5), 'type-mismatch'],
    ['an endless array', arrayType(rangeType(0, 2 ** 40), BOOL), 'domain-too-large'],
  ])('must have values: %s', (_, type, code) => {
    expect(errorOf(system({ v: type })).code).toBe(code)
  })

  it('must have values wherever they stand', () => {
    const empty: IndexType = rangeType(1, 0)
    expect(errorIn(over('forall', 'i', empty, T)).code).toBe('empty-domain')
    expect(errorIn(binary(array(empty), 'eq', array(empty))).code).toBe('empty-domain')
    const choices = [{ name: 'c', domain: empty }]
    expect(errorOf(system({}, { actions: [action('go', T, [], { choices, source: PLACE })] }))).toMatchObject(
      {
        code: 'empty-domain',
        place: PLACE,
      },
    )
  })
})

describe('next', () => {
  it('stands in properties of steps and goals, once', () => {
    const inner = next(ref('on'))
    expect(errorIn(inner).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { properties: [transition('p', next(not(inner)))] })).code).toBe(
      'misplaced-next',
    )
    expect(errorOf(system(TYPES, { properties: [goal('p', next(inner))] })).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { mayEnd: inner })).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { assume: [inner] })).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { start: [set('on', next(T))] })).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { actions: [action('go', inner, [])] })).code).toBe('misplaced-next')
    expect(errorOf(system(TYPES, { actions: [action('go', T, [set('on', inner)])] })).code).toBe(
      'misplaced-next',
    )
  })

  it('is refused in one place although the same expression is fine in another', () => {
    const shared = over('forall', 'i', SLOTS, next(ref('on')))
    const mixed = nary('and', shared, next(shared))
    expect(errorOf(system(TYPES, { properties: [transition('p', mixed)] })).code).toBe('misplaced-next')
  })
})

describe('start values', () => {
  const error = (...start: Parameters<typeof set>[]): ModelError =>
    errorOf(system(TYPES, { start: start.map((update) => ({ ...set(...update), source: PLACE })) }))

  it('are constants in fixed cells', () => {
    expect(error(['n', ref('small')])).toMatchObject({ code: 'unknown-variable', place: PLACE })
    expect(error(['n', int(1), ref('on')]).code).toBe('unknown-variable')
    expect(error([cell('slots', binary(int(1), 'add', int(1))), int(1)]).code).toBe('not-an-index')
    expect(error([cell('slots', int(4)), int(1)])).toMatchObject({ code: 'not-an-index', place: PLACE })
  })

  it('fit their cells', () => {
    expect(error(['on', int(1)]).code).toBe('type-mismatch')
    expect(error(['small', int(6)])).toMatchObject({
      code: 'type-mismatch',
      place: PLACE,
      problem: 'The start values cannot be set: small := 6 leaves range(0, 5).',
    })
    const slots = array(SLOTS, int(0), int(0), int(7))
    expect(error(['slots', slots]).problem).toContain('slots[3] := 7 leaves range(0, 5)')
    expect(error(['n', UNDEFINED_INTEGER]).code).toBe('type-mismatch')
  })

  it('are given once', () => {
    expect(error(['n', int(1)], ['n', int(1)])).toMatchObject({ code: 'conflicting-updates', place: PLACE })
    expect(error(['point', record({ x: int(1), y: T })], [cell('point', 'x'), int(1)]).code).toBe(
      'conflicting-updates',
    )
  })
})

describe('controls', () => {
  const error = (variable: Parameters<typeof cell>, at: string): ModelError =>
    errorOf(
      system(TYPES, {
        actions: [action('go', T, [], { control: { cell: cell(...variable), at }, source: PLACE })],
      }),
    )

  it('are members of fixed enumeration cells', () => {
    expect(error(['small'], 'idle')).toMatchObject({ code: 'type-mismatch', place: PLACE })
    expect(error(['pc'], 'away')).toMatchObject({ code: 'unknown-member', place: PLACE })
    expect(error(['lost'], 'away')).toMatchObject({ code: 'unknown-variable', place: PLACE })
    expect(error(['slots', ref('n')], 'away')).toMatchObject({ code: 'not-an-index', place: PLACE })
  })
})

describe('shared expressions', () => {
  it('are looked at once in each scope', () => {
    let shared: Expr = binary(ref('n'), 'eq', int(0))
    for (let depth = 0; depth < 200; depth += 1) {
      shared = nary('and', shared, over('forall', 'i', SLOTS, shared), over('exists', 'i', SLOTS, shared))
    }
    expect(() => {
      validate(system(TYPES, { properties: [invariant('p', shared)] }))
    }).not.toThrow()
    expect(errorIn(nary('and', shared, ref('m'))).code).toBe('unknown-variable')
  })
})
