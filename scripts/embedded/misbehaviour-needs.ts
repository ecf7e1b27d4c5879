/** Whether a way to misbehave can be seen with a plan at all: without what it needs, a pass would look as if nothing had found it. */
import { MISBEHAVIOURS } from '../../mock-services/misbehaviour/index.ts';
import { NEEDS, type Need } from '../../mock-services/misbehaviour/misbehaviour.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { faultNames } from '../../scenarios/drills/scope.ts';
import type { CarnivalPlan, ShopSettings } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Known } from '../mistakes/draft.ts';
import type { Mistake } from '../mistakes/plan-error.ts';

type Dependencies = Known['dependencies'];

const IS_MET: Readonly<Record<Need, (plan: CarnivalPlan, dependencies: Dependencies) => boolean>> = {
  'failing-bank': (plan) => placesOfFaults(plan).includes('bank'),
  'failing-dependency': (plan, dependencies) =>
    placesOfFaults(plan).some((place) => dependencies.includes(place)),
  'two-regions': (plan, dependencies) =>
    plan.regions.length > 1 && IS_MET['failing-dependency'](plan, dependencies),
  pressure: ({ shop, drills = [] }) =>
    [...shop.faults, ...drills.flatMap(({ fault }) => (fault.kind === 'shop' ? fault.faults : []))].some(
      ({ kind }) => kind === 'pressure',
    ),
  gray: ({ gray }) => gray !== undefined,
};

/** The steps and dependencies that fail by a fault of the shop, all the time or in a drill. */
const placesOfFaults = ({ shop, drills = [] }: CarnivalPlan): readonly string[] => [
  ...shop.faults.map(({ step }) => step),
  ...drills.flatMap(({ fault, where }) => (fault.kind === 'shop' ? faultNames(where) : [])),
];

/**
 * Mistakes of `--misbehave`.
 * @param plan as it will run, with the faults of the command line
 * @param names those that are known
 */
export const idleMisbehaviours = (
  plan: Plan & { readonly shop?: object },
  names: readonly string[],
  { dependencies }: Pick<Known, 'dependencies'>,
): readonly Mistake[] =>
  MISBEHAVIOURS.flatMap(({ name, needs }) => {
    if (needs === undefined || !names.includes(name) || !hasShop(plan)) return [];
    if (IS_MET[needs](plan, dependencies)) return [];
    return [
      {
        ...{ path: '--misbehave', value: name, problem: 'would never be seen with this plan' },
        hint: `it needs ${NEEDS[needs]}`,
      },
    ];
  });

/** Only a plan for the embedded shop has settings, and they were checked with it. */
const hasShop = (plan: Plan & { readonly shop?: object }): plan is CarnivalPlan =>
  (plan.shop as ShopSettings | undefined)?.faults !== undefined;
