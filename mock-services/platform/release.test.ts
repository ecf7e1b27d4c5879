import { afterEach, describe, expect, it } from 'vitest';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import type { ReleaseSettings } from '../region-settings.ts';
import { regionSettings } from '../region-settings.ts';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

const RELEASE: ReleaseSettings = {
  version: '2.0',
  header: 'X-Carnival-Version',
  share: 0.3,
  steps: ['group.share'],
};
const SHOPPERS = 1000;

let shop: TestShop | undefined;
afterEach(async () => {
  await shop?.close();
  shop = undefined;
});

/** What each shopper got who shared a product: the version and the status. */
async function shared(opened: TestShop, shoppers = SHOPPERS, first = 0) {
  const answers: { version: unknown; status: number }[] = [];
  for (let i = first; i < first + shoppers; i++) {
    const answer = await opened.app.inject({
      method: 'POST',
      url: '/groups/shares',
      headers: { 'idempotency-key': `${i}-${answers.length}`, 'x-device-id': `device-${i}` },
      payload: { shopper: `shopper-${i}`, product: '1' },
    });
    answers.push({ version: answer.headers['x-carnival-version'], status: answer.statusCode });
  }
  return answers;
}
const servedBy = (answers: Awaited<ReturnType<typeof shared>>, version: string | undefined) =>
  answers.filter((each) => each.version === version);

describe('a gray release in a region', () => {
  it('serves its share of shoppers, always the same ones, and says so', async () => {
    shop = await openTestShop({ release: RELEASE });
    const answers = await shared(shop);
    // Four standard deviations of a share of 1,000 shoppers are 5.8 %.
    expect(Math.abs(servedBy(answers, '2.0').length / SHOPPERS - 0.3)).toBeLessThan(0.058);
    const again = await shared(shop);
    expect(again.map(({ version }) => version)).toEqual(answers.map(({ version }) => version));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });

  it('serves nobody at other steps, and nobody without a device', async () => {
    shop = await openTestShop({ release: { ...RELEASE, share: 1 } });
    expect((await shop.get('/home')).headers['x-carnival-version']).toBeUndefined();
    const answer = await shop.post('/groups/shares', { shopper: 'shopper-1', product: '1' });
    expect(answer.headers['x-carnival-version']).toBeUndefined();
  });

  it('is rolled back in mid-run, and can be given another share', async () => {
    shop = await openTestShop({ release: RELEASE });
    expect((await shop.admin('PUT', '/admin/gray', { share: 0 })).statusCode).toBe(200);
    expect(servedBy(await shared(shop, 100), '2.0')).toEqual([]);
    await shop.admin('PUT', '/admin/gray', { share: 1 });
    expect(servedBy(await shared(shop, 100), '2.0')).toHaveLength(100);
    expect((await shop.admin('PUT', '/admin/gray', { share: 2 })).statusCode).toBe(400);
  });

  it('has no switch where there is none', async () => {
    shop = await openTestShop();
    expect((await shop.admin('PUT', '/admin/gray', { share: 0 })).statusCode).toBe(404);
  });

  it('that fails more fails every 200th of its own requests, and says that it was the one', async () => {
    shop = await openTestShop({ release: { ...RELEASE, share: 1 }, misbehave: ['canary-fails-more'] });
    const failed = servedBy(await shared(shop), '2.0').filter(({ status }) => status === 500);
    expect(failed).toHaveLength(SHOPPERS / 200);
    await shop.admin('PUT', '/admin/gray', { share: 0 });
    expect((await shared(shop)).filter(({ status }) => status !== 201)).toEqual([]);
  });

  it('that is slow keeps its own shoppers waiting, and no others', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number): Promise<void> => void slept.push(ms);
    shop = await openTestShop({ release: RELEASE, misbehave: ['canary-is-slow'] }, { sleep });
    const answers = await shared(shop, 100);
    expect(slept).toEqual(servedBy(answers, '2.0').map(() => 40));
    expect(slept.length).toBeGreaterThan(0);
  });

  it('is only in the regions that the plan names', () => {
    const gray = { service: 'groups', version: '2.0', regions: ['east'], share: 0.1, steps: ['group.share'] };
    const plan = { ...summerCarnival, gray };
    const { share: _, ...want } = { ...RELEASE, share: 0.1 };
    expect(regionSettings(plan, 'east').release).toEqual({ ...want, share: 0.1 });
    const other = plan.regions.find(({ name }) => name !== 'east')!.name;
    expect(regionSettings(plan, other).release).toBeUndefined();
  });
});
