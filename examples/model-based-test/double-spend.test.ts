import { check, compare, drive } from 'premortem'
import { assert, describe, expect, it } from 'vitest'
import doubleSpend from '../../models/double-spend/model.js'
import { AccountStore } from './account-store.js'
import { serviceWith } from './service.js'
import { withdraw, withdrawCovered } from './withdraw.js'

/** The schedule that overdraws the account in the model. */
const { traces, text } = await check(doubleSpend)
const { neverOverdrawn: race } = traces
assert(race !== undefined, text)

describe('the service as it was', () => {
  it('overdraws the account, when two requests come at the same moment', async () => {
    const store = new AccountStore(10)
    await Promise.all([withdraw(store, 10), withdraw(store, 10)])
    expect(store.audit()).toEqual({ balance: -10, paidOut: 20 })
  })

  it('does so along the very schedule that the model predicts', async () => {
    const { store, adapter } = serviceWith(withdraw)
    await drive(race, adapter)
    expect(store.audit().balance).toBe(-10)
  })
})

describe('the service as it is', async () => {
  const { candidates } = await compare(doubleSpend, { fixed: { fix: 'conditional' } })
  const replay = candidates[0]?.replays.find(({ property }) => property === 'neverOverdrawn')
  assert(replay !== undefined)
  const { run } = replay
  const divergence = replay.divergences.find(({ kind }) => kind === 'step')
  assert(divergence?.kind === 'step')

  it('does along that schedule what the fixed model does', async () => {
    const { store, adapter } = serviceWith(withdrawCovered)
    await drive(run, adapter)
    expect(store.audit()).toEqual({ balance: 0, paidOut: 10 })
  })

  it('refuses the second payment in the step in which the fixed model does', async () => {
    const { adapter } = serviceWith(withdrawCovered)
    await expect(drive(race, adapter)).rejects.toMatchObject({
      name: 'DeviationError',
      step: divergence.step,
      differences: [
        { path: 'account.balance', expected: -10, actual: 0 },
        { path: 'account.paidOut', expected: 20, actual: 10 },
      ],
    })
  })

  it('still pays', async () => {
    const { store, adapter } = serviceWith(withdrawCovered)
    const { traces: fixed } = await check(doubleSpend, { params: { fix: 'conditional' } })
    assert(fixed.paysAtAll !== undefined)
    await drive(fixed.paysAtAll, adapter)
    expect(store.audit().paidOut).toBe(10)
  })
})
