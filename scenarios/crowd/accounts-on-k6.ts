/** The shop's accounts inside k6: one copy for all VUs. */
import { SharedArray } from 'k6/data';
import { type Account, readAccounts } from '../shop/accounts.ts';
import type { AccountBook } from './account-ranges.ts';

/** Call in the init context. */
export function accountsOnK6(file: string | undefined): AccountBook | null {
  if (file === undefined) return null;
  const shared = new SharedArray<Account>('accounts', () => [...readAccounts(open(file))]);
  return { count: shared.length, at: (index) => shared[index] };
}
