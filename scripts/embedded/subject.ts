/** The embedded shop as every stage of a rehearsal needs it: the one that is chosen by default. */
import { MISBEHAVIOUR_NAMES } from '../../mock-services/misbehaviour/index.ts';
import { DEPENDENCIES } from '../../mock-services/platform/dependencies.ts';
import { mockShop, mockShopOf } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import type { CarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { knownOf, type Subject } from '../forecast/subject.ts';
import { expectedShop } from './expected-shop.ts';
import { SETTINGS_RULES } from './settings-rules.ts';

export const EMBEDDED: Subject = {
  shopOf: mockShopOf,
  expected: (plan) => expectedShop(plan as CarnivalPlan),
  mistakes: [],
  planMistakes: () => [],
  accountsNote: () => null,
  withDefaults: (raw) => raw,
  script: null,
  access: { auth: null, headers: {}, tls: null },
  hosts: [],
  files: {},
  known: {
    ...knownOf(mockShop(1)),
    settings: SETTINGS_RULES,
    dependencies: Object.keys(DEPENDENCIES),
    misbehaviours: MISBEHAVIOUR_NAMES,
  },
};
