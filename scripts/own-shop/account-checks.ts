/** Whether the shop's account file can be read, and has enough accounts for a plan: said before anything starts. */
import { readFileSync, statSync } from 'node:fs';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { accountsOfAll } from '../../scenarios/crowd/account-ranges.ts';
import { type Accounts, readAccounts } from '../../scenarios/shop/accounts.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import { shoppersAtOnce } from '../forecast/shoppers-at-once.ts';
import type { Flaw, Mistake } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { inFull, plural } from '../text/numbers.ts';

export interface AccountFile {
  readonly flaw: Flaw | null;
  readonly count: number;
}

const BESIDE = 'put it where shop.ts says: a path counts from the folder of shop.ts';
const FIRST_LINE =
  'its first line names the columns, such as username,password; each line after it is an account';

/** @param path where it lies */
export function readAccountFile(path: string): AccountFile {
  const flawed = (problem: string, hint: string): AccountFile => ({ flaw: { problem, hint }, count: 0 });
  let text: string;
  try {
    // A FIFO would be waited for, and a device may never end.
    if (!statSync(path).isFile()) return flawed('is not a file', BESIDE);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return flawed(code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`, BESIDE);
  }
  try {
    const accounts = readAccounts(text);
    return accounts.length === 0
      ? flawed('has no accounts', FIRST_LINE)
      : { flaw: null, count: accounts.length };
  } catch (error) {
    return flawed(
      `has a mistake: ${reasonOf(error)}`,
      'put fields with a comma, a quote or a line break in quotes',
    );
  }
}

export const fileMistakes = ({ file }: Accounts, { flaw }: AccountFile): Mistake[] =>
  flaw === null ? [] : [{ path: 'accounts', value: file, ...flaw }];

/** @param plan one that was checked, of a shop without mistakes */
export function tooFewAccounts(plan: Plan, shop: Shop, count: number): Mistake[] {
  const { accounts } = shop;
  if (accounts === null) return [];
  const { needed, hint } = neededBy(plan, shop, accounts);
  if (count >= needed) return [];
  const problem = `has ${plural(count, 'account')}, and this plan needs ${plural(needed, 'account')}`;
  return [{ path: 'accounts', value: accounts.file, problem, hint }];
}

/** For a command that needs fewer accounts than the plan: what a rehearsal of the plan will say of them. */
export function accountsNote(plan: Plan, shop: Shop, count: number): string | null {
  const { accounts } = shop;
  if (accounts === null) return null;
  const { needed } = neededBy(plan, shop, accounts);
  if (count >= needed) return null;
  return `the plan needs ${plural(needed, 'account')}, the file has ${inFull(count)}: rehearse will refuse`;
}

const neededBy = (plan: Plan, shop: Shop, { per }: Accounts): Needed =>
  per === 'shopper' ? forShoppers(plan) : forSessions(plan, shop);

interface Needed {
  readonly needed: number;
  readonly hint: string;
}

const forShoppers = (plan: Plan): Needed => ({
  needed: accountsOfAll(plan),
  hint: "no two shoppers share one; with per: 'session' they take them in turn, and --scale brings fewer shoppers",
});

const forSessions = (plan: Plan, shop: Shop): Needed => {
  const needed = shoppersAtOnce(plan, shop);
  return {
    needed,
    hint: `about so many shoppers are there at once: those held and in herds, and arrivals for the time that a session thinks; add accounts, or bring fewer with --scale`,
  };
};
