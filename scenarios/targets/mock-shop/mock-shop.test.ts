import { describe, expect, it } from 'vitest';
import type { StepRequest } from '../../shop/shop.ts';
import type { Visit } from '../../shop/visit.ts';
import { mockShop } from './mock-shop.ts';
import { categoryOf, priceFenOf } from './shelf.ts';

const PRODUCTS = 100;
const shop = mockShop(PRODUCTS);

function ask(step: string, changes: Partial<Visit> = {}): StepRequest {
  const visit: Visit = {
    shopper: 'run.a.1.0',
    order: 'o.run.a.1.0',
    earlierOrder: 'o.run.a.1.0',
    key: 'run.a.1.0.3',
    address: '1.0.0.1',
    device: 'd0-1',
    behaviour: 'coupon-buyer',
    draw: 0.5,
    kept: {},
    account: {},
    run: 'run',
    note: '',
    ...changes,
  };
  return shop.steps.find(({ name }) => name === step)!.request(visit);
}
const bodyOf = ({ body }: StepRequest): unknown => JSON.parse(body!);

describe("the mock shop's answers", () => {
  it.each([
    { given: 200, want: 'ok' },
    { given: 201, want: 'ok' },
    { given: 204, want: 'ok' },
    { given: 299, want: 'ok' },
    { given: 409, want: 'refused' },
    { given: 0, want: 'failed' },
    { given: 100, want: 'failed' },
    { given: 199, want: 'failed' },
    { given: 300, want: 'failed' },
    { given: 302, want: 'failed' },
    { given: 400, want: 'failed' },
    { given: 403, want: 'stopped' },
    { given: 404, want: 'failed' },
    { given: 408, want: 'failed' },
    { given: 410, want: 'failed' },
    { given: 429, want: 'stopped' },
    { given: 500, want: 'failed' },
    { given: 503, want: 'failed' },
  ])('are $want with $given, at every step', ({ given, want }) => {
    expect(new Set(shop.steps.map(({ outcome }) => outcome(given)))).toEqual(new Set([want]));
  });

  it('acknowledge an order when one is created, and by no other step', () => {
    const acknowledging = shop.steps.filter((step) => step.promises === 'order').map(({ name }) => name);
    expect(acknowledging.sort()).toEqual(['group.order', 'live.order', 'order.create']);
  });
});

