/**
 * What a kill -9 under load leaves of a region. The process dies and the machine does not: what it had written is in the page
 * cache, and the operating system brings it to disk. So both durabilities are shown to survive a crash of the process here.
 * `process` promises no more than that. `power` answers after its fsync, for the power's sake, and only a machine that loses its
 * power could show that; here it is shown that the crash takes nothing of it either.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger } from './audit/domain.ts';
import {
  type Answered,
  askAdmin,
  type RegionProcess,
  RegionProcesses,
  sendAll,
  sendWrite,
  type Write,
} from './testing/region-processes.ts';

const CLIENTS = 200;
const LOAD_MS = 500;
/** Until then every kind of write has been acknowledged once, on the slowest machine. */
const FIRST_OF_EACH = { timeout: 60_000, interval: 10 };
/** A kill finds what is between answer and commit only if it falls there: several, on the data that the last one left. */
const ROUNDS = ['r1', 'r2', 'r3', 'r4'];
const PRODUCT = '1';
const OTHER_PRODUCT = '2';
const CAMPAIGN = '40-off-300';
/** Four of them cost enough for the coupon. */
const QUANTITY = 4;
/** More than the load can use up: nothing is refused. */
const PLENTY = 10_000_000;

let regions: RegionProcesses;
beforeEach(() => {
  regions = new RegionProcesses();
});
afterEach(() => regions.close());

const KINDS = ['card', 'reservation', 'place', 'claim', 'redemption', 'order', 'payment'] as const;
type Kind = (typeof KINDS)[number];
interface VisitWrite extends Write {
  readonly kind: Kind;
}
interface Acknowledged {
  readonly write: VisitWrite;
  readonly answer: Answered;
}
interface Load {
  readonly sent: VisitWrite[];
  readonly acknowledged: Acknowledged[];
  /** Answers that are no acknowledgement. */
  readonly others: Answered[];
}

/** What one shopper does, in order: each can be done once. */
function visit(shopper: string, buys: boolean): VisitWrite[] {
  const order = `o-${shopper}`;
  const write = (kind: Kind, path: string, body: object): VisitWrite => ({
    kind,
    path,
    body,
    shopper,
    key: `${kind}-${shopper}`,
  });
  if (!buys)
    return [
      write('card', `/members/${shopper}/cards`, { shopper }),
      write('reservation', '/reservations', { shopper, product: OTHER_PRODUCT }),
      write('place', '/groups/members', { shopper, product: OTHER_PRODUCT }),
    ];
  return [
    write('claim', `/coupons/${CAMPAIGN}/claims`, { shopper }),
    write('redemption', `/coupons/${CAMPAIGN}/redemptions`, {
      shopper,
      order,
      product: PRODUCT,
      quantity: QUANTITY,
    }),
    write('order', '/orders', { shopper, order, product: PRODUCT, quantity: QUANTITY }),
    write('payment', `/orders/${order}/payments`, {}),
  ];
}

/** Shoppers as fast as they come over many connections, until the region is gone. */
async function shopUntilGone(url: string, prefix: string, load: Load): Promise<void> {
  const client = async (name: string, buys: boolean): Promise<void> => {
    for (let n = 0; ; n += 1) {
      for (const write of visit(`${name}-${n}`, buys)) {
        load.sent.push(write);
        const answer = await sendWrite(url, write).catch(() => null);
        if (answer === null) return;
        if (answer.status === 201) load.acknowledged.push({ write, answer });
        else load.others.push(answer);
      }
    }
  };
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => client(`${prefix}-${index}`, index % 2 === 0)),
  );
}

async function storedOrders(url: string): Promise<readonly string[]> {
  const stored: string[] = [];
  for (let after = ''; ; ) {
    const page = `/admin/audit/orders?after=${after}`;
    const { rows, next } = await askAdmin<{ rows: { order: string }[]; next: string }>(url, page);
    stored.push(...rows.map(({ order }) => order));
    if (next === '') return stored;
    after = next;
  }
}

