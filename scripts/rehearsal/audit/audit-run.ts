/** The stage after the load: looks up what k6's console says was promised in the shops of the run. */
import { regionSettings, scaledShop } from '../../../mock-services/region-settings.ts';
import { type Plan, type RunSettings, settleSecondsMaxOf } from '../../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { TargetAccess } from '../../admission/access.ts';
import { plannedShop } from '../../audit/embedded/planned-shop.ts';
import type { LedgerAudit } from '../../evidence/observations.ts';
import type { RunFolder } from '../run-folder.ts';
import { type AuditOptions, auditLedger, notAudited } from './audit.ts';
import { readPromises } from './read-promises.ts';

export interface AuditRunOptions extends Pick<AuditOptions, 'restart' | 'nowMs' | 'signal'> {
  readonly folder: RunFolder;
  readonly plan: Plan;
  readonly run: RunSettings;
  /** The plan has laid out the shop, and no other run has used it. */
  readonly isEmbedded: boolean;
  /** A shop of the user's: it has no admin API of ours. */
  readonly isOwn: boolean;
  /** Null if the target's books cannot be read. */
  readonly adminToken: string | null;
  readonly access: TargetAccess;
}

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;

/** Never rejects because of a shop or of k6's console: then the result says why the audit could not be done. */
export async function auditRun(options: AuditRunOptions): Promise<LedgerAudit> {
  const { folder, plan, run, isEmbedded, isOwn, adminToken, access, restart, nowMs, signal } = options;
  if (isOwn)
    return notAudited(
      'nobody looked up its orders: give --audit, or run carnival audit with an export (docs/audit.md)',
    );
  if (adminToken === null)
    return notAudited(
      'the target is not the embedded shop: give --audit (docs/audit.md), or set CARNIVAL_ADMIN_TOKEN if it is a Carnival shop',
    );
  const asked = { runId: run.id, shops: run.targets };
  const promises = await readPromises([folder.file('console')], asked).catch((error: Error) => error);
  if (promises instanceof Error) return notAudited(`k6's console output cannot be read: ${promises.message}`);
  for (const note of promises.notes) folder.note('note', note);
  return auditLedger({
    ...asked,
    promises,
    hosts: run.hosts,
    adminToken,
    access,
    isAlone: isEmbedded,
    planned: (region) => {
      const campaignMinutes = ((nowMs() - run.zeroAtMs) * plan.speed) / MS_PER_MINUTE;
      if (!isEmbedded || !isCarnivalPlan(plan)) return null;
      const settings = regionSettings({ ...plan, shop: scaledShop(plan) }, region);
      return plannedShop(settings, campaignMinutes);
    },
    speed: plan.speed,
    requestTimeoutMs: plan.generator.requestTimeoutMs,
    settleMsMax: settleSecondsMaxOf(plan) * MS_PER_SECOND,
    loadBeganAtMs: run.zeroAtMs,
    nowMs,
    signal,
    restart: async (region) => {
      const url = await restart(region);
      folder.note(
        'shop-restarted',
        `region ${region} was started again on its data, so that its books could be read`,
      );
      return url;
    },
  });
}
