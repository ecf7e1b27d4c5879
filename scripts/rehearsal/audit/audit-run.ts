/** The stage after the load: what k6's console says was acknowledged, looked up in the shops of the run. */
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import type { LedgerAudit } from '../../evidence/observations.ts';
import type { RunFolder } from '../run-folder.ts';
import { readAcks } from './acks.ts';
import { type AuditOptions, auditLedger, notAudited } from './audit.ts';

export interface AuditRunOptions extends Pick<AuditOptions, 'orderPrefix' | 'restart'> {
  readonly folder: RunFolder;
  readonly run: RunSettings;
  /** Null: of a target whose books are not open to us. */
  readonly adminToken: string | null;
}

/** Never rejects for what a shop does or what k6 wrote: then the audit is not done, and says why. */
export async function auditRun(options: AuditRunOptions): Promise<LedgerAudit> {
  const { folder, run, adminToken, orderPrefix, restart } = options;
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
    restart: async (region) => {
      const url = await restart(region);
      folder.note('shop-restarted', `region ${region} was started again on its data, for the look-up`);
      return url;
    },
  });
}
