/** The rules for a plan: what Prometheus records and warns of while the plan is rehearsed. Pure. */
import { rulesOfAlert } from './alert.ts';
import { ALERTS } from './alerts.ts';
import { burnsOf } from './burn.ts';
import { inSeconds, type RuleGroup, type RulesAbout } from './rule.ts';
import { rateGroups, totalsGroup } from './shares.ts';

/** Drills last seconds, so alerts are looked at each second. What they read is recorded, or a few series. */
const ALERTS_EVERY_SECONDS = 1;
/** Fires as long as rules are evaluated. Without it nobody can tell a quiet run from one in which nobody watched. */
export const WATCHDOG = 'Watchdog';

export function rulesOf(about: RulesAbout): readonly RuleGroup[] {
  const burns = burnsOf(about.plan);
  const watchdog = {
    alert: WATCHDOG,
    expr: 'vector(1)',
    labels: { severity: 'info' },
    annotations: {
      summary: 'Rules are evaluated.',
      description: 'Always fires. If it does not, a quiet run proves nothing.',
      look: 'prometheus.log',
    },
  };
  const alerts = ALERTS.flatMap((alert) => rulesOfAlert(alert, about, burns));
  return [
    ...rateGroups(about, burns),
    totalsGroup(about),
    { name: 'carnival-alerts', interval: inSeconds(ALERTS_EVERY_SECONDS), rules: [watchdog, ...alerts] },
  ];
}
