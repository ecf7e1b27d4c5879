/** The rule files in dashboards/prometheus/rules/, by path: of the plans that come with Carnival, and of an example for their tests. */

import emergency from '../../../scenarios/campaigns/emergency.ts';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { mockShop } from '../../../scenarios/targets/mock-shop/mock-shop.ts';
import { rulesOf } from '../../rules/rules.ts';
import { rulesYaml } from '../../rules/rules-yaml.ts';
import { example } from './example.ts';

export const RULES_FOLDER = 'dashboards/prometheus/rules';
const { orderStep } = mockShop(1);

const textOf = (plan: Plan): string =>
  rulesYaml(
    rulesOf({ plan, shop: { orderStep, isEmbedded: true } }),
    `Written by \`npm run generate\` for the plan "${plan.name}". Do not edit.`,
  );

export default {
  [`${RULES_FOLDER}/summer-carnival.yml`]: textOf(summerCarnival),
  [`${RULES_FOLDER}/smoke.yml`]: textOf(smoke),
  [`${RULES_FOLDER}/emergency.yml`]: textOf(emergency),
  [`${RULES_FOLDER}/tests/example.yml`]: textOf(example),
};
