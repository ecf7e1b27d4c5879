/** What ends a load early when the plan does not say: somebody else's staging is not to be loaded on when it is down. */
import type { AbortClause, Plan, RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { canonicalAddress, isLoopback } from '../../admission/addresses.ts';
import { checkedAddress } from '../../admission/pinned-request.ts';

export const DEFAULT_ABORT: readonly AbortClause[] = [{ failedShare: 0.5, overSeconds: 10 }];

type Targets = Pick<RunSettings, 'targets' | 'namedHosts' | 'hosts'>;

/** @param targets null: the embedded shop. On loopback nothing ends a load: what a shop does when it is down is worth seeing. */
export function withAbort(plan: Plan, targets: Targets | null): Plan {
  if (plan.abort !== undefined || targets === null || isOnLoopback(targets)) return plan;
  return { ...plan, abort: DEFAULT_ABORT };
}

const isOnLoopback = ({ targets, namedHosts = {}, hosts }: Targets): boolean =>
  [...Object.values(targets), ...Object.values(namedHosts)].every((url) => {
    const address = canonicalAddress(checkedAddress(new URL(url), hosts) ?? '');
    return address !== null && isLoopback(address);
  });
