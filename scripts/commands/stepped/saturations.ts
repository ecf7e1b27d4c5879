/** Asks the user's own Prometheus how full the plan's tiers were. One that cannot be read is missing: what was not seen is not known. */
import type { TierSettings } from '../../../scenarios/campaigns/capacity-settings.ts';
import { PrometheusError } from '../../rehearsal/prometheus/query.ts';
import { severalSeries, type TheirPrometheus } from '../../rehearsal/server-side/their-prometheus.ts';

const QUERY_LIMIT_MS = 5000;

export async function saturationsAt(
  atMs: number,
  tiers: readonly TierSettings[],
  theirs: TheirPrometheus | null,
): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const { tier, saturation } of tiers) {
    if (saturation === undefined || theirs === null) continue;
    const asked = { query: saturation, when: { atMs }, limitMs: QUERY_LIMIT_MS };
    const share = await theirs.ask(asked).then(
      // Of several series nobody knows which is meant.
      (all) => (severalSeries(all) === null ? Number(all[0]?.points[0]?.value ?? Number.NaN) : Number.NaN),
      (error: unknown) => {
        if (error instanceof PrometheusError) return Number.NaN;
        throw error;
      },
    );
    if (Number.isFinite(share)) found[tier] = share;
  }
  return found;
}
