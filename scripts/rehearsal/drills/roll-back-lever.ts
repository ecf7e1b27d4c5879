/** Rolls the gray release of a Carnival shop back. It stays so: nobody wants it back when the drill is over. */
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import type { GraySettings } from '../../../scenarios/drills/gray.ts';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import { checkedAddress, requestPinned } from '../../admission/pinned-request.ts';
import { quote } from '../../mistakes/plan-error.ts';
import type { Lever } from './lever.ts';

const PATH = '/admin/gray';
const ANSWER_MS_MAX = 3000;
const ANSWER_BYTES_MAX = 10_000;
const QUOTED_CHARACTERS = 300;

export function rollBackLever(
  { regions }: Pick<GraySettings, 'regions'>,
  { targets, hosts }: Pick<RunSettings, 'targets' | 'hosts'>,
  adminToken: string,
): Lever {
  const urls = [...new Set(regions.flatMap((region) => targets[region] ?? []))];
  const rollBack = async (url: string): Promise<void> => {
    const origin = new URL(url);
    const address = checkedAddress(origin, hosts);
    if (address === null) throw new Error(`no address of ${origin.host} was checked`);
    const { status, body } = await requestPinned(origin, address, {
      method: 'PUT',
      path: PATH,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ share: 0 }),
      answerMsMax: ANSWER_MS_MAX,
      bodyBytesMax: ANSWER_BYTES_MAX,
    }).catch((cause: unknown) => {
      throw new Error(`PUT ${url}${PATH}`, { cause });
    });
    if (!isSuccess(status))
      throw new Error(`PUT ${url}${PATH}: HTTP ${status} ${quote(body, QUOTED_CHARACTERS)}`);
  };
  return {
    byHand: 'It is rolled back, and may stay so',
    set: async () => {
      await Promise.all(urls.map(rollBack));
    },
    lift: () => Promise.resolve(),
  };
}
