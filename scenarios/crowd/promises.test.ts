import { describe, expect, it } from 'vitest';
import { arriving, crowdOf, once, SECOND_MS } from '../testing/world.ts';
import { PromiseList } from './promises.ts';

const OK = 200;
const CONFLICT = 409;

describe('what the shop promised', () => {
  it('is told by region once a flush: what was acknowledged when ok, unsure when it failed or nobody answered', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('order.create')] });
    crowd.tickUntil(900);
    const statuses = [200, 201, 0, CONFLICT, 500, 302, 200, CONFLICT, 0];
    expect(crowd.sent).toHaveLength(9);
    statuses.forEach((status, i) => {
      crowd.sent[i]!.answer(status);
    });
    expect(crowd.promises).toEqual([]);
    crowd.tickUntil(1100);
    expect(crowd.promises).toHaveLength(1);

    const want = new PromiseList();
    statuses.forEach((status, i) => {
      const { region, request } = crowd.sent[i]!;
      if (status === CONFLICT) return;
      const { order, shopper, product, quantity } = JSON.parse(request.body!) as Record<string, string>;
      const said = `${order} ${shopper} ${product} ${quantity}`;
      if (status === 200 || status === 201) want.add(region, 'order', said);
      else want.add(region, 'unsure', `order ${said}`);
    });
    expect(crowd.promises[0]).toEqual(want.take());
    crowd.tickUntil(3 * SECOND_MS);
    expect(crowd.promises).toHaveLength(1);
  });

  it('says that a degraded answer promised for later', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('payment.pay')] });
    crowd.tickUntil(100);
    crowd.sent[0]!.answer(OK, 'degraded');
    crowd.tickUntil(2000);
    const { region, request } = crowd.sent[0]!;
    const order = request.path.split('/')[2];
    expect(crowd.promises).toEqual([{ [region]: { payment: [`${order} later`] } }]);
  });

  it('comes from steps that promise only', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('home.view')] });
    crowd.tickUntil(1000);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(3000);
    expect(crowd.promises).toEqual([]);
  });
});
