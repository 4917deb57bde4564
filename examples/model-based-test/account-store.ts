import { setImmediate as roundTrip } from 'node:timers/promises'

/** An account behind a network: a call takes a round trip, and happens at once when it arrives. */
export interface Account {
  balance(): Promise<number>
  debit(amount: number): Promise<void>
  /** Debits only what is there, as `UPDATE ... WHERE balance >= amount` does; says whether it did. */
  debitIfCovered(amount: number): Promise<boolean>
}

/** The account in memory. */
export class AccountStore implements Account {
  #balance: number
  #paidOut = 0

  constructor(deposit: number) {
    this.#balance = deposit
  }

  async balance(): Promise<number> {
    await roundTrip()
    return this.#balance
  }

  async debit(amount: number): Promise<void> {
    await roundTrip()
    this.#balance -= amount
    this.#paidOut += amount
  }

  async debitIfCovered(amount: number): Promise<boolean> {
    await roundTrip()
    if (this.#balance < amount) return false
    this.#balance -= amount
    this.#paidOut += amount
    return true
  }

  /** What an auditor sees. */
  audit(): { readonly balance: number; readonly paidOut: number } {
    return { balance: this.#balance, paidOut: this.#paidOut }
  }
}
