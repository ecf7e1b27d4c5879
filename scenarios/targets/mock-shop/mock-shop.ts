/** The embedded shop's API (`mock-services/`), step by step. */
import type { Outcome } from '../../metrics.ts';
import { isSuccess } from '../../shop/http-status.ts';
import type { PromiseKind } from '../../shop/promise-kinds.ts';
import {
  BARE_SHOP,
  plainStep,
  type Shop,
  type ShopOf,
  type Step,
  type StepRequest,
} from '../../shop/shop.ts';
import type { Visit } from '../../shop/visit.ts';
import { BEHAVIOURS } from './behaviours/index.ts';
import { FLASH_PRODUCT, GROUP_OFFER, ROOMS } from './offers.ts';
import type { CarnivalPlan } from './settings.ts';
import { inCategory, priceFenOf } from './shelf.ts';

interface CouponWish {
  readonly campaign: string;
  /** Carts are filled up to this amount (湊單). */
  readonly minimumFen: number;
  readonly category?: string;
}
const FORTY_OFF: CouponWish = { campaign: '40-off-300', minimumFen: 30_000 };
const NO_WISH: CouponWish = { campaign: 'none', minimumFen: 0 };
/** The coupon that each behaviour wants. */
const COUPON: Readonly<Record<string, CouponWish>> = {
  'coupon-buyer': FORTY_OFF,
  'retry-storm': FORTY_OFF,
  'recalled-member': { campaign: 'one-yuan', minimumFen: 0 },
  'search-led': { campaign: 'category-home', minimumFen: 0, category: 'home' },
  waverer: { campaign: 'tiered', minimumFen: 20_000 },
  scalper: FORTY_OFF,
  script: FORTY_OFF,
  hoarder: FORTY_OFF,
};
const FLASH_BEHAVIOUR = 'flash-sale-buyer';
const RESERVED_BEHAVIOUR = 'reserved-buyer';
/** Enters by the reservations page, through a link in a message. */
const MESSAGED_BEHAVIOUR = 'reserver';
const SEARCH_WORDS = ['dress', 'phone', 'tea', 'lamp', 'toys', 'shoes', 'rice', 'camera'] as const;
const TOPICS = ['coupon', 'delivery', 'payment', 'return', 'size'] as const;
const REASONS = ['size', 'colour', 'damaged', 'late'] as const;
/** What communities buy together. Only a few products, so that friends meet in the same group (assumption). */
const GROUP_PRODUCTS = ['1', '2', '3', '4', '5'] as const;
const AR_ASSETS = 8;
/** Popular products come first: with this exponent, the first tenth of the products gets about a third of the visits. */
const POPULARITY_EXPONENT = 2;

const { ceil, floor, max } = Math;

const get = (path: string): StepRequest => ({ method: 'GET', path, body: null, headers: null });
/** Only writes say where they come from and on which device: only risk control reads it. */
const post = (path: string, visit: Visit, body: object): StepRequest => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  headers: {
    'Content-Type': 'application/json',
    'Idempotency-Key': visit.key,
    'X-Forwarded-For': visit.address,
    'X-Device-Id': visit.device,
  },
});
/** An item that the session draws from a list. It stays the same for all steps of the session. */
const drawn = <Item>(items: readonly Item[], visit: Visit): Item => items[floor(visit.draw * items.length)]!;

/** Built once, because these requests are the same for every shopper. */
const HOME = get('/home');
const FOCUS = get('/focus');
const ACTIVITY = get('/activity');
const RESERVATIONS_PAGE = get('/h5/reservations');
const RESERVATIONS_PAGE_BY_MESSAGE = get('/h5/reservations?from=message');
const SEARCHES = SEARCH_WORDS.map((word) => get(`/search?q=${word}`));
const WATCHES = ROOMS.map((room) => get(`/rooms/${room}`));
const MODELS = Array.from({ length: AR_ASSETS }, (_, i) => get(`/ar/assets/model-${i + 1}`));

