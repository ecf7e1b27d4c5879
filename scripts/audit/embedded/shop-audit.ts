/**
 * The audit of one shop: what was promised × what its books say × what the plan laid out → findings. Pure: the rows are given to
 * it, table by table in the order of `AUDIT_ORDER`, so a shop of any size is audited with its promises in memory and a page of rows.
 */
import type { AuditRow, AuditTable } from '../../../mock-services/audit/rows.ts';
import { Findings } from '../findings.ts';
import type { AuditContext } from './audit-context.ts';
import { HoldingAudit } from './holding-audit.ts';
import { LimitAudit } from './limit-audit.ts';
import { OrderAudit } from './order-audit.ts';

/** Orders first, because all else is compared with them; stock and quotas last, because all else is counted against them. */
export const AUDIT_ORDER = [
  'orders',
  'coupons',
  'pieces',
  'reservations',
  'places',
  'stock',
  'quotas',
] as const satisfies readonly AuditTable[];

export interface ShopFindings {
  readonly lost: number;
  /** The first ones. */
  readonly lostIds: readonly string[];
  /** Orders that never got an answer, and are stored. */
  readonly indeterminateStored: number;
  /** Orders that nobody placed. */
  readonly unexplained: number;
  readonly oversoldPieces: number;
  readonly overissuedCoupons: number;
  /** In words. */
  readonly brokenPromises: readonly string[];
  /** In words: what the books show and nobody asked for. It proves nothing if a part of the answers is missing. */
  readonly unasked: readonly string[];
  /** Acknowledged payments that were still pending. */
  readonly unsettledPayments: number;
}

export type ShopAuditOptions = Omit<AuditContext, 'broken' | 'unasked'> & { readonly lostIdsMax: number };

export class ShopAudit {
  readonly #broken = new Findings();
  readonly #unasked = new Findings();
  readonly #orders: OrderAudit;
  readonly #holdings: HoldingAudit;
  readonly #limits: LimitAudit;
  readonly #look: { readonly [Table in AuditTable]: (row: AuditRow<Table>) => void };

  constructor({ lostIdsMax, ...given }: ShopAuditOptions) {
    const context = { ...given, broken: this.#broken, unasked: this.#unasked };
    const orders = new OrderAudit(context, lostIdsMax);
    const holdings = new HoldingAudit(context, orders);
    const limits = new LimitAudit(context);
    this.#orders = orders;
    this.#holdings = holdings;
    this.#limits = limits;
    this.#look = {
      orders(row) {
        orders.look(row);
        holdings.order(row);
        limits.order(row);
      },
      coupons(row) {
        holdings.coupon(row);
        limits.coupon(row);
      },
      pieces(row) {
        holdings.piece(row);
        limits.held(row);
      },
      reservations(row) {
        holdings.reservation(row);
        limits.held(row);
      },
      places: (row) => holdings.place(row),
      stock: (row) => limits.stock(row),
      quotas: (row) => limits.quota(row),
    };
  }

  look<Table extends AuditTable>(table: Table, rows: readonly AuditRow<Table>[]): void {
    const look = this.#look[table];
    for (const row of rows) look(row);
  }

  /** After the last row of the last table. */
  end(): ShopFindings {
    this.#orders.end();
    this.#holdings.end();
    this.#limits.end();
    return {
      lost: this.#orders.lost,
      lostIds: this.#orders.lostIds,
      indeterminateStored: this.#orders.unansweredStored,
      unexplained: this.#orders.unexplained,
      oversoldPieces: this.#limits.oversoldPieces,
      overissuedCoupons: this.#limits.overissuedCoupons,
      brokenPromises: this.#broken.lines,
      unasked: this.#unasked.lines,
      unsettledPayments: this.#orders.unsettled,
    };
  }
}
