/** A real shop without a port, some shopping in it, and what it promised meanwhile. Its campaign runs as fast as its clock. */
import { READ_ROWS } from '../../../mock-services/audit/read-rows.ts';
import type { AuditTable } from '../../../mock-services/audit/rows.ts';
import { ORDERS, type Order } from '../../../mock-services/platform/order.ts';
import type { Tx } from '../../../mock-services/platform/store.ts';
import {
  holdBackground,
  openTestShop,
  SETTINGS,
  type TestShop,
} from '../../../mock-services/testing/test-shop.ts';
import type { PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { AuditTime } from '../../audit/embedded/audit-context.ts';
import { plannedShop } from '../../audit/embedded/planned-shop.ts';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { AUDIT_ORDER, ShopAudit, type ShopFindings } from '../../audit/embedded/shop-audit.ts';

const BEGAN_MS = Date.UTC(2026, 5, 18);
const MS_PER_MINUTE = 60_000;
const ACCEPTED = 201;
const LOST_IDS_MAX = 20;
/** Few, so that every table has several pages. */
const ROWS_PER_PAGE = 2;

export interface PromisingShop {
  readonly shop: TestShop;
  readonly book: PromiseBook;
  /** Asks, and notes what was promised if the shop agrees. */
  ask(url: string, body: object, kind?: PromiseKind, words?: string): Promise<void>;
  /** Asks, and forgets the answer, as if the connection had broken. */
  askInVain(url: string, body: object, kind: PromiseKind, words: string): Promise<void>;
  pass(minutes: number): void;
  /** Changes the books behind the shop's back. */
  write(decide: (tx: Tx) => void): Promise<void>;
  audit(): ShopFindings;
}

/** Its background holds still. Some of everything that shoppers do has been done. */
export async function openPromisingShop(): Promise<PromisingShop> {
  holdBackground();
  let nowMs = BEGAN_MS;
  const shop = await openTestShop({}, { nowMs: () => nowMs });
  const book = new PromiseBook('o.run.');
  const nowSeconds = () => nowMs / 1000;
  const post = async (url: string, body: object): Promise<void> => {
    const { statusCode, body: text } = await shop.post(url, body);
    if (statusCode !== ACCEPTED) throw new Error(`POST ${url} answered ${statusCode}: ${text}`);
  };
  const world: PromisingShop = {
    shop,
    book,
    write: (decide) => shop.shop.store.transact(decide),
    async ask(url, body, kind, words = '') {
      await post(url, body);
      if (kind !== undefined) book.add(kind, words, 'acknowledged', nowSeconds());
    },
    async askInVain(url, body, kind, words) {
      await post(url, body);
      book.add(kind, words, 'unsure', nowSeconds());
    },
    pass(minutes) {
      nowMs += minutes * MS_PER_MINUTE;
    },
    audit() {
      const audit = new ShopAudit({
        book,
        isOurs: () => true,
        planned: plannedShop(SETTINGS, (nowMs - BEGAN_MS) / MS_PER_MINUTE),
        time: new AuditTime(nowMs, SETTINGS.calendar.speed, 0),
        lostIdsMax: LOST_IDS_MAX,
      });
      for (const table of AUDIT_ORDER) lookAt(shop, audit, table);
      return audit.end();
    },
  };
  await shopAround(world);
  return world;
}

export const changeOrder = (tx: Tx, id: string, changes: Partial<Order>): void =>
  tx.put(ORDERS, id, { ...tx.get(ORDERS, id)!, ...changes });

function lookAt<Table extends AuditTable>({ shop }: TestShop, audit: ShopAudit, table: Table): void {
  for (let after = ''; ; ) {
    const { rows, next } = READ_ROWS[table](shop.store, { after, limit: ROWS_PER_PAGE });
    audit.look(table, rows);
    if (next === '') return;
    after = next;
  }
}

/** The order of shopper `run.a.3.0` is `o.run.a.3.0`. */
async function shopAround({ ask, askInVain }: PromisingShop): Promise<void> {
  const shopper = (n: number) => `run.a.${n}.0`;
  const order = (n: number) => `o.${shopper(n)}`;
  const place = (n: number, product: string, quantity = 1, more = {}) =>
    ask(
      '/orders',
      { shopper: shopper(n), order: order(n), product, quantity, ...more },
      'order',
      `${order(n)} ${shopper(n)} ${product} ${quantity}`,
    );
  const pay = (n: number) => ask(`/orders/${order(n)}/payments`, {}, 'payment', order(n));

  await place(1, '1');
  await pay(1);

  await ask('/coupons/tiered/claims', { shopper: shopper(2) });
  const cart = { shopper: shopper(2), order: order(2), product: '2', quantity: 3 };
  await ask('/coupons/tiered/redemptions', cart, 'redemption', `${order(2)} tiered`);
  await place(2, '2', 3);
  await pay(2);

  for (const n of [3, 4])
    await ask('/flash/flash-1/pieces', { shopper: shopper(n) }, 'piece', `${shopper(n)} flash-1`);
  await place(3, 'flash-1');
  await pay(3);

  await ask('/reservations', { shopper: shopper(5), product: '5' }, 'reservation', `${shopper(5)} 5`);
  await place(5, '5', 1, { reserved: true });
  await pay(5);

  await place(6, '6');
  await ask(`/orders/${order(6)}/cancellations`, { shopper: shopper(6) }, 'cancellation', order(6));

  await place(7, '7');
  await pay(7);
  await ask(`/orders/${order(7)}/returns`, { shopper: shopper(7), reason: 'size' }, 'return', order(7));

  const group = { shopper: shopper(8), product: '8' };
  await ask('/groups/members', group, 'place', `${shopper(8)} 8`);
  const grouped = `${order(8)} ${shopper(8)} group:8 1`;
  await ask('/groups/orders', { ...group, order: order(8) }, 'order', grouped);
  await pay(8);

  const live = `${order(9)} ${shopper(9)} room-1 1`;
  await ask('/rooms/room-1/orders', { shopper: shopper(9), order: order(9) }, 'order', live);
  await pay(9);

  await ask(`/members/${shopper(10)}/cards`, { shopper: shopper(10) }, 'card', shopper(10));
  await place(10, '10');

  const unsure = { shopper: shopper(11), order: order(11), product: '11', quantity: 1 };
  await askInVain('/orders', unsure, 'order', `${order(11)} ${shopper(11)} 11 1`);
  await askInVain(`/orders/${order(11)}/payments`, {}, 'payment', order(11));

  await ask('/reservations', { shopper: shopper(12), product: '12' }, 'reservation', `${shopper(12)} 12`);
}
