/** Every mistake in what a plan says about the embedded shop. */
import type { CarnivalPlan, ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Draft, SettingsRules } from '../mistakes/draft.ts';
import { checkDrillFaults } from './drill-checks.ts';
import { parseFault, plannedFaultFlaws } from './faults.ts';
import { checkHolds } from './hold-checks.ts';
import { idleMisbehaviours } from './misbehaviour-needs.ts';
import { checkRecall } from './recall-checks.ts';
import { checkReplicas } from './replica-checks.ts';
import { settingsSchema } from './settings-schema.ts';

const NO_MISBEHAVIOUR = 'is no way in which the shop can misbehave';

export const SETTINGS_RULES: SettingsRules = {
  schema: settingsSchema,
  check: (draft, known, report) => {
    const plan = draft as Draft<CarnivalPlan>;
    checkRecall(plan, report);
    checkReplicas(plan, report);
    plan?.shop?.misbehave?.forEach((name, i) => {
      if (name !== undefined && !known.misbehaviours.includes(name))
        report(['shop', 'misbehave', i], NO_MISBEHAVIOUR, didYouMean(name, known.misbehaviours));
    });
    plan?.shop?.faults?.forEach((fault, i) => {
      for (const flaw of plannedFaultFlaws(fault ?? {}, known))
        report(['shop', 'faults', i, flaw.key], flaw.problem, flaw.hint);
    });
    checkDrillFaults(draft, known, report);
    checkHolds(draft, known, report);
  },
  idle: (plan, { misbehave = [] }, known) => idleMisbehaviours(plan, misbehave, known),
  worsen: ({ fault = [], misbehave = [] }, known, mistakes) => {
    const faults = fault.flatMap((text) => {
      const read = parseFault(text, known);
      if ('kind' in read) return [read];
      mistakes.push({ path: '--fault', value: text, ...read });
      return [];
    });
    for (const value of misbehave.filter((name) => !known.misbehaviours.includes(name))) {
      const hint = didYouMean(value, known.misbehaviours);
      mistakes.push({ path: '--misbehave', value, problem: NO_MISBEHAVIOUR, hint });
    }
    return (settings) => {
      const before = settings as ShopSettings;
      const ways = [...(before.misbehave ?? []), ...misbehave];
      return {
        ...before,
        faults: [...before.faults, ...faults],
        ...(ways.length === 0 ? {} : { misbehave: ways }),
      };
    };
  },
};
