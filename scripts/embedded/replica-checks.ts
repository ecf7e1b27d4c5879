/** Checks what a plan says about the replicas of the embedded shop. */
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Draft, Report } from '../mistakes/draft.ts';

export function checkReplicas(plan: Draft<CarnivalPlan>, report: Report): void {
  const replicas = plan?.shop?.replicas;
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
