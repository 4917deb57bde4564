import type { Account } from './account-store.js'

/** Pays out, where the balance that was read is enough. Others may have been there since. */
export async function withdraw(account: Account, amount: number): Promise<boolean> {
  const seen = await account.balance()
  if (seen < amount) return false
  await account.debit(amount)
  return true
}

/** The repair: whether the balance is enough is decided where and when the money leaves. */
export async function withdrawCovered(account: Account, amount: number): Promise<boolean> {
  const seen = await account.balance()
  if (seen < amount) return false
  return account.debitIfCovered(amount)
}
