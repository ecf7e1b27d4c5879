import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan, Population } from '../../scenarios/campaigns/plan.ts';
import { csv, type PerAccount } from '../../scenarios/shop/accounts.ts';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get } from '../../scenarios/shop/requests.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { arriving, held, herd, planOf } from '../../scenarios/testing/world.ts';
import { accountsNote, fileMistakes, readAccountFile, tooFewAccounts } from './account-checks.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'folder.csv'));
});

const accounts = csv('accounts.csv', { per: 'shopper' });
const read = (text: string) => {
  writeFileSync(join(folder, 'accounts.csv'), text);
  return readAccountFile(join(folder, 'accounts.csv'));
};

describe('an account file', () => {
  it('that can be read has as many accounts as lines behind the first', () => {
    const file = read('user,word\na,1\nb,2\n');
    expect([file, fileMistakes(accounts, file)]).toEqual([{ flaw: null, count: 2 }, []]);
  });

  it.each(['folder.csv', '/dev/zero'])(
    'that is no file is not read, because it may never end: %s',
    (name) => {
      expect(readAccountFile(resolve(folder, name)).flaw?.problem).toBe('is not a file');
    },
  );

  it.each([
    { given: 'nothing', text: '', problem: /^has no accounts$/, hint: /first line names the columns/ },
    { given: 'columns alone', text: 'user,word\n', problem: /^has no accounts$/, hint: /each line after it/ },
    {
      given: 'a short line',
      text: 'user,word\na,1\nb\n',
      problem: /^has a mistake: line 3 has 1 field, and/,
      hint: /in quotes/,
    },
    {
      given: 'an open quote',
      text: 'user,word\n"a,1\n',
      problem: /^has a mistake: line 2 has a quote/,
      hint: /in quotes/,
    },
    { given: 'a column twice', text: 'user,user\na,1\n', problem: /column "user" twice/, hint: /in quotes/ },
  ])('with $given is a mistake of the shop', ({ text, problem, hint }) => {
    expect(fileMistakes(accounts, read(text))).toEqual([
      {
        path: 'accounts',
        value: 'accounts.csv',
        problem: expect.stringMatching(problem),
        hint: expect.stringMatching(hint),
      },
    ]);
  });

  it.each([
    { given: 'is missing', file: 'nobody.csv', problem: 'is not there' },
    { given: 'is a folder', file: 'folder.csv', problem: 'is not a file' },
  ])('that $given is one too', ({ file, problem }) => {
    expect(readAccountFile(join(folder, file)).flaw).toMatchObject({
      problem,
      hint: expect.stringContaining('the folder of shop.ts'),
    });
  });
});

const shop = (per: PerAccount | null) =>
  defineShop({
    name: 'small',
    ...(per === null ? {} : { accounts: csv('accounts.csv', { per }) }),
    steps: { home: get('/') },
    behaviours: {
      buyer: { entry: { home: 1 }, steps: { home: { thinkSeconds: 10, ok: { home: 0.5 } } } },
    },
  });
const planWith = (populations: readonly Population[], changes: Partial<Plan> = {}): Plan => ({
  ...planOf(60, populations),
  ...changes,
});
const HELD = held(30, 'buyer');
const HERD = { ...herd(12, 5), behaviour: 'buyer' };
/** One session a second: 59 in a minute, because the 60th would come when it is over. Each stays for 10 s. */
const EVEN = arriving(3600, 'buyer', 'even');

const told = (per: PerAccount | null, count: number, plan: Plan) =>
  tooFewAccounts(plan, shop(per), count).map(({ path, value, problem }) => `${path} ${value} ${problem}`);

describe('too few accounts', () => {
  it.each([
    { per: 'shopper', needed: 30 + 12 + 59 },
    { per: 'session', needed: 30 + 12 + 10 },
  ] as const)('per $per are fewer than $needed, and a mistake', ({ per, needed }) => {
    const plan = planWith([HELD, HERD, EVEN]);
    expect(told(per, needed, plan)).toEqual([]);
    expect(told(per, needed - 1, plan)).toEqual([
      `accounts accounts.csv has ${needed - 1} accounts, and this plan needs ${needed} accounts`,
    ]);
  });

  it('are told with what to do', () => {
    const hint = (per: PerAccount) => tooFewAccounts(planWith([HELD]), shop(per), 1)[0]!.hint;
    expect(hint('shopper')).toContain("per: 'session'");
    expect(hint('session')).toMatch(/^about so many shoppers are there at once/);
  });

  it.each(['shopper', 'session'] as const)('per %s depend on the scale of the plan', (per) => {
    expect(told(per, 30, planWith([HELD]))).toEqual([]);
    expect(told(per, 30, planWith([HELD], { scale: 2 }))).toHaveLength(1);
    expect(told(per, 15, planWith([HELD], { scale: 0.5 }))).toEqual([]);
  });

  it('are a note for a command that needs fewer than the plan', () => {
    const plan = planWith([HELD]);
    expect(accountsNote(plan, shop('session'), 2)).toBe(
      'the plan needs 30 accounts, the file has 2: rehearse will refuse',
    );
    expect(accountsNote(plan, shop('session'), 30)).toBeNull();
  });

  it('are none where the shop has no accounts', () => {
    expect(told(null, 0, planWith([HELD]))).toEqual([]);
    expect(accountsNote(planWith([HELD]), shop(null), 0)).toBeNull();
  });
});
