/** Objectives about the shop's ledger. Facts and not samples: one that is broken fails the run, whatever the load was worth. */
import type { LedgerObjective } from '../../scenarios/campaigns/plan.ts';
import type { Evidence } from './evidence.ts';
import { inFull, plural } from './format.ts';
import type { Cell } from './verdict.ts';

export function ledgerCells(objective: LedgerObjective, { observations }: Evidence): readonly Cell[] {
  const { audit } = observations;
  const isLost = objective.kind === 'lost-orders';
  const figure = isLost ? audit.lost : audit.oversoldPieces + audit.overissuedCoupons;
  const says = isLost
    ? `${plural(audit.lost, 'acknowledged order')} of ${inFull(audit.acknowledged)} lost${examples(audit.lostIds)}`
    : `${plural(audit.oversoldPieces, 'piece')} oversold, ${plural(audit.overissuedCoupons, 'coupon')} issued beyond the quota`;
  const cell = {
    phase: null,
    step: null,
    required: objective.requires.length > 0,
    figure: audit.done || figure > 0 ? figure : null,
    lower: null,
    upper: null,
    n: audit.acknowledged,
  };
  // What was found stays found, even if the audit could not be finished.
  if (figure > objective.max) return [{ ...cell, state: 'fail', reason: says }];
  if (!audit.done)
    return [
      {
        ...cell,
        state: 'not-proven',
        reason: `the ledger was not audited: ${audit.reason ?? 'no reason given'}`,
      },
    ];
  if (isLost && audit.acknowledged === 0)
    return [{ ...cell, state: 'not-proven', reason: 'no order was acknowledged that could be lost' }];
  return [{ ...cell, state: 'pass', reason: says }];
}

const EXAMPLES_MAX = 3;

const examples = (ids: readonly string[]): string =>
  ids.length === 0 ? '' : `, such as ${ids.slice(0, EXAMPLES_MAX).join(', ')}`;
