import fc from 'fast-check'
import type { Expr } from '../../src/ir/expr.js'
import type { Action, Property, TransitionSystem, Update } from '../../src/ir/system.js'
import { BOOL, arrayType, rangeType } from '../../src/ir/type.js'
import {
  DEADLOCK,
  RANGE,
  action,
  binary,
  bound,
  cell,
  element,
  flag,
  goal,
  int,
  invariant,
  ite,
  nary,
  neg,
  next,
  not,
  over,
  ref,
  set,
  system,
  transition,
} from './syntax.js'

/** Few states, many faults: a flag, a number and two slots, with everything that can be undefined. */
const SLOT = rangeType(0, 1)
const CHOICE = rangeType(-1, 2)

interface Grammar {
  condition: Expr
  integer: Expr
}

/** Expressions over the variables of `arbitrarySystem` and the given bound names, in one state. */
function grammar(names: readonly string[]): fc.LetrecValue<Grammar> {
  return fc.letrec((tie: fc.LetrecTypedTie<Grammar>) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'expr' },
      fc.constant(ref('a')),
      fc.boolean().map(flag),
      tie('condition').map(not),
      fc
        .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'))
        .map(([kind, ...pair]) => nary(kind, ...pair)),
      fc.tuple(tie('condition'), tie('condition')).map(([left, right]) => binary(left, 'implies', right)),
      fc
        .tuple(tie('integer'), fc.constantFrom('eq', 'lt', 'le'), tie('integer'))
        .map(([left, kind, right]) => binary(left, kind, right)),
      fc
        .tuple(fc.constantFrom('forall', 'exists'), tie('integer'))
        .map(([kind, limit]) =>
          over(kind, 'i', SLOT, binary(element(ref('slots'), bound('i')), 'le', limit)),
        ),
    ),
    integer: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'expr' },
      fc.constant(ref('n')),
      fc.integer({ min: -2, max: 4 }).map(int),
      ...names.map((name) => fc.constant(bound(name))),
      tie('integer').map((index) => element(ref('slots'), index)),
      fc
        .tuple(tie('integer'), fc.constantFrom('add', 'sub', 'mul', 'div', 'mod'), tie('integer'))
        .map(([left, kind, right]) => binary(left, kind, right)),
      fc
        .tuple(tie('condition'), tie('integer'), tie('integer'))
        .map(([condition, whenTrue, whenFalse]) => ite(condition, whenTrue, whenFalse)),
      tie('integer').map(neg),
      fc.tuple(tie('integer'), tie('integer')).map((pair) => nary('min', ...pair)),
      tie('integer').map((limit) =>
        over('count', 'i', SLOT, binary(element(ref('slots'), bound('i')), 'lt', limit)),
      ),
    ),
  }))
}

/** A condition that few states satisfy, so that it takes some steps to come about. */
function rare(condition: fc.Arbitrary<Expr>): fc.Arbitrary<Expr> {
  const slot = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 2 }))
  const number = fc.integer({ min: -1, max: 2 })
  return fc
    .tuple(number, slot, fc.option(condition, { freq: 2, nil: flag(true) }))
    .map(([n, [at, held], rest]) =>
      nary(
        'and',
        binary(ref('n'), 'eq', int(n)),
        binary(element(ref('slots'), int(at)), 'eq', int(held)),
        rest,
      ),
    )
}

/** Mostly plain steps, which go somewhere; now and then anything. */
function arbitraryUpdate(names: readonly string[]): fc.Arbitrary<Update> {
  const { condition, integer } = grammar(names)
  const guarded = fc.option(condition, { nil: undefined, freq: 3 })
  const slot = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 1).map(int) },
    { weight: 1, arbitrary: integer },
  )
  const simple = fc.constantFrom<Expr>(
    ref('n'),
    int(0),
    binary(ref('n'), 'add', int(1)),
    binary(ref('n'), 'sub', int(1)),
    element(ref('slots'), int(0)),
    nary('min', int(2), binary(element(ref('slots'), int(1)), 'add', int(1))),
    ...names.map(bound),
  )
  const number = fc.oneof({ weight: 4, arbitrary: simple }, { weight: 1, arbitrary: integer })
  return fc.oneof(
    fc.tuple(condition, guarded).map(([value, when]) => set('a', value, when)),
    fc.tuple(number, guarded).map(([value, when]) => set('n', value, when)),
    fc.tuple(slot, number, guarded).map(([index, value, when]) => set(cell('slots', index), value, when)),
  )
}

function arbitraryAction(name: string): fc.Arbitrary<Action> {
  return fc.boolean().chain((chooses) => {
    const names = chooses ? ['c'] : []
    const choices = names.map((choice) => ({ name: choice, domain: CHOICE }))
    const { condition } = grammar(names)
    const comparison = fc
      .tuple(fc.constantFrom('le', 'eq'), fc.integer({ min: -1, max: 2 }))
      .map(([kind, limit]) => binary(ref('n'), kind, int(limit)))
    return fc
      .tuple(
        fc.oneof(fc.constant(flag(true)), comparison, comparison, condition),
        fc.array(arbitraryUpdate(names), { minLength: 1, maxLength: 3 }),
      )
      .map(([guard, updates]) => action(name, guard, updates, { choices }))
  })
}

function arbitraryProperties(): fc.Arbitrary<readonly Property[]> {
  const seldom = rare(grammar([]).condition)
  const steps = fc.tuple(seldom, seldom).map(([now, then]) => nary('and', not(now), next(then)))
  return fc
    .tuple(seldom, steps, seldom, steps)
    .map(([always, ever, state, step]) => [
      RANGE,
      DEADLOCK,
      invariant('always', not(always)),
      transition('every step', not(ever)),
      goal('some state', state),
      goal('some step', step),
    ])
}

/** Small systems of all shapes: what is random in them is every formula. */
export function arbitrarySystem(): fc.Arbitrary<TransitionSystem> {
  const { condition } = grammar([])
  const fixed = [set('n', int(1)), set(cell('slots', int(0)), int(2)), set(cell('slots', int(1)), int(0))]
  return fc
    .record({
      overflow: fc.constantFrom('error', 'wrap', 'saturate'),
      start: fc.subarray([set('a', flag(false)), ...fixed], { minLength: 3 }),
      assume: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.tuple(condition) },
      ),
      actions: fc.tuple(arbitraryAction('first'), arbitraryAction('second'), arbitraryAction('third')),
      mayEnd: fc.oneof(fc.constant(flag(false)), condition),
      properties: arbitraryProperties(),
    })
    .map(({ overflow, ...parts }) =>
      system({ a: BOOL, n: rangeType(-1, 2, overflow), slots: arrayType(SLOT, rangeType(0, 2)) }, parts),
    )
}
