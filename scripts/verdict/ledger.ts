/** Objectives about the shop's ledger. Facts and not samples: one that is broken fails the run, whatever the load was worth. */
import type { LedgerObjective } from '../../scenarios/campaigns/plan.ts';
import type { LedgerAudit } from '../observe/observations.ts';
import type { Evidence } from './evidence.ts';
import { inFull, plural } from './format.ts';
import type { Cell } from './verdict.ts';

export function ledgerCells(objective: LedgerObjective, { observations }: Evidence): readonly Cell[] {
  const { audit } = observations;
  const isLost = objective.kind === 'lost-orders';
  const { figure, says } = finding(objective.kind, audit);
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

function finding(kind: LedgerObjective['kind'], audit: LedgerAudit): { figure: number; says: string } {
  switch (kind) {
    case 'lost-orders': {
      const of = `${plural(audit.lost, 'acknowledged order')} of ${inFull(audit.acknowledged)}`;
      return { figure: audit.lost, says: `${of} lost${examples(audit.lostIds)}` };
    }
    case 'oversold': {
      const { oversoldPieces, overissuedCoupons } = audit;
      const says = `${plural(oversoldPieces, 'piece')} oversold, ${plural(overissuedCoupons, 'coupon')} issued beyond the quota`;
      return { figure: oversoldPieces + overissuedCoupons, says };
    }
    case 'broken-promises': {
      const { brokenPromises: broken } = audit;
      return { figure: broken.length, says: `${plural(broken.length, 'broken promise')}${examples(broken)}` };
    }
  }
}

const EXAMPLES_MAX = 3;

const examples = (ids: readonly string[]): string =>
  ids.length === 0 ? '' : `, such as ${ids.slice(0, EXAMPLES_MAX).join(', ')}`;