describe('a request to the mock shop', () => {
  const shopper = 'run.a.1.0';
  const order = 'o.run.a.1.0';
  const READS = [
    { step: 'home.view', want: '/home' },
    { step: 'focus.view', want: '/focus' },
    { step: 'search.query', want: '/search?q=shoes' },
    { step: 'activity.view', want: '/activity' },
    { step: 'product.view', want: '/products/26' },
    { step: 'h5.view', want: '/h5/reservations' },
    { step: 'ar.manifest', want: '/ar/26' },
    { step: 'ar.asset', want: '/ar/assets/model-5' },
    { step: 'member.view', want: `/members/${shopper}` },
    { step: 'recall.open', want: `/recall/${shopper}` },
    { step: 'support.check', want: `/support/questions/${shopper}` },
    { step: 'parcel.track', want: '/orders/o.run.b.1.0/parcel' },
    { step: 'group.interact', want: '/groups/shares/3' },
    { step: 'live.watch', want: '/rooms/room-2' },
  ];
  const WRITES = [
    { step: 'member.register', path: '/members', body: { member: shopper } },
    { step: 'member.login', path: '/sessions', body: { member: shopper } },
    { step: 'member.upgrade', path: `/members/${shopper}/cards`, body: { shopper } },
    { step: 'risk.appeal', path: '/risk/appeals', body: { shopper } },
    { step: 'support.ask', path: '/support/questions', body: { shopper, topic: 'payment' } },
    { step: 'coupon.claim', path: '/coupons/40-off-300/claims', body: { shopper } },
    {
      step: 'coupon.redeem',
      path: '/coupons/40-off-300/redemptions',
      body: { shopper, order, product: '26', quantity: 2 },
    },
    { step: 'flash.take', path: '/flash/flash-1/pieces', body: { shopper } },
    { step: 'reserve.create', path: '/reservations', body: { shopper, product: '26' } },
    {
      step: 'order.create',
      path: '/orders',
      body: { shopper, order, product: '26', quantity: 2 },
    },
    { step: 'order.cancel', path: `/orders/${order}/cancellations`, body: { shopper } },
    { step: 'payment.pay', path: `/orders/${order}/payments`, body: {} },
    {
      step: 'return.create',
      path: '/orders/o.run.b.1.0/returns',
      body: { shopper, reason: 'damaged' },
    },
    { step: 'group.share', path: '/groups/shares', body: { shopper, product: '3' } },
    { step: 'group.join', path: '/groups/members', body: { shopper, product: '3' } },
    { step: 'group.order', path: '/groups/orders', body: { shopper, order, product: '3' } },
    { step: 'live.enter', path: '/rooms/room-2/viewers', body: { shopper } },
    { step: 'live.order', path: '/rooms/room-2/orders', body: { shopper, order } },
  ];

  it.each(READS)('that only looks, $step, is a GET of $want without body and headers', ({ step, want }) => {
    const changes = { earlierOrder: 'o.run.b.1.0', draw: step === 'search.query' ? 0.7 : 0.5 };
    expect(ask(step, changes)).toEqual({ method: 'GET', path: want, body: null, headers: null });
  });

  it.each(WRITES)(
    'that writes, $step, is a POST to $path with the key of the visit, its address and its device',
    (given) => {
      const request = ask(given.step, { earlierOrder: 'o.run.b.1.0' });
      expect({ ...request, body: bodyOf(request) }).toEqual({
        method: 'POST',
        path: given.path,
        body: given.body,
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': 'run.a.1.0.3',
          'X-Forwarded-For': '1.0.0.1',
          'X-Device-Id': 'd0-1',
        },
      });
    },
  );

  it('is one of those above: no step is left out', () => {
    const above = [...READS, ...WRITES].map(({ step }) => step);
    expect(shop.steps.map(({ name }) => name).sort()).toEqual(above.sort());
  });

  it('for what was reserved says so, and for a coupon of a category is of it', () => {
    expect(bodyOf(ask('order.create', { behaviour: 'reserved-buyer' }))).toMatchObject({ reserved: true });
    const { product } = bodyOf(ask('coupon.redeem', { behaviour: 'search-led' })) as { product: string };
    expect(categoryOf(Number(product))).toBe('home');
    expect(ask('product.view', { behaviour: 'search-led' }).path).toBe(`/products/${product}`);
  });

  it('for the reservations page says whom a message led there', () => {
    expect(ask('h5.view', { behaviour: 'reserver' }).path).toBe('/h5/reservations?from=message');
    expect(ask('h5.view', { behaviour: 'early-browser' }).path).toBe('/h5/reservations');
  });

  it('is for the 1-yuan coupon when a lapsed member comes back', () => {
    expect(ask('coupon.claim', { behaviour: 'recalled-member' }).path).toBe('/coupons/one-yuan/claims');
  });

  it('for an order in the flash sale is for its product, without a coupon', () => {
    expect(bodyOf(ask('order.create', { behaviour: 'flash-sale-buyer' }))).toEqual({
      shopper,
      order,
      product: 'flash-1',
      quantity: 1,
    });
  });

  it.each([
    { draw: 0, product: 1, quantity: 4, word: 'dress' },
    { draw: 0.999999, product: PRODUCTS, quantity: 1, word: 'camera' },
  ])('asks for things that exist and a cart that earns its coupon, at a draw of $draw', (each) => {
    const { draw, product, quantity, word } = each;
    expect(ask('product.view', { draw }).path).toBe(`/products/${product}`);
    expect(ask('search.query', { draw }).path).toBe(`/search?q=${word}`);
    const cart = { product: String(product), quantity };
    expect(bodyOf(ask('coupon.redeem', { draw }))).toMatchObject(cart);
    expect(quantity * priceFenOf(product)).toBeGreaterThanOrEqual(30_000);
  });

  it('looks at the first tenth of the shelf about a third of the time', () => {
    const DRAWS = 10_000;
    const popular = Array.from({ length: DRAWS }, (_, i) => ask('product.view', { draw: i / DRAWS }).path)
      .map((path) => Number(path.split('/')[2]))
      .filter((product) => product <= PRODUCTS / 10);
    expect(popular.length / DRAWS).toBeCloseTo(Math.sqrt(0.1), 2);
  });

  it('keeps one product, cart and search for a whole session', () => {
    const created = bodyOf(ask('order.create')) as { product: string };
    expect(ask('product.view', { key: 'other' }).path).toBe(`/products/${created.product}`);
    expect(bodyOf(ask('coupon.redeem'))).toEqual(created);
  });
});
