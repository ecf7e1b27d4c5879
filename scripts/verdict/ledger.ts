/** Objectives about the shop's ledger. Facts and not samples: one that is broken fails the run, whatever the load was worth. */

import type { LedgerObjective } from '../../scenarios/campaigns/plan.ts';
import { mockShop } from '../../scenarios/storefront/mock-shop.ts';
import type { Cell } from '../evidence/cell.ts';
import { countsAt, type Evidence } from '../evidence/evidence.ts';
import { inFull, plural } from '../text/numbers.ts';
import { checkValidity } from './validity.ts';

export function ledgerCells(objective: LedgerObjective, evidence: Evidence): readonly Cell[] {
  const { audit } = evidence.observations;
  const isLost = objective.kind === 'lost-orders';
  const { figure, says } = finding(objective.kind, evidence);
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
  const gap = isLost ? gapInAnswers(evidence) : null;
  if (gap !== null)
    return [{ ...cell, state: 'not-proven', reason: `not all orders were looked up: ${gap}` }];
  if (isLost && audit.acknowledged === 0)
    return [{ ...cell, state: 'not-proven', reason: 'no order was acknowledged that could be lost' }];
  return [{ ...cell, state: 'pass', reason: says }];
}

const ORDER_STEPS = mockShop(1).steps.flatMap(({ name, acknowledgesOrder }) =>
  acknowledgesOrder ? [name] : [],
);

/**
 * Why k6's console did not name every order that the counters count, or null. The crowd writes an id for each ok and each
 * failed answer to an order in the moment in which it counts it, so ids may never be fewer than answers. (They may be more:
 * a console outlives a Prometheus.)
 */
function gapInAnswers({ observations }: Evidence): string | null {
  const { tornLines, answersRead } = observations.audit;
  if (tornLines > 0) return `${plural(tornLines, 'line')} of k6's console cannot be read`;
  const counted = ORDER_STEPS.map((step) => countsAt(observations, { phase: null, step }));
  const answers = counted.reduce((sum, { ok, failed }) => sum + ok + failed, 0);
  if (answersRead >= answers) return null;
  return `k6's console names ${inFull(answersRead)} of the ${plural(answers, 'answer')} to orders that were counted`;
}

/**
 * Stored ⊆ acknowledged ∪ indeterminate. Holds of every run whose answers are known to the last: what a shop stored before it
 * was killed, or answered too late, is indeterminate, for its request failed. It does not hold while an answer is unknown:
 * after Ctrl-C, the death of k6 or of one of its VUs, or with a gap in the console. Then such orders are a note.
 */
function brokenPromises(evidence: Evidence): readonly string[] {
  const { unexplained, brokenPromises: told } = evidence.observations.audit;
  const isWhole =
    gapInAnswers(evidence) === null &&
    checkValidity(evidence).every(({ id, state }) => id !== 'vus-finished' || state === 'ok');
  if (unexplained === 0 || !isWhole) return told;
  return [
    `every stored order was acknowledged or got no answer: broken by ${plural(unexplained, 'order')}`,
    ...told,
  ];
}

function finding(kind: LedgerObjective['kind'], evidence: Evidence): { figure: number; says: string } {
  const { audit } = evidence.observations;
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
      const broken = brokenPromises(evidence);
      return { figure: broken.length, says: `${plural(broken.length, 'broken promise')}${examples(broken)}` };
    }
  }
}

const EXAMPLES_MAX = 3;

const examples = (ids: readonly string[]): string =>
  ids.length === 0 ? '' : `, such as ${ids.slice(0, EXAMPLES_MAX).join(', ')}`;
