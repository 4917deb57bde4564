import { describe, expect, it } from 'vitest'
import { complaints } from './complaints.js'

/** Slips with sequences, sets and so on: what the compiler has to catch, with its code and a part of what it says. */
const SLIPS = [
  ['a condition that is not known yet', 'if (queue) {}', 'TS2801', 'no overlap|always'],
  ['a flag for a number, appended', 'queue.append(true)', 'TS2345', "'boolean' is not assignable"],
  ['a list of something else', "queue.becomes(['a'])", 'TS2322', "'string' is not assignable"],
  ['a sequence of something else', 'queue.becomes(names)', 'TS2345', 'Sequence<'],
  ['an assignment to a length', 'queue.length.becomes(2)', 'TS2339', "'becomes' does not exist"],
  ['an assignment to something computed', 'queue.tail().becomes([])', 'TS2339', "'becomes' does not exist"],
  ['a sum of what comes and goes', 'sum(queue, (item) => item)', 'TS2345', 'Iterable'],
  ['something done to each', 'each(queue, (item) => item.becomes(1))', 'TS2345', 'Iterable'],
  ['a loop over what comes and goes', 'for (const item of queue) item.is(1)', 'TS2488', 'Symbol.iterator'],
  ['a member that cannot be', "seen.has('c')", 'TS2345', '"c"'],
  ['a set with a member that cannot be', "seen.becomes(['c'])", 'TS2322', '"c"'],
  ['a set of something else', 'seen.union(numbers)', 'TS2345', 'SetOf<'],
  ['an option as its value', 'holder.above(1)', 'TS2339', "'above' does not exist"],
  ['a value of another sort', "holder.becomes('a')", 'TS2345', '"a"'],
  [
    'an option that is matched by half',
    'holder.match({ some: (who) => who.is(1) })',
    'TS2769',
    "'none' is missing",
  ],
  ['a case that does not exist', "msg.is('reqest')", 'TS2769', '"reqest"'],
  ['a case that does not exist, assigned', "msg.becomes('reply')", 'TS2345', '"reply"'],
  ['a case with fields, without them', "msg.becomes('request')", 'TS2345', '"request"'],
  ['a field that does not exist', "msg.as('request').kee", 'TS2339', 'kee'],
  ['a field of another case', "msg.as('idle').key", 'TS2339', 'key'],
  [
    'a field of another sort',
    'msg.becomes({ request: { key: true } })',
    'TS2322',
    "'boolean' is not assignable",
  ],
  ['a case that is not matched', 'msg.match({ idle: () => 1 })', 'TS2769', "'request' is missing"],
  ['a case too many', 'msg.match({ idle: () => 1, request: () => 2, nope: () => 3 })', 'TS2769', 'nope'],
  ['cases of two sorts', 'msg.match({ idle: () => 1, request: () => true })', 'TS2769', 'No overload'],
  ['a tuple that is too short', 'pair.becomes([1])', 'TS2345', 'Source has 1 element'],
  ['a key that cannot be', "cache.at('c')", 'TS2345', '"c"'],
  ['a value of another sort, under a key', "cache.with('a', true)", 'TS2345', "'boolean' is not assignable"],
  ['two sorts in a choice', 'ifElse(true, queue, names)', 'TS2769', 'No overload'],
] as const

function source(slips: readonly string[]): string {
  return `
import { all, each, flag, ifElse, map, next, nothing, oneOf, option, range, sequence, setOf, state, sum, tuple, union } from 'premortem'

const queue = state(sequence(range(0, 3), 3).initially([1]))
const names = state(sequence(oneOf('a', 'b'), 3))
const seen = state(setOf(oneOf('a', 'b')))
const numbers = state(setOf(3))
const holder = state(option(range(0, 3)))
const msg = state(union({ idle: {}, request: { key: range(0, 3) } }))
const pair = state(tuple(range(0, 3), flag()))
const cache = state(map(oneOf('a', 'b'), range(0, 3)))
const box = state({ queue: sequence(option(range(0, 3)), 2), inbox: sequence(union({ idle: {}, on: { n: flag() } }), 2) })
const right = [
  all(queue, (item, index) => item.is(index)),
  queue.append(queue.length).tail().is([1, queue.head()]),
  all(seen, (member) => member.is('a')),
  seen.becomes(seen.union(['b']).with('a')),
  holder.becomes(nothing),
  holder.becomes(queue.head()),
  holder.match({ none: 0, some: (who) => who }).above(1),
  msg.becomes('idle'),
  msg.becomes({ request: { key: queue.length } }),
  msg.match({ idle: () => 0, request: ({ key }) => key }).above(1),
  msg.is('idle', 'request'),
  pair.becomes([1, pair[1]]),
  all(cache, (version, key) => key.is('a').and(version.is(1))),
  cache.becomes([['a', 1]]),
  ifElse(true, queue, [1]).length.is(1),
  ifElse(true, nothing, holder).isSome(),
  next(queue).is(queue),
  box.becomes({ queue: [nothing, 1], inbox: ['idle', { on: { n: true } }] }),
  box.becomes(box),
  box.queue.at(0).becomes(2),
]
${slips.join('\n')}
`
}

describe('the compiler', () => {
  it('has nothing to say about data that is used well', () => {
    expect(complaints(source([]))).toEqual([])
  })

  describe('given slips', () => {
    const found = complaints(source(SLIPS.map(([, slip]) => slip)))

    it.each(SLIPS)('catches %s: %s', (_, slip, code, says) => {
      const about = found.filter(({ line }) => line === slip)
      expect(about.map((complaint) => complaint.code)).toEqual([code])
      expect(about[0]?.message).toMatch(new RegExp(says))
    })

    it('complains about nothing else', () => {
      const slips: readonly string[] = SLIPS.map(([, slip]) => slip)
      expect(found.filter(({ line }) => !slips.includes(line))).toEqual([])
    })
  })
})
