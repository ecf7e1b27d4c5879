/** Reads a shop's books for the audit: waits for what was promised for later, then reads every table of one snapshot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type Arrivals,
  AUDIT_ROWS,
  type AuditRow,
  type AuditTable,
  arrivalsAnswer,
  pageOf,
  snapshotAnswer,
  unsettledAnswer,
} from '../../../mock-services/audit/rows.ts';
import { AUDIT_ORDER, type ShopAudit } from '../../audit/embedded/shop-audit.ts';
import { type Ask, ShopError } from './ask.ts';

const LOOK_EVERY_MS = 500;

const ledgerAnswer = z.object({ brokenPromises: z.array(z.string()) });

/** Ends when nothing is open any more, or when its time is up. Resolves with how many messages are open then. */
export async function waitUntilSettled(ask: Ask, waitMsMax: number): Promise<number> {
  const untilMs = performance.now() + waitMsMax;
  for (;;) {
    const { payments, messages } = await ask(unsettledAnswer, '/admin/audit/unsettled');
    if (payments + messages === 0 || performance.now() >= untilMs) return messages;
    await sleep(Math.min(LOOK_EVERY_MS, Math.max(0, untilMs - performance.now())));
  }
}

/** Gives every row to the audit. */
export async function readRows(ask: Ask, audit: ShopAudit): Promise<void> {
  const { snapshot } = await ask(snapshotAnswer, '/admin/audit/snapshots', {});
  for (const table of AUDIT_ORDER) await readTable(ask, audit, table, snapshot);
}

async function readTable<Table extends AuditTable>(
  ask: Ask,
  audit: ShopAudit,
  table: Table,
  snapshot: string,
): Promise<void> {
  // The type of one table's page is lost in the map of all tables.
  const page = pageOf(AUDIT_ROWS[table]) as unknown as z.ZodType<{ rows: AuditRow<Table>[]; next: string }>;
  for (let after = ''; ; ) {
    const path = `/admin/audit/${table}?snapshot=${encodeURIComponent(snapshot)}&after=${encodeURIComponent(after)}`;
    const { rows, next } = await ask(page, path);
    audit.look(table, rows);
    if (next === '') return;
    if (next <= after)
      throw new ShopError(`${path} goes on after “${next}”: pages must ascend`, { dead: false });
    after = next;
  }
}

/** What the shop finds itself when it compares its tables, in its words. */
export const readOwnFindings = async (ask: Ask): Promise<readonly string[]> =>
  (await ask(ledgerAnswer, '/admin/audit/ledger')).brokenPromises;

export const readArrivals = (ask: Ask, runId: string): Promise<Arrivals> =>
  ask(arrivalsAnswer, `/admin/audit/arrivals?run=${encodeURIComponent(runId)}`);
