/** Three regions as three processes: what is split ahead of time adds up, and nothing else is shared between them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import plan from '../scenarios/campaigns/smoke.ts';
import type { Ledger } from './audit/domain.ts';
import { regionSettings } from './region-settings.ts';
import {
  type Answered,
  askAdmin,
  type RegionProcess,
  RegionProcesses,
  sendAll,
  sendWrite,
} from './testing/region-processes.ts';

/** Primes, so that no share of them is whole. */
const QUOTA = 401;
const FLASH_PIECES = 101;
const CLIENTS = 150;
const PLAN = {
  ...plan,
  shop: { ...plan.shop, couponQuota: QUOTA, couponIssue: 0, flashStockPieces: FLASH_PIECES, products: 10 },
};
const CLAIMS = '/coupons/40-off-300/claims';
const PIECES = '/flash/flash-1/pieces';

let processes: RegionProcesses;
let regions: RegionProcess[];
beforeEach(async () => {
  processes = new RegionProcesses();
  regions = await Promise.all(
    PLAN.regions.map(({ name }) => processes.start(regionSettings(PLAN, name), name)),
  );
});
afterEach(() => processes.close());

const nameOf = ({ line }: RegionProcess): string => line.region;
const ledgerOf = ({ url }: RegionProcess): Promise<Ledger> => askAdmin<Ledger>(url, '/admin/audit/ledger');
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** From every region, in turn, as many shoppers as there are coupons or pieces in all of them. */
function storm(): { region: RegionProcess; path: string; shopper: string }[] {
  return Array.from({ length: QUOTA }, (_, n) =>
    regions.flatMap((region) => {
      const shopper = `${nameOf(region)}-${n}`;
      const claim = { region, path: CLAIMS, shopper };
      return n < FLASH_PIECES ? [claim, { region, path: PIECES, shopper }] : [claim];
    }),
  ).flat();
}

it('gives away exactly the whole quota and the whole flash stock in a storm over all regions, each its own part', async () => {
  const asked = storm();
  const answers = await sendAll(asked, CLIENTS, ({ region, path, shopper }) =>
    sendWrite(region.url, { path, shopper, body: { shopper }, key: `${path}-${shopper}` }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));

  const given = (region: RegionProcess, path: string): number =>
    asked.filter(
      (each, index) => each.region === region && each.path === path && answers[index]!.status === 201,
    ).length;
  for (const region of regions) {
    const { couponQuota, flashStockPieces } = regionSettings(PLAN, nameOf(region));
    expect([nameOf(region), given(region, CLAIMS), given(region, PIECES)]).toEqual([
      nameOf(region),
      couponQuota,
      flashStockPieces,
    ]);
    const ledger = await ledgerOf(region);
    expect(ledger.coupons.find(({ campaign }) => campaign === '40-off-300')).toMatchObject({
      quota: couponQuota,
      issued: couponQuota,
    });
    expect(ledger.stock.find(({ product }) => product === 'flash-1')).toMatchObject({
      product: 'flash-1',
      initialPieces: flashStockPieces,
      soldPieces: flashStockPieces,
    });
    expect(ledger).toMatchObject({ oversoldPieces: 0, overissuedCoupons: 0 });
  }
  expect(sum(regions.map((region) => given(region, CLAIMS)))).toBe(QUOTA);
  expect(sum(regions.map((region) => given(region, PIECES)))).toBe(FLASH_PIECES);
});

it('shares nothing else: shoppers, keys, orders and ordinary stock are each region’s own', async () => {
  const [first, ...others] = regions;
  const everywhere = (path: string, body: object, key: string): Promise<Answered[]> =>
    Promise.all(regions.map(({ url }) => sendWrite(url, { path, body, key, shopper: 's1' })));
  const order = { shopper: 's1', order: 'o1', product: '1', quantity: 1 };
  const accepted = regions.map(() => ({ status: 201, replayed: false }));

  expect(await everywhere(CLAIMS, { shopper: 's1' }, 'k1')).toMatchObject(accepted);
  expect(
    await sendWrite(first!.url, { path: '/orders', body: order, key: 'k2', shopper: 's1' }),
  ).toMatchObject({
    status: 201,
  });
  for (const { url } of others) {
    const payment = { path: '/orders/o1/payments', body: {}, key: 'k3', shopper: 's1' };
    expect(await sendWrite(url, payment)).toMatchObject({ status: 404 });
  }
  for (const region of regions) {
    const ledger = await ledgerOf(region);
    expect(ledger.orders).toBe(region === first ? 1 : 0);
    expect(ledger.stock.find(({ product }) => product === '1')).toMatchObject({
      product: '1',
      initialPieces: PLAN.shop.productStockPieces,
      soldPieces: ledger.orders,
    });
  }
});
