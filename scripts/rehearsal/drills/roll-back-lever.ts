/** Rolls the gray release of a Carnival shop back. It stays so: nobody wants it back when the drill is over. */
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import type { GraySettings } from '../../../scenarios/drills/gray.ts';
import type { Lever } from './lever.ts';
import { putToShop } from './put-to-shop.ts';

const TOLD = { path: '/admin/gray', body: { share: 0 }, answerBytesMax: 10_000 };

export function rollBackLever(
  { regions }: Pick<GraySettings, 'regions'>,
  { targets, hosts }: Pick<RunSettings, 'targets' | 'hosts'>,
  adminToken: string,
): Lever {
  const urls = [...new Set(regions.flatMap((region) => targets[region] ?? []))];
  const rollBack = (url: string): Promise<void> => putToShop({ url, hosts, adminToken }, TOLD);
  return {
    byHand: 'It is rolled back, and may stay so',
    set: async () => {
      await Promise.all(urls.map(rollBack));
    },
    lift: () => Promise.resolve(),
  };
}
