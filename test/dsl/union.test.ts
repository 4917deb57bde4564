import {
  anything,
  flag,
  ifElse,
  integer,
  oneOf,
  range,
  sequence,
  state,
  step,
  union,
  type CellOf,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { built, errorOf, run, startOf } from './building.js'
import { after, said, untyped } from './derived.js'

const message = union({
  idle: {},
  request: { key: range(1, 4), urgent: flag() },
  reply: { colour: oneOf('red', 'green'), key: range(0, 9).initially(7) },
})
type Message = CellOf<typeof message>

/** The record that a message is. */
function kept(tag: string, parts: object = {}): unknown {
  return { tag, request: { key: 1, urgent: false }, reply: { colour: 'red', key: 0 }, ...parts }
}

const asking = message.initially({ request: { key: 3 } })

describe('a union', () => {
  it('starts in its first case, and fills in what the sorts of the fields say', () => {
    const system = built(() => ({
      x: state(message),
      y: state(asking),
      z: state(message.initially({ reply: {} })),
      u: state(union({ one: { key: range(0, 9).initially(7) }, two: {} })),
    }))
    expect(startOf(system)).toEqual({
      x: kept('idle'),
      y: kept('request', { request: { key: 3, urgent: false } }),
      z: kept('reply', { reply: { colour: 'red', key: 7 } }),
      u: { tag: 'one', one: { key: 7 } },
    })
  })

  it('says which case it is', () => {
    expect(said(asking, (m) => m.is('request'))).toBe(true)
    expect(said(asking, (m) => m.is('idle'))).toBe(false)
    expect(said(asking, (m) => m.is('idle', 'request'))).toBe(true)
    expect(said(asking, (m) => m.isNot('idle', 'reply'))).toBe(true)
    expect(said(asking, (m) => m.isNot('idle', 'request'))).toBe(false)
    expect(said(asking, (m) => m.is({ request: { key: 3, urgent: false } }))).toBe(true)
    expect(said(asking, (m) => m.is({ request: { key: 3, urgent: true } }))).toBe(false)
    expect(said(asking, (m) => m.isNot({ reply: { colour: 'red', key: 0 } }))).toBe(true)
    expect(said(asking, (m) => m.is(m))).toBe(true)
  })

  it('has the fields of its case, and no others', () => {
    expect(said(asking, (m) => m.as('request').key.is(3))).toBe(true)
    expect(said(asking, (m) => m.as('reply').key.is(0))).toBeUndefined()
    expect(said(asking, (m) => m.is('reply').and(m.as('reply').key.is(0)))).toBe(false)
  })

  it('is matched', () => {
    const key = (m: Message) =>
      m.match({ idle: () => 0, request: ({ key: asked }) => asked.plus(10), reply: (reply) => reply.key })
    expect(said(message, (m) => key(m).is(0))).toBe(true)
    expect(said(asking, (m) => key(m).is(13))).toBe(true)
    expect(said(message.initially({ reply: {} }), (m) => key(m).is(7))).toBe(true)
    const colour = (m: Message) =>
      m.match({ idle: () => 'green', request: () => 'red', reply: (reply) => reply.colour })
    expect(said(message, (m) => colour(m).is('green'))).toBe(true)
    const urgent = (m: Message) =>
      m.match({
        idle: () => false,
        request: (request) => request.urgent.or(m.is('request')),
        reply: () => false,
      })
    expect(said(asking, urgent)).toBe(true)
  })

  it('is changed as a whole, and forgets the case before', () => {
    expect(after(asking, (m) => m.becomes('idle'))).toEqual(kept('idle'))
    expect(after(asking, (m) => m.becomes({ idle: {} }))).toEqual(kept('idle'))
    expect(after(asking, (m) => m.becomes({ reply: { colour: 'green', key: m.as('request').key } }))).toEqual(
      kept('reply', { reply: { colour: 'green', key: 3 } }),
    )
    expect(after(asking, (m) => m.becomes(ifElse(m.is('idle'), m, 'idle')))).toEqual(kept('idle'))
    expect(after(message, (m) => m.becomes({ request: { key: m.as('reply').key, urgent: true } }))).toMatch(
      /is indexed by/,
    )
  })

  it('nests', () => {
    const system = built(() => {
      const inner = union({ leaf: {}, node: { message } })
      const inbox = state(sequence(message, 2))
      const tree = state(inner)
      return {
        inbox,
        tree,
        go: step(
          inbox.becomes([{ request: { key: 2, urgent: true } }]),
          tree.becomes({ node: { message: 'idle' } }),
        ),
        take: step(tree.becomes({ node: { message: inbox.head() } }), inbox.becomes(inbox.tail())),
      }
    })
    const asked = kept('request', { request: { key: 2, urgent: true } })
    expect(run(system, 'go')).toEqual({
      inbox: { length: 1, items: [asked, kept('idle')] },
      tree: { tag: 'node', node: { message: kept('idle') } },
    })
    expect(run(system, 'go', 'take')).toEqual({
      inbox: { length: 0, items: [kept('idle'), kept('idle')] },
      tree: { tag: 'node', node: { message: asked } },
    })
  })

  it.each([
    ['an unknown case', 'unknown-member', () => state(message).is(untyped('reqest'))],
    ['an unknown case, negated', 'unknown-member', () => state(message).isNot(untyped('reqest'))],
    ['an unknown case, assigned', 'unknown-member', () => state(message).becomes(untyped({ nope: {} }))],
    ['an unknown case, at the start', 'unknown-member', () => message.initially(untyped('nope'))],
    ['fields of an unknown case', 'unknown-member', () => state(message).as(untyped('nope'))],
    ['an unknown field', 'unknown-member', () => state(message).becomes(untyped({ request: { k: 1 } }))],
    ['a missing field', 'type-mismatch', () => state(message).becomes(untyped({ request: { key: 1 } }))],
    ['a name for a case with fields', 'type-mismatch', () => state(message).becomes(untyped('request'))],
    ['two cases at once', 'type-mismatch', () => state(message).becomes(untyped({ idle: {}, reply: {} }))],
    ['a case that is not matched', 'type-mismatch', () => state(message).match(untyped({ idle: () => 1 }))],
    [
      'a case too many',
      'unknown-member',
      () => state(union({ a: {} })).match(untyped({ a: () => 1, b: () => 2 })),
    ],
    ['a case of a reserved name', 'reserved-name', () => union({ tag: { n: integer() } })],
    ['a case that is not a plain name', 'bad-name', () => union({ 'a b': {} })],
    ['no cases', 'empty-domain', () => union({})],
    ['anything', 'type-mismatch', () => message.initially(anything)],
    ['a field that is assigned to', 'type-mismatch', () => state(asking).as('request').key.becomes(2)],
  ])('refuses %s', (_, code, make) => {
    const error = errorOf(() => built(() => ({ x: make() })))
    expect(error.code).toBe(code)
    expect(error.place?.file).toMatch(/union.test.ts$/)
  })
})
