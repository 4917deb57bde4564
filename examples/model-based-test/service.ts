import { inFlight, type Adapter, type Turn } from 'premortem'
import { AccountStore, type Account } from './account-store.js'

/** The service in the terms of the model `double-spend`: two requests in flight, for all the money there is. */
export function serviceWith(withdraw: (account: Account, amount: number) => Promise<boolean>): {
  readonly store: AccountStore
  readonly adapter: Adapter
} {
  const store = new AccountStore(10)
  const request = (turn: Turn): Promise<boolean> => withdraw(inTurn(store, turn), 10)
  const { advance } = inFlight({ 'request[0]': request, 'request[1]': request })
  return {
    store,
    adapter: {
      // A step of the model is one call: it lets the request that takes the step make its next one.
      steps: { read: advance, debit: advance },
      state: () => ({ account: store.audit() }),
    },
  }
}

/** The account as a client sees it whose calls wait for its turn. */
function inTurn(account: Account, turn: Turn): Account {
  return {
    balance: async () => {
      await turn()
      return account.balance()
    },
    debit: async (amount) => {
      await turn()
      await account.debit(amount)
    },
    debitIfCovered: async (amount) => {
      await turn()
      return account.debitIfCovered(amount)
    },
  }
}
