/** What a run's own Prometheus records and warns of: the rules of its plan, as a file. */
import type { RulesAbout } from '../../rules/rule.ts';
import { rulesOf } from '../../rules/rules.ts';
import { rulesYaml } from '../../rules/rules-yaml.ts';

export const runRules = (about: RulesAbout): string =>
  rulesYaml(rulesOf(about), 'Written by carnival for this run alone.');
