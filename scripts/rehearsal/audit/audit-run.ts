/** The stage after the load: looks up the orders that k6's console names as acknowledged in the shops of the run. */
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import type { LedgerAudit } from '../../evidence/observations.ts';
import type { RunFolder } from '../run-folder.ts';
import { readAcks } from './acks.ts';
import { type AuditOptions, auditLedger, notAudited } from './audit.ts';

export interface AuditRunOptions extends Pick<AuditOptions, 'orderPrefix' | 'restart' | 'signal'> {
  readonly folder: RunFolder;
  readonly run: RunSettings;
  /** Null if the target's books cannot be read. */
  readonly adminToken: string | null;
}

/** Never rejects because of a shop or of k6's console: then the result says why the audit could not be done. */
export async function auditRun(options: AuditRunOptions): Promise<LedgerAudit> {
  const { folder, run, adminToken, orderPrefix, restart, signal } = options;
  if (adminToken === null)
    return notAudited(
      'the target is not the embedded shop: set CARNIVAL_ADMIN_TOKEN if it is a Carnival shop',
    );
  const acks = await readAcks([folder.file('console')]).catch((error: Error) => error);
  if (acks instanceof Error) return notAudited(`k6's console output cannot be read: ${acks.message}`);
  for (const note of acks.notes) folder.note('note', note);
  return auditLedger({
    acks,
    shops: run.targets,
    hosts: run.hosts,
    adminToken,
    runId: run.id,
    orderPrefix,
    signal,
    restart: async (region) => {
      const url = await restart(region);
      folder.note(
        'shop-restarted',
        `region ${region} was started again on its data, so that its orders could be looked up`,
      );
      return url;
    },
  });
}
