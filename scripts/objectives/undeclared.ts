/** The lines of a verdict that no plan declares. One without cells is left out. */
import { answersLookRight } from './answers-look-right.ts';
import { noDroppedConnections } from './no-dropped-connections.ts';
import { noOtherDegraded } from './no-other-degraded.ts';
import { noOtherFindings } from './no-other-findings.ts';
import { noOtherRefusals } from './no-other-refusals.ts';
import { sentOnce } from './sent-once.ts';
import { stepsReached } from './steps-reached.ts';

export const UNDECLARED = [
  stepsReached,
  noOtherRefusals,
  noOtherDegraded,
  noDroppedConnections,
  noOtherFindings,
  sentOnce,
  answersLookRight,
] as const;
