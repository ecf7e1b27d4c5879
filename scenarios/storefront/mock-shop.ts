/** The embedded shop's API (`mock-services/`), step by step. */
import type { Outcome } from '../metrics.ts';
import type { Step, StepRequest, Storefront, Visit } from './storefront.ts';

/** Which coupon a behaviour is after. */
const COUPON_CAMPAIGN: Readonly<Record<string, string>> = {
  'coupon-buyer': '40-off-300',
  'returning-member': 'one-yuan',
};
const FLASH_PRODUCT = 'flash-1';
const FLASH_BEHAVIOUR = 'flash-sale-buyer';
const SEARCH_WORDS = ['dress', 'phone', 'tea', 'lamp', 'toys', 'shoes', 'rice', 'camera'] as const;
/** A cart that earns 40 off 300 (滿300減40): 300 CNY and up, fen. */
const CART_FEN_MIN = 30_000;
const CART_FEN_SPREAD = 40_000;
/** Popular products first: a square-law draw gives the first tenth of the shelf about a third of the visits. */
const POPULARITY_EXPONENT = 2;

const { floor } = Math;

const get = (path: string): StepRequest => ({ method: 'GET', path, body: null, key: null });
const post = (path: string, visit: Visit, body: object): StepRequest => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  key: visit.key,
});

/** Made once: what every shopper asks alike need not be built for each. */
const HOME = get('/home');
const ACTIVITY = get('/activity');
const SEARCHES = SEARCH_WORDS.map((word) => get(`/search?q=${word}`));

/** @param products how many ordinary products the shop sells, numbered from 1 */
export function mockShop(products: number): Storefront {
  const productOf = (visit: Visit): number => 1 + floor(visit.sessionDraw ** POPULARITY_EXPONENT * products);
  const couponOf = (visit: Visit): string | undefined => COUPON_CAMPAIGN[visit.behaviour];
  const cartFen = (visit: Visit): number => CART_FEN_MIN + Math.floor(visit.sessionDraw * CART_FEN_SPREAD);

  const steps: readonly Step[] = [
    step('home.view', () => HOME),
    step('search.query', (visit) => SEARCHES[floor(visit.sessionDraw * SEARCHES.length)]!),
    step('activity.view', () => ACTIVITY),
    step('product.view', (visit) => get(`/products/${productOf(visit)}`)),
    step('member.register', (visit) => post('/members', visit, { member: visit.shopper })),
    step('member.login', (visit) => post('/sessions', visit, { member: visit.shopper })),
    step('coupon.claim', (visit) =>
      post(`/coupons/${couponOf(visit)}/claims`, visit, { shopper: visit.shopper }),
    ),
    step('coupon.redeem', (visit) =>
      post(`/coupons/${couponOf(visit)}/redemptions`, visit, {
        shopper: visit.shopper,
        order: visit.order,
        totalFen: cartFen(visit),
      }),
    ),
    step('flash.take', (visit) => post(`/flash/${FLASH_PRODUCT}/pieces`, visit, { shopper: visit.shopper })),
    {
      ...step('order.create', (visit) =>
        post('/orders', visit, {
          shopper: visit.shopper,
          order: visit.order,
          product: visit.behaviour === FLASH_BEHAVIOUR ? FLASH_PRODUCT : String(productOf(visit)),
          quantity: 1,
          ...(couponOf(visit) === undefined ? {} : { coupon: couponOf(visit) }),
        }),
      ),
      acknowledgesOrder: true,
    },
    step('payment.pay', (visit) =>
      post(`/orders/${visit.order}/payments`, visit, { amountFen: cartFen(visit) }),
    ),
  ];
  return { steps, outcome };
}

function step(name: string, request: (visit: Visit) => StepRequest): Step {
  return { name, request, acknowledgesOrder: false };
}

const CONFLICT = 409;

/**
 * 2xx is ok and 409 a correct refusal. Everything else failed: a redirect (none is followed), a 403 or 429 (risk control
 * or a limit turned an honest shopper away), a 5xx, and 0, no answer at all.
 */
function outcome(status: number): Outcome {
  if (status >= 200 && status < 300) return 'ok';
  return status === CONFLICT ? 'refused' : 'failed';
}
