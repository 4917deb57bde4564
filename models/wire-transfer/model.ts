/**
 * # The transfer that was paid twice
 *
 * A client asks a bank to transfer money, and no answer comes in time. Was the request lost, or the answer?
 * From where the client stands the two look the same, and so does a bank that is only slow. So it asks
 * again:
 *
 *     for (;;) {
 *       try {
 *         return await bank.transfer(order, { timeout })
 *       } catch (timedOut) {}
 *     }
 *
 * There is no way not to ask again: an order that may have been lost has to be repeated. So the bank has to
 * see that it is the same order.
 *
 * ## What happens at once
 *
 * 1. `client.send`: the client sends the order for the first time.
 * 2. `client.wait.timesOut`: it has waited for too long, and sends the order again.
 * 3. `attempt.pay`: the bank has received one of these attempts. It moves the money, and answers.
 * 4. `client.wait.hear`: the client hears that the transfer is done.
 * 5. With `fix` = check-first, `attempt.look` before `pay`: the bank looks whether it knows the key of the
 *    order.
 *
 * ## The bad interleaving
 *
 * The client sends the order. The bank pays. The answer is slow, the client sends the order again, and the
 * bank pays again.
 *
 * ## What helps
 *
 * The client gives each order a key, a number that it has made up for it, and the bank keeps the keys of
 * what it has paid. Three ways to do it, and two of them wrong:
 *
 * - `fix` = fresh-key: the key is made where the request is made, so that each attempt has a key of its own.
 *   Nothing is gained. A key belongs to the intention, not to the request.
 * - `fix` = check-first: the bank looks whether it knows the key, and if not, pays and notes it. Two
 *   attempts that are handled at the same time both find it unknown: 6 steps instead of 4.
 * - `fix` = unique-key: noting the key and paying are one transaction, which fails if the key is there (a
 *   unique index does that). Then the bank answers what it answered before. `paidOnce` is proved.
 *
 * ## Our assumptions
 *
 * - An answer that is lost is one for which the client does not wait long enough; a request that is lost is
 *   one at which the bank never looks. So nothing gets lost in the model, and nothing is left out.
 * - The client sends the order up to `attempts` times, all for the same transfer.
 * - To move the money and to note the key are in one database. With a second system between them, for
 *   example another bank, that one needs the key too.
 * - The bank keeps keys for ever. Where it forgets them, an attempt that comes later is a new order.
 *
 * This is no single incident but one that every payment service has had to deal with.
 *
 * ## Source
 *
 * P. Helland, Idempotence Is Not a Medical Condition, Communications of the ACM 55(5), 2012.
 */

import {
  all,
  array,
  count,
  done,
  either,
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
  processes,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'wire-transfer',
  params: {
    attempts: count(2, 'times that the client sends the order'),
    fix: variant(
      {
        none: 'orders have no keys',
        'fresh-key': 'each attempt has a new key',
        'check-first': 'each order has one key; the bank looks for it, and pays in a later step',
        'unique-key': 'each order has one key; the bank looks for it and pays in one step',
      },
      'how the bank knows an order again',
    ),
  },
  build({ attempts, fix }) {
    const network = state({ sent: range(0, attempts), answered: flag() })
    const bank = state({ transfers: range(0, attempts), knows: array(attempts, flag()) })

    const client = process({
      steps: () => {
        const send = network.sent.becomes(network.sent.plus(1))
        return {
          send: step(send),
          wait: either({
            hear: step(when(network.answered), done),
            timesOut: step(when(network.sent.below(attempts)), send, goto('wait')),
          }),
        }
      },
    })

    const attempt = processes(attempts, {
      locals: { known: flag() },
      restsAt: [fix === 'check-first' ? 'look' : 'pay'],
      steps: ({ known, index }) => {
        const isSent = network.sent.above(index)
        const isKnown = bank.knows.at(fix === 'fresh-key' ? index : 0)
        const transfer = bank.transfers.becomes(bank.transfers.plus(1))
        const answer = network.answered.becomes(true)
        const transferOnce = (seen: typeof known) => onlyIf(not(seen), transfer, isKnown.becomes(true))
        return fix === 'check-first'
          ? { look: step(when(isSent), known.becomes(isKnown)), pay: step(transferOnce(known), answer) }
          : { pay: step(when(isSent), fix === 'none' ? transfer : transferOnce(isKnown), answer) }
      },
    })

    return {
      network,
      bank,
      client,
      attempt,
      properties: {
        paidOnce: invariant(bank.transfers.atMost(1)),
        paidWhenHeard: invariant(client.at('done').implies(bank.transfers.atLeast(1))),
        hearsOfIt: reachable(client.at('done')),
        allHandled: reachable(client.at('done').and(all(attempt, (a) => a.at('done')))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        paidOnce: violated(4),
        paidWhenHeard: proved(),
        hearsOfIt: reached(3),
        allHandled: reached(5),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'fresh-key' },
      verdicts: { paidOnce: violated(4), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'check-first' },
      verdicts: { paidOnce: violated(6), hearsOfIt: reached(4), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'unique-key' },
      verdicts: {
        paidOnce: proved(),
        paidWhenHeard: proved(),
        hearsOfIt: reached(3),
        allHandled: reached(5),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'unique-key', attempts: 4 },
      verdicts: { paidOnce: proved(), allHandled: reached(9), deadlock: proved(), range: proved() },
    },
  ],
})
