/**
 * What the audit reads from a shop's books: plain rows, a table a kind, a page at a time. The shop only tells what is there.
 * Whether it is right is for the audit to say (scripts/audit/), which knows what was promised, what things cost and what the plan
 * laid out. Money in fen. `''` stands for "none".
 */
import { z } from 'zod';

const count = z.int().min(0);
const fen = z.int();
const id = z.string();

export const orderRow = z.object({
  order: id,
  shopper: id,
  product: id,
  quantity: z.int(),
  /** The price of all pieces, what is taken off it, and the part that was paid as a deposit. */
  totalFen: fen,
  discountFen: fen,
  depositFen: fen,
  reserved: z.boolean(),
  state: z.enum(['created', 'paid', 'cancelled', 'returning', 'returned']),
  /** Campaign time, epoch milliseconds. */
  atMs: z.number(),
  payment: z.enum(['', 'pending', 'settled', 'refunded']),
  paidFen: fen,
  /** Whether the bank will be asked again about the payment. */
  isPaymentQueued: z.boolean(),
  /** Whether the paid order waits for a courier or has a parcel. */
  dispatch: z.enum(['', 'queued', 'parcel']),
});

/** A coupon that somebody has. `order`: what it was redeemed for. */
export const couponRow = z.object({ campaign: id, shopper: id, order: id });

/** A flash-sale piece that somebody holds. */
export const pieceRow = z.object({ product: id, shopper: id, order: id });

export const reservationRow = z.object({ product: id, shopper: id, order: id });

/** A place in a group. */
export const placeRow = z.object({
  group: id,
  product: id,
  shopper: id,
  deposit: z.enum(['due', 'held', 'used', 'refunded']),
  order: id,
});

export const quotaRow = z.object({ campaign: id, quota: z.int(), issued: z.int() });

export const stockRow = z.object({ product: id, initialPieces: z.int(), leftPieces: z.int() });

/** The tables by name. Each is read at `GET /admin/audit/<name>`. */
export const AUDIT_ROWS = {
  orders: orderRow,
  coupons: couponRow,
  pieces: pieceRow,
  reservations: reservationRow,
  places: placeRow,
  quotas: quotaRow,
  stock: stockRow,
} as const;
export type AuditTable = keyof typeof AUDIT_ROWS;
export type AuditRow<Table extends AuditTable> = z.output<(typeof AUDIT_ROWS)[Table]>;

/** `next`: where the next page begins; `''` on the last page. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), next: z.string() });

/** The name of a snapshot, from which all tables can be read as they were at one moment. */
export const snapshotAnswer = z.object({ snapshot: z.string() });

/** What was promised for later and is not done yet: payments at the bank, and messages that should be out. */
export const unsettledAnswer = z.object({ payments: count, messages: count });

/** What reached the routes of a run since the process started: requests, and how many got the stored answer of their key. */
export const arrivalsAnswer = z.object({
  /** Real time, epoch milliseconds. */
  countedSinceMs: z.number(),
  steps: z.array(z.object({ step: z.string(), requests: count, replays: count })),
});
export type Arrivals = z.output<typeof arrivalsAnswer>;
