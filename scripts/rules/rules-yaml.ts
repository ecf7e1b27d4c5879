/** Rules as a file of Prometheus. */
import { stringify } from 'yaml';
import type { RuleGroup } from './rule.ts';

/** @param from a line that says where they come from */
export const rulesYaml = (groups: readonly RuleGroup[], from: string): string =>
  `# ${from}\n${stringify({ groups }, { lineWidth: 0 })}`;