/** @param products how many ordinary products the shop sells, numbered from 1 */
export function mockShop(products: number): Shop {
  const wishOf = (visit: Visit): CouponWish => COUPON[visit.behaviour] ?? NO_WISH;
  const productOf = (visit: Visit): number => {
    const number = 1 + floor(visit.draw ** POPULARITY_EXPONENT * products);
    const { category } = wishOf(visit);
    return category === undefined ? number : inCategory(category, number, products);
  };
  const cartOf = (visit: Visit) => {
    if (visit.behaviour === FLASH_BEHAVIOUR) return { product: FLASH_PRODUCT, quantity: 1 };
    const number = productOf(visit);
    const quantity = max(1, ceil(wishOf(visit).minimumFen / priceFenOf(number)));
    return { product: String(number), quantity };
  };

  const pages: readonly Step[] = [
    step('home.view', () => HOME),
    step('focus.view', () => FOCUS),
    step('search.query', (visit) => drawn(SEARCHES, visit)),
    step('activity.view', () => ACTIVITY),
    step('product.view', (visit) => get(`/products/${productOf(visit)}`)),
    step('h5.view', ({ behaviour }) =>
      behaviour === MESSAGED_BEHAVIOUR ? RESERVATIONS_PAGE_BY_MESSAGE : RESERVATIONS_PAGE,
    ),
    step('ar.manifest', (visit) => get(`/ar/${productOf(visit)}`)),
    step('ar.asset', (visit) => drawn(MODELS, visit)),
  ];
  const members: readonly Step[] = [
    step('member.register', (visit) => post('/members', visit, { member: visit.shopper })),
    step('member.login', (visit) => post('/sessions', visit, { member: visit.shopper })),
    step('member.view', (visit) => get(`/members/${visit.shopper}`)),
    promising(
      'card',
      ({ shopper }) => shopper,
      refusable('member.upgrade', (visit) =>
        post(`/members/${visit.shopper}/cards`, visit, { shopper: visit.shopper }),
      ),
    ),
    step('recall.open', (visit) => get(`/recall/${visit.shopper}`)),
    refusable('risk.appeal', (visit) => post('/risk/appeals', visit, { shopper: visit.shopper })),
    step('support.ask', (visit) =>
      post('/support/questions', visit, { shopper: visit.shopper, topic: drawn(TOPICS, visit) }),
    ),
    step('support.check', (visit) => get(`/support/questions/${visit.shopper}`)),
  ];
  const purchases: readonly Step[] = [
    guarded('coupon.claim', (visit) =>
      post(`/coupons/${wishOf(visit).campaign}/claims`, visit, { shopper: visit.shopper }),
    ),
    promising(
      'redemption',
      (visit) => `${visit.order} ${wishOf(visit).campaign}`,
      guarded('coupon.redeem', (visit) => {
        const { shopper, order } = visit;
        const redemption = { shopper, order, ...cartOf(visit) };
        return post(`/coupons/${wishOf(visit).campaign}/redemptions`, visit, redemption);
      }),
    ),
    promising(
      'piece',
      ({ shopper }) => `${shopper} ${FLASH_PRODUCT}`,
      guarded('flash.take', (visit) =>
        post(`/flash/${FLASH_PRODUCT}/pieces`, visit, { shopper: visit.shopper }),
      ),
    ),
    promising(
      'reservation',
      (visit) => `${visit.shopper} ${productOf(visit)}`,
      guarded('reserve.create', (visit) =>
        post('/reservations', visit, { shopper: visit.shopper, product: String(productOf(visit)) }),
      ),
    ),
    promising(
      'order',
      (visit) => {
        const { product, quantity } = cartOf(visit);
        return `${visit.order} ${visit.shopper} ${product} ${quantity}`;
      },
      guarded('order.create', (visit) =>
        post('/orders', visit, {
          shopper: visit.shopper,
          order: visit.order,
          ...cartOf(visit),
          reserved: visit.behaviour === RESERVED_BEHAVIOUR ? true : undefined,
        }),
      ),
    ),
    promising(
      'cancellation',
      ({ order }) => order,
      refusable('order.cancel', (visit) =>
        post(`/orders/${visit.order}/cancellations`, visit, { shopper: visit.shopper }),
      ),
    ),
    promising(
      'payment',
      ({ order }) => order,
      refusable('payment.pay', (visit) => post(`/orders/${visit.order}/payments`, visit, {})),
    ),
    step('parcel.track', (visit) => get(`/orders/${visit.earlierOrder}/parcel`)),
    promising(
      'return',
      ({ earlierOrder }) => earlierOrder,
      refusable('return.create', (visit) =>
        post(`/orders/${visit.earlierOrder}/returns`, visit, {
          shopper: visit.shopper,
          reason: drawn(REASONS, visit),
        }),
      ),
    ),
  ];
  const together: readonly Step[] = [
    step('group.share', (visit) =>
      post('/groups/shares', visit, { shopper: visit.shopper, product: drawn(GROUP_PRODUCTS, visit) }),
    ),
    step('group.interact', (visit) => get(`/groups/shares/${drawn(GROUP_PRODUCTS, visit)}`)),
    promising(
      'place',
      (visit) => `${visit.shopper} ${drawn(GROUP_PRODUCTS, visit)}`,
      refusable('group.join', (visit) =>
        post('/groups/members', visit, { shopper: visit.shopper, product: drawn(GROUP_PRODUCTS, visit) }),
      ),
    ),
    promising(
      'order',
      (visit) => `${visit.order} ${visit.shopper} ${GROUP_OFFER}${drawn(GROUP_PRODUCTS, visit)} 1`,
      guarded('group.order', (visit) =>
        post('/groups/orders', visit, {
          shopper: visit.shopper,
          order: visit.order,
          product: drawn(GROUP_PRODUCTS, visit),
        }),
      ),
    ),
    step('live.enter', (visit) =>
      post(`/rooms/${drawn(ROOMS, visit)}/viewers`, visit, { shopper: visit.shopper }),
    ),
    step('live.watch', (visit) => drawn(WATCHES, visit)),
    promising(
      'order',
      (visit) => `${visit.order} ${visit.shopper} ${drawn(ROOMS, visit)} 1`,
      guarded('live.order', (visit) =>
        post(`/rooms/${drawn(ROOMS, visit)}/orders`, visit, { shopper: visit.shopper, order: visit.order }),
      ),
    ),
  ];
  return {
    ...BARE_SHOP,
    name: 'mock-shop',
    steps: [...pages, ...members, ...purchases, ...together],
    behaviours: BEHAVIOURS,
    channels: CHANNELS,
    orderStep: 'order.create',
    couponStep: 'coupon.redeem',
  };
}

