import type { Expr } from '../../src/ir/expr.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import {
  arrayType,
  BOOL,
  enumType,
  INTEGER,
  recordType,
  type IntegerType,
  type RangeType,
} from '../../src/ir/type.js'

const ODD = enumType(['a|b', 'é\\x', 'two words', 'semi;colon', '{7c}', 'line\nbreak'])

const yes: Expr = { kind: 'literal', type: BOOL, value: true }
const is = (name: string, value: number): Expr => ({
  kind: 'eq',
  left: { kind: 'variable', name },
  right: { kind: 'literal', type: INTEGER, value },
})

/** Words that mean something to the languages that we write, or to us, as the names of variables. */
const WORDS = [
  ...['store', 'bvadd', 'abs', 'and', 'true', 'let', '_', 'as', 'div', 'pi', 'is', 'seq', 'fp', 'RNE', 'Int'],
  ...['init', "init'", 'trans', 'state', 'next', 'valid', 'first', 'input', 'bad', 'deadlock', 'goal'],
]

/**
 * A system in which everything is called like something else: each word is a number that a step of the same name counts up to 2,
 * a cell has a name that our own names are made of, and members of an enumeration have what names cannot hold.
 */
export const oddNames = (number: RangeType | IntegerType): TransitionSystem => ({
  name: 'odd\nnames',
  variables: [
    ...WORDS.map((name) => ({ name, type: number })),
    { name: 'm', type: arrayType(ODD, BOOL) },
    { name: 'str', type: recordType({ len: BOOL, step: BOOL }) },
  ],
  init: {
    updates: WORDS.map((name) => ({
      target: { variable: name, path: [] },
      value: { kind: 'literal', type: INTEGER, value: 0 },
    })),
    assumptions: [
      {
        name: 'nothing set',
        expr: {
          kind: 'and',
          operands: [
            {
              kind: 'forall',
              bound: 'i',
              over: ODD,
              body: {
                kind: 'not',
                body: {
                  kind: 'element',
                  array: { kind: 'variable', name: 'm' },
                  index: { kind: 'bound', name: 'i' },
                },
              },
            },
            { kind: 'field', record: { kind: 'variable', name: 'str' }, field: 'len' },
          ],
        },
      },
    ],
  },
  actions: WORDS.map((name, place) => ({
    name,
    label: name,
    guard: yes,
    choices: [{ name: 'which', domain: ODD }],
    updates: [
      {
        target: { variable: name, path: [] },
        value: {
          kind: 'add',
          left: { kind: 'variable', name },
          right: { kind: 'literal', type: INTEGER, value: 1 },
        },
      },
      {
        target: { variable: 'm', path: [{ kind: 'index', index: { kind: 'bound', name: 'which' } }] },
        value: { kind: 'literal', type: BOOL, value: place % 2 === 0 },
      },
    ],
  })),
  mayEnd: yes,
  properties: [
    { kind: 'invariant', name: 'store', expr: { kind: 'not', body: is('store', 1) } },
    { kind: 'reachable', name: 'goal', expr: { kind: 'and', operands: [is('and', 1), is('true', 1)] } },
    {
      kind: 'transition',
      name: 'trans',
      expr: {
        kind: 'not',
        body: { kind: 'and', operands: [is('trans', 1), { kind: 'next', body: is('trans', 2) }] },
      },
    },
    {
      kind: 'invariant',
      name: 'm[a|b]',
      expr: {
        kind: 'not',
        body: {
          kind: 'and',
          operands: ['a|b', 'line\nbreak'].map((value) => ({
            kind: 'element',
            array: { kind: 'variable', name: 'm' },
            index: { kind: 'literal', type: ODD, value },
          })),
        },
      },
    },
    { kind: 'reachable', name: 'let', expr: { kind: 'or', operands: WORDS.map((name) => is(name, 2)) } },
    { kind: 'deadlock', name: 'deadlock' },
  ],
})

/** At which depth each property of it is decided. */
export const ODD_DEPTHS: ReadonlyMap<string, number | undefined> = new Map([
  ['store', 1],
  ['goal', 2],
  ['trans', 2],
  ['m[a|b]', 2],
  ['let', 2],
  ['deadlock', undefined],
])
