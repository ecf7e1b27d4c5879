/** A short, repeatable crowd: a few shoppers of each kind, one request after the other, and what they were promised. */

import type { PromiseKind } from '../../scenarios/shop/promise-kinds.ts';
import type { StepRequest } from '../../scenarios/shop/shop.ts';
import type { Visit } from '../../scenarios/shop/visit.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { SETTINGS, type TestShop } from './test-shop.ts';

/** What shoppers of a behaviour ask for, in turn. They leave at the first answer that is not good. */
const SESSIONS: Readonly<Record<string, readonly string[]>> = {
  'coupon-buyer': ['coupon.claim', 'coupon.redeem', 'order.create', 'payment.pay'],
  browser: ['order.create', 'payment.pay'],
  waverer: ['coupon.claim', 'coupon.redeem', 'order.create', 'order.cancel'],
  'flash-sale-buyer': ['flash.take', 'order.create', 'payment.pay'],
  'reserved-buyer': ['reserve.create', 'order.create', 'payment.pay'],
  reserver: ['reserve.create'],
  'group-buyer': ['group.join', 'group.order', 'payment.pay'],
  'livestream-viewer': ['live.order', 'payment.pay'],
  returner: ['order.create', 'payment.pay', 'return.create'],
};
const SHOPPERS_EACH = 4;
/** As the crowd's own ids: the order is named after the shopper. */
export const ORDER_PREFIX = 'o.run.';

export interface Promised {
  readonly kind: PromiseKind;
  /** In the words of the step. */
  readonly words: string;
  readonly isSure: boolean;
}

/** What the shop acknowledged, and what it may have done: the request failed. */
export async function visitShop(shop: TestShop, products = SETTINGS.products): Promise<readonly Promised[]> {
  const promised: Promised[] = [];
  const { steps } = mockShop(products);
  let number = 0;
  for (let round = 0; round < SHOPPERS_EACH; round += 1) {
    for (const [behaviour, names] of Object.entries(SESSIONS)) {
      number += 1;
      for (const name of names) {
        const step = steps.find((each) => each.name === name)!;
        const visit = visitOf(behaviour, number, name);
        const status = await send(shop, step.request(visit));
        const ended = step.outcome(status);
        const isGood = ended === 'ok';
        if (step.promises !== null && ended !== 'refused')
          promised.push({ kind: step.promises, words: step.promised(visit), isSure: isGood });
        if (!isGood) break;
      }
    }
  }
  return promised;
}

const GOLDEN_RATIO = 0.618_033_988_75;

/** Each has an address and a device of its own, so that risk control lets it pass. */
function visitOf(behaviour: string, number: number, step: string): Visit {
  const shopper = `run.${behaviour}.${number}`;
  const order = `o.${shopper}`;
  return {
    shopper,
    order,
    earlierOrder: order,
    key: `${step}.${number}`,
    behaviour,
    address: `10.1.${Math.floor(number / 200)}.${(number % 200) + 1}`,
    device: shopper,
    draw: (number * GOLDEN_RATIO) % 1,
    kept: {},
    account: {},
    run: 'run',
    note: '',
  };
}

async function send({ app }: TestShop, { method, path, body, headers }: StepRequest): Promise<number> {
  const { statusCode } = await app.inject({
    method: method === 'POST' ? 'POST' : 'GET',
    url: path,
    headers: headers ?? {},
    ...(body === null ? {} : { payload: body }),
  });
  return statusCode;
}
