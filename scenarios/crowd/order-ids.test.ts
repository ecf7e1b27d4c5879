import { describe, expect, it } from 'vitest';
import { arriving, crowdOf, once, SECOND_MS } from '../testing/world.ts';

const OK = 200;
const CONFLICT = 409;

describe('the ids of orders', () => {
  it('are told by region once a flush: acknowledged when ok, indeterminate when it failed or nobody answered', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('order.create')] });
    crowd.tickUntil(900);
    const statuses = [200, 201, 0, CONFLICT, 500, 302, 200, CONFLICT, 0];
    expect(crowd.sent).toHaveLength(9);
    statuses.forEach((status, i) => {
      crowd.sent[i]!.answer(status);
    });
    expect(crowd.orders).toEqual([]);
    crowd.tickUntil(1100);
    expect(crowd.orders).toHaveLength(1);

    const want: Record<string, { acknowledged: string[]; indeterminate: string[] }> = {};
    statuses.forEach((status, i) => {
      const { region, request } = crowd.sent[i]!;
      if (status === CONFLICT) return;
      want[region] ??= { acknowledged: [], indeterminate: [] };
      const { order } = JSON.parse(request.body!) as { order: string };
      want[region][status === 200 || status === 201 ? 'acknowledged' : 'indeterminate'].push(order);
    });
    expect(crowd.orders[0]).toEqual(want);
    crowd.tickUntil(3 * SECOND_MS);
    expect(crowd.orders).toHaveLength(1);
  });

  it('come from orders only', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('payment.pay')] });
    crowd.tickUntil(1000);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(3000);
    expect(crowd.orders).toEqual([]);
  });
});
