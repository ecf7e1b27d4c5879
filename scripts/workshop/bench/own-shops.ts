/** Shops of a user's that the bench measures, as one would write them. k6 reads them too: no Node, no package. */
import type { OwnShop, StepOptions } from '../../../scenarios/shop/index.ts';
import { defineShop, get, header, json, post } from '../../../scenarios/shop/index.ts';

/** What the target answers: `target.ts`. */
export const PATHS = {
  session: '/own/session',
  list: '/own/list',
  basket: '/own/basket',
  orders: '/own/orders',
  /** The list once more, with two cookies. */
  cookies: '/own/cookies',
} as const;
export const TOKEN_HEADER = 'X-Session';
export const COOKIES = ['sessionid', 'csrftoken'] as const;

/** Thinks as long as anybody else, so that a crowd begins at its rate at once. The plan's pace makes it longer. */
const THINK = { fixed: 1 } as const;
/** Who has logged in has a token, a product and a basket, and goes on for about twenty requests. */
const NEXT = { list: 0.4, add: 0.35, order: 0.2 } as const;
const next = { thinkSeconds: THINK, ok: NEXT } as const;
const behaviours = {
  shopper: {
    description: 'logs in, then looks, adds and orders',
    entry: { login: 1 },
    steps: { login: next, list: next, add: next, order: next },
  },
  passer: {
    description: 'looks only: keeps nothing',
    entry: { look: 1 },
    steps: { look: { thinkSeconds: 1, ok: { look: 0.9 } } },
  },
} as const;

/** Login, token, product and basket. */
const session = defineShop({
  name: 'session',
  headers: { [TOKEN_HEADER]: ({ kept }) => kept.token ?? '' },
  steps: {
    login: post(PATHS.session, {
      json: ({ shopper }) => ({ user: shopper }),
      take: { token: header(TOKEN_HEADER), product: json('product'), basket: json('basket') },
    }),
    list: get(PATHS.list, { take: { product: json('items.0.id') } }),
    add: post(PATHS.basket, {
      needs: ['product'],
      json: ({ kept }) => ({ product: kept.product, quantity: 1 }),
      take: { basket: json('basket') },
    }),
    order: post(PATHS.orders, {
      needs: ['basket'],
      json: ({ kept }) => ({ basket: kept.basket }),
      take: { order: json('number') },
    }),
    look: get(PATHS.list),
  },
  behaviours,
});

const STATELESS_STEPS = {
  login: post(PATHS.session, { json: ({ shopper }) => ({ user: shopper }) }),
  list: get(PATHS.list),
  add: post(PATHS.basket, { json: () => ({ product: 'p-1', quantity: 1 }) }),
  order: post(PATHS.orders, { json: () => ({ basket: 'b-1' }) }),
  look: get(PATHS.list),
};
/** The same requests, but nothing is read and nothing kept. */
const stateless = defineShop({ name: 'stateless', steps: STATELESS_STEPS, behaviours });
/** The same again, with a cookie jar for each session. */
const jars = defineShop({ name: 'jars', steps: STATELESS_STEPS, behaviours, cookies: 'jar' });

/** Everybody asks for one page. */
const pageOnly = (path: string, options: StepOptions, cookies?: 'jar' | readonly string[]): OwnShop =>
  defineShop({
    name: 'page',
    steps: { page: get(path, options) },
    behaviours: {
      reader: { entry: { page: 1 }, steps: { page: { thinkSeconds: 1, ok: { page: 0.9 } } } },
    },
    ...(cookies === undefined ? {} : { cookies }),
  });

/** What it costs to know more of an answer than its status. */
export const READERS = {
  status: pageOnly(PATHS.list, {}),
  text: pageOnly(PATHS.list, { outcome: ({ body }) => (body.includes('"items"') ? 'ok' : 'failed') }),
  path: pageOnly(PATHS.list, { take: { product: json('items.0.id') } }),
  parse: pageOnly(PATHS.list, { outcome: (answer) => (answer.json() === undefined ? 'failed' : 'ok') }),
  header: pageOnly(PATHS.list, { take: { token: header(TOKEN_HEADER) } }),
  statusWithCookies: pageOnly(PATHS.cookies, {}),
  listedCookies: pageOnly(PATHS.cookies, {}, COOKIES),
  jar: pageOnly(PATHS.cookies, {}, 'jar'),
} as const satisfies Readonly<Record<string, OwnShop>>;
export type ReaderName = keyof typeof READERS;
export const READER_NAMES = Object.keys(READERS) as readonly ReaderName[];

export const OWN_SHOPS = { session, stateless, jars, ...READERS } as const satisfies Readonly<
  Record<string, OwnShop>
>;
export type OwnShopName = keyof typeof OWN_SHOPS;
