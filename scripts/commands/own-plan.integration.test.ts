/** Plans for a shop of the user's, as commands read them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import type { Subject } from '../forecast/subject.ts';
import { projectRoot } from '../machine/project-root.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { type PlanArguments, planFrom, planWithAnyPace } from './plan-from.ts';
import { subjectFrom } from './subject-from.ts';

let folder: string;
let subject: Subject;
const write = async (name: string, content: unknown): Promise<string> => {
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};
const shopText = (needs = 'token'): string => `
import { csv, defineShop, get, json, post } from 'carnival';
export default defineShop({
  name: 'small',
  accounts: csv('accounts.csv', { per: 'shopper' }),
  steps: {
    look: get('/search', { take: { token: json('token') } }),
    checkout: post('/orders', { needs: ['${needs}'] }),
  },
  behaviours: {
    buyer: {
      entry: { look: 1 },
      steps: { look: { thinkSeconds: 1, ok: { checkout: 1 } }, checkout: { thinkSeconds: 1, ok: {} } },
    },
  },
});
`;
const planOf = (behaviour: string, step: string, shoppers = 4) => ({
  name: 'sale',
  phases: [
    {
      name: 'sale',
      calendarMinutes: 1,
      populations: [
        {
          kind: 'held',
          name: 'buyers',
          behaviour,
          shoppers: [{ atMinute: 0, value: shoppers }],
          paced: true,
        },
      ],
    },
  ],
  objectives: [{ id: 'buys', kind: 'success', step, targetShare: 0.9 }],
});

it.each([
  { shop: 'oscar/shop.ts', plan: 'oscar/plan.ts' },
  { shop: 'vendure/shop.ts', plan: 'vendure/plan.ts' },
  { shop: 'breakers/shop.ts', plan: 'breakers/resilience4j/plan.ts' },
  { shop: 'breakers/shop.ts', plan: 'breakers/pybreaker/plan.ts' },
])('the example $plan has no mistake', async ({ shop, plan }) => {
  const [shopFile, planFile] = [shop, plan].map((file) => join(projectRoot(), 'examples', file));
  const read = await planFrom(await subjectFrom(shopFile!), { plan: planFile!, shop: shopFile! });
  expect(read.name).toBe(plan.split('/').at(-2));
});

async function refused(raw: unknown, options: Partial<PlanArguments> = {}, of = subject): Promise<PlanError> {
  const plan = await write('plan.json', raw);
  const error = await planFrom(of, { ...options, plan }).catch((reason: unknown) => reason);
  if (error instanceof PlanError) return error;
  throw new Error(`expected a PlanError, got ${JSON.stringify(error)}`);
}
const lines = (mistakes: readonly Mistake[]) =>
  mistakes.map(({ path, value, problem, hint }) => `${path}: ${value} ${problem} (${hint})`);

beforeAll(async () => {
  folder = temporaryFolder();
  await write('accounts.csv', 'user\na\nb\nc\nd\n');
  subject = await subjectFrom(await write('shop.ts', shopText()));
});

describe('the shop of a command', () => {
  it('is the embedded one without --shop', async () => {
    expect(await subjectFrom(undefined)).toBe(EMBEDDED);
  });

  it('is the one that --shop names, or a mistake', async () => {
    expect(subject.known.steps).toEqual(['look', 'checkout']);
    await expect(subjectFrom(join(folder, 'nobody.ts'))).rejects.toThrow(/--shop.*cannot be read/s);
  });
});

describe('a JSON plan for a shop of one’s own', () => {
  it('is complete with the defaults', async () => {
    const plan = await planFrom(subject, { plan: await write('plan.json', planOf('buyer', 'checkout')) });
    expect(plan).toMatchObject({ name: 'sale', scale: 1, regions: [{ name: 'all' }] });
  });

  it('that names a step and a behaviour the shop lacks is told both, with the nearest, and ends with 104', async () => {
    const error = await refused(planOf('byer', 'chekout'));
    expect(lines(error.mistakes)).toEqual([
      'phases[0].populations[0].behaviour: byer is not a known behaviour (did you mean "buyer"?)',
      expect.stringMatching(/^objectives\[0\]\.step: chekout .* \(did you mean "checkout"\?\)$/),
    ]);
    expect(error.exitCode).toBe(104);
  });

  it('has no use for the settings and channels of the embedded shop', async () => {
    const raw = { ...planOf('buyer', 'checkout'), shop: { products: 1 }, channels: { home: 1 } };
    expect((await refused(raw)).mistakes.map(({ path }) => path)).toEqual(['channels', 'shop']);
  });

  it('is told with the mistakes of its shop, first those of the shop', async () => {
    const mistaken = await subjectFrom(await write('wrong.ts', shopText('tokn')));
    const error = await refused(planOf('byer', 'checkout'), {}, mistaken);
    expect(error.mistakes.slice(0, 2).map(({ path, value }) => [path, value])).toEqual([
      ['steps.checkout.needs', 'tokn'],
      ['phases[0].populations[0].behaviour', 'byer'],
    ]);
    expect(error.message).toMatch(/^shop and plan have/);
    const alone = await refused(planOf('buyer', 'checkout'), {}, mistaken);
    expect(alone.mistakes.map(({ path }) => path)).toEqual(['steps.checkout.needs']);
  });
});

describe('the accounts of a plan', () => {
  it('are too few for one that brings more shoppers', async () => {
    const { mistakes } = await refused(planOf('buyer', 'checkout', 5));
    expect(mistakes).toMatchObject([
      { path: 'accounts', value: 'accounts.csv', problem: 'has 4 accounts, and this plan needs 5 accounts' },
    ]);
  });

  it('are counted for the crowd that --scale makes of it', async () => {
    const large = await write('large.json', planOf('buyer', 'checkout', 40));
    await expect(planFrom(subject, { plan: large, scale: '0.1' })).resolves.toMatchObject({ scale: 0.1 });
    const { mistakes } = await refused(planOf('buyer', 'checkout', 4), { scale: '10' });
    expect(mistakes[0]!.problem).toBe('has 4 accounts, and this plan needs 40 accounts');
  });

  it('are enough for a command that does not send its crowd, whatever the plan brings', async () => {
    const plan = await write('plan.json', planOf('buyer', 'checkout', 40));
    const read = await planFrom(subject, { plan }, undefined, () => []);
    expect(subject.accountsNote(read)).toBe(
      'the plan needs 40 accounts, the file has 4: rehearse will refuse',
    );
  });

  it('are told together with the mistakes of other options', async () => {
    const plan = await write('plan.json', planOf('buyer', 'checkout', 5));
    const other = { path: '--target', value: 'x', problem: 'is no target', hint: 'write a URL' };
    const error = await planWithAnyPace(subject, { plan, pace: 'auto' }, () => [other]).catch(
      (reason) => reason,
    );
    expect(error.mistakes.map(({ path }: Mistake) => path)).toEqual(['accounts', '--target', '--pace']);
  });
});