/** The shop of a plan for the embedded shop, which was checked. */
export const mockShopOf: ShopOf = (plan) => mockShop((plan as CarnivalPlan).shop.products);

/** Where the plan's channels lead. */
const CHANNELS = { home: 'home.view', search: 'search.query', activity: 'activity.view' };

type Request = Step['request'];

const step = (name: string, request: Request): Step => plainStep(name, request, outcome);
const refusable = (name: string, request: Request): Step => ({ ...step(name, request), refusable: true });
/** A step that risk control guards. The shop may refuse each of them as well. */
const guarded = (name: string, request: Request): Step => ({ ...refusable(name, request), guarded: true });
/**
 * What the books must show after an answer of the step. The texts are, by kind: order `<order> <shopper> <offer> <quantity>`, with
 * an offer as in offers.ts; payment, cancellation and return `<order>`; redemption `<order> <campaign>`; piece, reservation and
 * place `<shopper> <product>`; card `<shopper>`.
 */
const promising = (promises: PromiseKind, promised: Step['promised'], made: Step): Step => ({
  ...made,
  promises,
  promised,
});

const CONFLICT = 409;
const FORBIDDEN = 403;
const TOO_MANY = 429;

/**
 * 2xx is ok, 409 is a correct refusal, and with 403 or 429 risk control or a limit has turned somebody away. Everything else is a
 * failure: a redirect (k6 follows none), 5xx, and 0, which means no response.
 */
function outcome(status: number): Outcome {
  if (isSuccess(status)) return 'ok';
  if (status === FORBIDDEN || status === TOO_MANY) return 'stopped';
  return status === CONFLICT ? 'refused' : 'failed';
}
