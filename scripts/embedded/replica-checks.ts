/** Checks what a plan says about the replicas of the embedded shop. */
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Draft, Report } from '../mistakes/draft.ts';

export function checkReplicas(plan: Draft<CarnivalPlan>, report: Report): void {
  const replicas = plan?.shop?.replicas;
  checkMeasured(plan, report);
  if (replicas === undefined) return;
  const { count, countMax, startSeconds } = replicas;
  const regions = plan?.regions?.length ?? 0;
  if (regions > 1) {
    const hint = 'leave one region, or remove shop.replicas';
    report(['shop', 'replicas'], `needs a plan with one region; this one has ${regions}`, hint);
  }
  if (count !== undefined && countMax !== undefined && count > countMax)
    report(['shop', 'replicas', 'count'], `is above countMax (${countMax})`, 'begin with fewer');
  const { median, p99 } = startSeconds ?? {};
  if (median !== undefined && p99 !== undefined && p99 < median)
    report(
      ['shop', 'replicas', 'startSeconds', 'p99'],
      `is below the median (${median})`,
      'write a 99th percentile of at least median',
    );
}

/** What `carnival capacity` measures without commands of the plan's own are these replicas. */
function checkMeasured(plan: Draft<CarnivalPlan>, report: Report): void {
  const { capacity, shop } = plan ?? {};
  if (capacity === undefined || 'scale' in capacity) return;
  if (shop !== undefined && !('replicas' in shop)) {
    const hint = 'add shop.replicas, or capacity.scale with commands of your own';
    report(['capacity'], 'measures replicas, and the shop has none', hint);
  }
  const most = shop?.replicas?.countMax;
  capacity.counts?.forEach((count, i) => {
    if (count !== undefined && most !== undefined && count > most)
      report(['capacity', 'counts', i], `is above shop.replicas.countMax (${most})`, 'measure fewer');
  });
}
