/** Counts what was scarce: pieces against the stock, coupons against their quota. The rows of all runs count. */
import type { AuditRow } from '../../../mock-services/audit/rows.ts';
import { FLASH_PRODUCT } from '../../../scenarios/targets/mock-shop/offers.ts';
import { inFull } from '../../text/numbers.ts';
import type { AuditContext } from './audit-context.ts';
import { isEnded, type OrderRow } from './order-audit.ts';

/** Counts by name; 0 until something is added. */
class Tally extends Map<string, number> {
  add(name: string, by: number): void {
    this.set(name, this.of(name) + by);
  }
  of(name: string): number {
    return this.get(name) ?? 0;
  }
}

export class LimitAudit {
  oversoldPieces = 0;
  overissuedCoupons = 0;
  readonly #context: AuditContext;
  /** Pieces in live orders, taken but not ordered, or reserved. */
  readonly #gone = new Tally();
  readonly #issued = new Tally();
  readonly #products = new Set<string>();

  constructor(context: AuditContext) {
    this.#context = context;
  }

  order(row: OrderRow): void {
    if (!isEnded(row)) this.#gone.add(row.product, row.quantity);
  }

  /** Of a piece or a reservation that an order uses, the order has been counted. */
  held({ product, order }: AuditRow<'pieces'>): void {
    if (order === '') this.#gone.add(product, 1);
  }

  coupon({ campaign }: AuditRow<'coupons'>): void {
    this.#issued.add(campaign, 1);
  }

  /** Stock and quotas come last. */
  stock({ product, initialPieces, leftPieces }: AuditRow<'stock'>): void {
    const { planned, broken } = this.#context;
    this.#products.add(product);
    const pieces = planned === null ? initialPieces : (planned.pieces.get(product) ?? 0);
    const gone = this.#gone.of(product);
    this.oversoldPieces += Math.max(0, gone - pieces);
    if (initialPieces !== pieces)
      broken.add(
        'the stock is what the plan lays out',
        `${product} with ${inFull(initialPieces)} pieces of ${inFull(pieces)}`,
      );
    if (leftPieces + gone !== pieces)
      broken.add(
        'what is left and what is gone add up to the stock',
        `${product}: ${inFull(leftPieces)} left and ${inFull(gone)} gone of ${inFull(pieces)}`,
      );
  }

  quota({ campaign, quota, issued }: AuditRow<'quotas'>): void {
    const { planned, broken } = this.#context;
    const most = planned === null ? quota : (planned.quotaMax.get(campaign) ?? 0);
    const counted = this.#issued.of(campaign);
    this.overissuedCoupons += Math.max(0, counted - most);
    if (quota > most)
      broken.add(
        'a quota is what the plan and the shop’s own decisions allow',
        `${campaign} with ${inFull(quota)} of ${inFull(most)}`,
      );
    if (issued !== counted)
      broken.add(
        'the coupons counted are those that shoppers have',
        `${campaign}: ${inFull(issued)} counted, ${inFull(counted)} there`,
      );
  }

  /** After the last row. */
  end(): void {
    const { broken } = this.#context;
    for (const [product, pieces] of this.#gone)
      if (pieces > 0 && !this.#products.has(product)) {
        this.oversoldPieces += pieces;
        broken.add('what is sold is in stock', `${inFull(pieces)} of ${product}, which has no stock`);
      }
    if (!this.#products.has(FLASH_PRODUCT) && this.#context.planned !== null)
      broken.add('the stock is what the plan lays out', `${FLASH_PRODUCT}, which is not there`);
  }
}