/** The ledger has everything that was acknowledged, and nothing that nobody asked for. */
function checkLedger({ sent, acknowledged }: Load, ledger: Ledger): void {
  const count = (writes: readonly VisitWrite[], kind: Kind): number =>
    writes.filter((write) => write.kind === kind).length;
  const sure = acknowledged.map(({ write }) => write);
  const coupons = ledger.coupons.find(({ campaign }) => campaign === CAMPAIGN)!;
  const booked: [Kind, number][] = [
    ['claim', coupons.issued],
    ['redemption', coupons.redeemed],
    ['order', ledger.orders],
  ];
  for (const [kind, inBooks] of booked) {
    expect(inBooks, kind).toBeGreaterThanOrEqual(count(sure, kind));
    expect(inBooks, kind).toBeLessThanOrEqual(count(sent, kind));
  }
  const stock = ledger.stock.find(({ product }) => product === PRODUCT)!;
  expect([stock.initialPieces, stock.soldPieces]).toEqual([PLENTY, QUANTITY * ledger.orders]);
  // The bank's book too: nobody was charged for an order that is not paid.
  expect(ledger).toMatchObject({ oversoldPieces: 0, overissuedCoupons: 0, brokenPromises: [] });
}

/** Each gets its answer again, word for word; asked for under a new key, it is refused, because it is done. */
async function checkEffects({ url }: RegionProcess, { acknowledged }: Load): Promise<void> {
  const replays = await sendAll(acknowledged, CLIENTS, ({ write }) => sendWrite(url, write));
  expect(replays).toEqual(acknowledged.map(({ answer }) => ({ ...answer, replayed: true })));
  const again = await sendAll(acknowledged, CLIENTS, ({ write }) =>
    sendWrite(url, { ...write, key: `again-${write.key}` }),
  );
  const statuses = again.map(({ status }, index) => `${acknowledged[index]!.write.kind} ${status}`);
  expect(statuses).toEqual(acknowledged.map(({ write }) => `${write.kind} 409`));
}

describe.each([
  ['process', 'which promises to survive a crash of the process'],
  ['power', 'which promises more than a kill can show'],
] as const)('a region killed with -9 under load, durability "%s", %s', (durability, _promise) => {
  it('has every acknowledged write when it is back, and its ledger agrees', async () => {
    const settings = { durability, couponQuota: PLENTY, productStockPieces: PLENTY };
    const load: Load = { sent: [], acknowledged: [], others: [] };
    for (const round of ROUNDS) {
      const region = await regions.start(settings);
      const gone = shopUntilGone(region.url, round, load);
      const before = load.acknowledged.length;
      const seen = () => new Set(load.acknowledged.slice(before).map(({ write }) => write.kind));
      await sleep(LOAD_MS);
      await vi.waitFor(() => expect(seen().size).toBe(KINDS.length), FIRST_OF_EACH);
      region.child.kill('SIGKILL');
      await gone;
      await region.ended;
    }
    expect(load.others).toEqual([]);
    for (const kind of KINDS)
      expect(load.acknowledged.filter(({ write }) => write.kind === kind).length, kind).toBeGreaterThan(0);

    const region = await regions.start(settings);
    const orders = (writes: readonly VisitWrite[]): string[] =>
      writes.filter(({ kind }) => kind === 'order').map(({ shopper }) => `o-${shopper}`);
    const stored = new Set(await storedOrders(region.url));
    const acknowledged = orders(load.acknowledged.map(({ write }) => write));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const sent = new Set(orders(load.sent));
    expect([...stored].filter((id) => !sent.has(id))).toEqual([]);
    checkLedger(load, await askAdmin<Ledger>(region.url, '/admin/audit/ledger'));
    await checkEffects(region, load);

    region.child.kill('SIGTERM');
    expect(await region.ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
