/** Tells a Carnival shop something by its admin API. */
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import { checkedAddress, requestPinned } from '../../admission/pinned-request.ts';
import { quote } from '../../mistakes/plan-error.ts';

const ANSWER_MS_MAX = 3000;
const QUOTED_CHARACTERS = 300;

interface ShopAdmin {
  /** Base URL of the shop. */
  readonly url: string;
  readonly hosts: RunSettings['hosts'];
  readonly adminToken: string;
}

export interface Told {
  readonly path: string;
  readonly body: object;
  readonly answerBytesMax: number;
}

/** @throws Error that names the request, when the shop does not take it */
export async function putToShop(
  { url, hosts, adminToken }: ShopAdmin,
  { path, body: told, answerBytesMax }: Told,
): Promise<void> {
  const origin = new URL(url);
  const address = checkedAddress(origin, hosts);
  if (address === null) throw new Error(`no address of ${origin.host} was checked`);
  const { status, body } = await requestPinned(origin, address, {
    method: 'PUT',
    path,
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(told),
    answerMsMax: ANSWER_MS_MAX,
    bodyBytesMax: answerBytesMax,
  }).catch((cause: unknown) => {
    throw new Error(`PUT ${url}${path}`, { cause });
  });
  if (!isSuccess(status))
    throw new Error(`PUT ${url}${path}: HTTP ${status} ${quote(body, QUOTED_CHARACTERS)}`);
}
