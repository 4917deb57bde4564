/**
 * # Spending the same money twice
 *
 * A service pays out of an account. Two requests for the same money arrive at once:
 *
 *     const seen = await balance()
 *     if (seen >= price) await debit(price)
 *
 * Read line by line, this cannot overdraw an account. But at each `await` the other request may run, so what
 * was read may be out of date by the time it is acted upon. In March 2014 two bitcoin exchanges, Flexcoin and
 * Poloniex, were robbed this way: many withdrawals at the same moment, each of which found the balance
 * untouched.
 *
 * ## What happens at once
 *
 * 1. `read`: the request asks for the balance and remembers the answer.
 * 2. `debit`: if what it remembers is enough, the price leaves the account and is paid out.
 *
 * ## The bad interleaving
 *
 * Both requests read 10. Then both debit 10. The account stands at -10, and 20 have been paid out.
 *
 * ## What an audit sees
 *
 * Nothing. Balance and payouts still add up to what was deposited, in every state there is: `moneyConserved`
 * is proved of the broken service. (Poloniex did add up deposits and withdrawals, and the sum was right.) A
 * sum that comes out right says that no money was made or lost, not that it was there to be spent. State what
 * must never happen: here, `neverOverdrawn`.
 *
 * ## The repair
 *
 * Let the database decide, at the moment at which it acts: `UPDATE ... SET balance = balance - 10 WHERE
 * balance >= 10`. In the model that is one word: `debit` looks at the balance as it is, not as it was.
 *
 * ## Our assumptions
 *
 * The debit is relative to the current balance. A service that writes back `seen - price` loses updates as
 * well, and money with them.
 *
 * ## Sources
 *
 * - The statements of the owners: https://www.cso.com.au/article/539806/
 * - https://hackingdistributed.com/2014/04/06/another-one-bites-the-dust-flexcoin/
 */

import {
  count,
  invariant,
  model,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
} from 'premortem'

const deposit = 10
const price = 10

export default model({
  name: 'double-spend',
  params: {
    requests: count(2, 'requests that arrive at once'),
    fix: variant(
      {
        none: 'the debit trusts the balance that was read',
        conditional: 'the debit looks at the balance itself',
      },
      'what the debit looks at',
    ),
  },
  build({ requests, fix }) {
    const account = state({
      balance: range(deposit - requests * price, deposit).initially(deposit),
      paidOut: range(0, requests * price),
    })
    const { balance, paidOut } = account

    const request = processes(requests, {
      locals: { seen: range(deposit - requests * price, deposit).initially(0) },
      steps: ({ seen }) => ({
        read: step(seen.becomes(balance)),
        debit: step(
          onlyIf(
            (fix === 'conditional' ? balance : seen).atLeast(price),
            balance.becomes(balance.minus(price)),
            paidOut.becomes(paidOut.plus(price)),
          ),
        ),
      }),
    })

    return {
      account,
      request,
      properties: {
        neverOverdrawn: invariant(balance.atLeast(0)),
        moneyConserved: invariant(balance.plus(paidOut).is(deposit)),
        paysAtAll: reachable(paidOut.is(price)),
      },
    }
  },
  expect: [
    {
      verdicts: {
        neverOverdrawn: violated(4),
        moneyConserved: proved(),
        paysAtAll: reached(2),
        deadlock: proved(),
        range: proved(),
      },
    },
    { params: { requests: 3 }, verdicts: { neverOverdrawn: violated(4), moneyConserved: proved() } },
    {
      params: { fix: 'conditional' },
      verdicts: {
        neverOverdrawn: proved(),
        moneyConserved: proved(),
        paysAtAll: reached(2),
        deadlock: proved(),
        range: proved(),
      },
    },
  ],
})
