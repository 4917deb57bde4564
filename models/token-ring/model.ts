/**
 * # A token that goes round, and one that was not lost
 *
 * Nodes in a ring share something that only one of them may use at a time. A single token goes round:
 * whoever has it may use the thing, and then passes the token on to the next node. There is nothing to agree
 * on and nothing to compare. That only one node is in its critical section is as sure as that there is only
 * one token.
 *
 * And there is none any more when the node that has it dies, or the link drops it. Then the ring stands
 * still. So somebody adds a timeout: a node that has waited for too long believes the token lost, and makes
 * a new one.
 *
 * ## What happens at once
 *
 * 1. `wait.enter`: the token is here, and the node goes into its critical section.
 * 2. `wait.pass`: the token is here, the node does not need it, and passes it on.
 * 3. `critical`: the node is in its critical section, leaves it and passes the token on.
 * 4. With `regenerates`, `wait.regenerate`: no token is here, and the node makes one.
 * 5. With `loses`, `lose`: a token that nobody is using is gone.
 *
 * ## The bad interleaving
 *
 * Node 0 has the token and takes its time in the critical section. Node 1 has waited for long, believes the
 * token lost, makes a new one and goes into its own critical section: both are in. Nothing was lost.
 *
 * ## Stuck or wrong
 *
 * - `loses` without `regenerates`: still one at a time, but once the token is lost everybody waits for ever
 *   (`deadlock`).
 * - `regenerates`: nobody waits for ever, and two nodes are in at once, whether tokens get lost or not.
 *
 * From where a node stands, a token that is lost and one that is late look the same. Whoever makes a new one
 * needs to know that the old one is gone, or must make it worthless: for example by numbers on the tokens
 * that the shared thing checks, as in the `lease` story.
 *
 * ## Our assumptions
 *
 * - A token that is under way counts as being at the node to which it goes. A slow link is the same as a
 *   node that is slow to look.
 * - There are two tokens at most, which is enough for the harm. A node that has both passes both on.
 * - A token that is in use does not get lost. (Its holder would have to die in the critical section.)
 * - Timeouts say nothing: a node may believe the token lost at any time at which it does not have it.
 *
 * ## Source
 *
 * G. Le Lann, Distributed Systems: Towards a Formal Approach, IFIP Congress 1977, which also tells how to
 * find out that a token is lost, and elect the node that makes the new one.
 */

import {
  array,
  atMostOne,
  choose,
  count,
  each,
  either,
  flag,
  goto,
  invariant,
  model,
  none,
  not,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  record,
  some,
  state,
  step,
  toggle,
  unreached,
  violated,
  when,
  type Item,
} from 'premortem'

export default model({
  name: 'token-ring',
  params: {
    nodes: count(3, 'nodes in the ring', { min: 2 }),
    loses: toggle(false, 'a token that nobody is using may get lost'),
    regenerates: toggle(
      false,
      'a node that has waited for long believes the token lost, and makes a new one',
    ),
  },
  build({ nodes, loses, regenerates }) {
    const first = { exists: true }
    const token = state(
      array(regenerates ? 2 : 1, record({ exists: flag(), at: range(0, nodes - 1) })).initially(
        regenerates ? [first, {}] : [first],
      ),
    )
    type Token = Item<typeof token>

    const anyToken = { which: range(0, token.length - 1) }

    const node = processes(nodes, {
      steps: ({ index: me }) => {
        const isHere = ({ exists, at }: Token) => exists.and(at.is(me))
        const passOn = [each(token, (t) => onlyIf(isHere(t), t.at.becomes((me + 1) % nodes))), goto('wait')]
        const enter = step(when(some(token, isHere)))
        const pass = step(when(some(token, isHere)), passOn)
        const regenerate = choose(anyToken, ({ which }) => {
          const { exists, at } = token.at(which)
          return step(
            when(none(token, isHere), not(exists)),
            exists.becomes(true),
            at.becomes(me),
            goto('wait'),
          )
        })
        return {
          wait: either(regenerates ? { enter, pass, regenerate } : { enter, pass }),
          critical: step(passOn),
        }
      },
    })

    const lose = choose(anyToken, ({ which }) => {
      const { exists, at } = token.at(which)
      return step(
        when(
          exists,
          none(node, (n) => n.at('critical').and(n.index.is(at))),
        ),
        exists.becomes(false),
      )
    })

    return {
      token,
      node,
      ...(loses ? { lose } : {}),
      properties: {
        mutualExclusion: invariant(atMostOne(node, (n) => n.at('critical'))),
        lastGetsIn: reachable(node.at(nodes - 1).at('critical')),
        tokenIsGone: reachable(none(token, (t) => t.exists)),
      },
    }
  },
  expect: [
    {
      verdicts: {
        mutualExclusion: proved(),
        lastGetsIn: reached(3),
        tokenIsGone: unreached(),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { nodes: 10 },
      verdicts: { mutualExclusion: proved(), lastGetsIn: reached(10), deadlock: proved(), range: proved() },
    },
    {
      params: { loses: true },
      verdicts: {
        mutualExclusion: proved(),
        tokenIsGone: reached(1),
        deadlock: violated(1),
        range: proved(),
      },
    },
    {
      params: { regenerates: true },
      verdicts: {
        mutualExclusion: violated(3),
        tokenIsGone: unreached(),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { loses: true, regenerates: true },
      verdicts: {
        mutualExclusion: violated(3),
        tokenIsGone: reached(1),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
