/** Every objective of the plan, judged cell by cell; and the one that the plan need not write down. */

import type { Objective } from '../../scenarios/campaigns/plan.ts';
import type { Cell, CellState } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ledgerCells } from './ledger.ts';
import { recoveryCells } from './recovery.ts';
import { botsStoppedCells, honestRefusedCells } from './risk-control.ts';
import { otherRefusalCells, refusedCells, responseTimeCells, successCells } from './shares.ts';
import type { ObjectiveResult } from './verdict.ts';

/** What the ledger says holds whatever the load was. */
const FACTS: readonly ObjectiveResult['kind'][] = ['lost-orders', 'oversold', 'broken-promises'];

/** @param loadIsValid a share is judged only when it is; what the ledger says holds anyway */
export function judgeObjectives(evidence: Evidence, loadIsValid: boolean): readonly ObjectiveResult[] {
  const { objectives } = evidence.plan;
  const declared = objectives.flatMap((objective) => (objective.kind === 'refused' ? [objective.step] : []));
  const others = otherRefusalCells(declared, evidence);
  const noOtherRefusals: Omit<ObjectiveResult, 'state'> = {
    id: 'no-other-refusals',
    kind: 'no-other-refusals',
    source: 'a step that the plan lets refuse nothing',
    unit: 'share',
    targetMin: null,
    targetMax: 0,
    cells: others,
  };
  const results = [
    ...objectives.map((each) => resultOf(each, evidence)),
    ...(others.length > 0 ? [noOtherRefusals] : []),
  ];
  return results.map((result) => {
    const isFact = FACTS.includes(result.kind);
    const cells = loadIsValid || isFact ? result.cells : result.cells.map(notJudged);
    return { ...result, cells, state: stateOf(cells) };
  });
}

function resultOf(objective: Objective, evidence: Evidence): Omit<ObjectiveResult, 'state'> {
  const { id, kind, source } = objective;
  switch (objective.kind) {
    case 'response-time':
      return {
        id,
        kind,
        source,
        ...atLeast(objective.targetShare),
        cells: responseTimeCells(objective, evidence),
      };
    case 'success':
      return {
        id,
        kind,
        source,
        ...atLeast(objective.targetShare),
        cells: successCells(objective, evidence),
      };
    case 'refused': {
      const range = { unit: 'share', targetMin: objective.minShare, targetMax: objective.maxShare } as const;
      return { id, kind, source, ...range, cells: refusedCells(objective, evidence) };
    }
    case 'lost-orders':
    case 'oversold':
    case 'broken-promises': {
      const limit = { unit: 'count', targetMin: null, targetMax: objective.max } as const;
      return { id, kind, source, ...limit, cells: ledgerCells(objective, evidence) };
    }
    case 'bots-stopped':
      return {
        id,
        kind,
        source,
        ...atLeast(objective.targetShare),
        cells: botsStoppedCells(objective, evidence),
      };
    case 'honest-refused': {
      const limit = { unit: 'share', targetMin: null, targetMax: objective.maxShare } as const;
      return { id, kind, source, ...limit, cells: honestRefusedCells(objective, evidence) };
    }
    case 'recovery': {
      const limit = { unit: 'seconds', targetMin: null, targetMax: objective.maxSeconds } as const;
      return { id, kind, source, ...limit, cells: recoveryCells(objective, evidence) };
    }
  }
}

const atLeast = (share: number) => ({ unit: 'share', targetMin: share, targetMax: null }) as const;

const notJudged = (cell: Cell): Cell => ({
  ...cell,
  state: 'not-judged',
  reason: `not judged, the load was not valid: ${cell.reason}`,
});

function stateOf(cells: readonly Cell[]): CellState {
  const decisive = cells.find(({ state }) => state === 'fail') ?? cells.find(isMissing) ?? cells[0];
  return decisive?.state ?? 'not-proven';
}

export const isMissing = ({ required, state }: Cell): boolean => required && state === 'not-proven';
