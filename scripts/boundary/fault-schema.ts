/** The shape of a boundary's faults, as a plan and the control port take them. `scenarios/drills/boundary-fault.ts` has the types. */
import { z } from 'zod';
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';
import { above0, LIMIT, message, share, strict, waitMs, wholeTo } from '../mistakes/fields.ts';

/** So that a body stays small: there are six kinds, and each may come with a few shares. */
const FAULTS_MAX = 20;
const MS_PER_SECOND = 1000;

const ofCalls = { share: share.exactOptional() };
const boundaryFault = z.discriminatedUnion('kind', [
  strict({ kind: z.literal('latency'), medianMs: waitMs, p99Ms: waitMs, ...ofCalls }),
  strict({ kind: z.literal('error'), status: wholeTo(599, 400), ...ofCalls }),
  strict({ kind: z.literal('hang'), ...ofCalls }),
  strict({ kind: z.literal('reset'), ...ofCalls }),
  strict({ kind: z.literal('slow-body'), bytesPerSecond: above0, ...ofCalls }),
  strict({ kind: z.literal('refuse') }),
]);

/** Of faults that cannot strike the same call, the shares are apart from each other. */
const APART: readonly (readonly BoundaryFault['kind'][])[] = [
  ['latency'],
  ['error', 'hang', 'reset'],
  ['slow-body'],
];
/** Shares are decimal numbers: 0.1 + 0.2 + 0.7 is a little more than 1. */
const SHARE_SLACK = 1e-9;

export const shareOf = (fault: BoundaryFault): number => ('share' in fault ? (fault.share ?? 1) : 1);

/** Faults as they may be set together. */
export const boundaryFaults = z
  .array(boundaryFault)
  .min(1)
  .max(FAULTS_MAX)
  .superRefine((faults, context) => {
    const tell = (path: (string | number)[], problem: string, hint: string): void =>
      context.addIssue({ code: 'custom', path, message: message(problem, hint) });
    for (const [i, fault] of faults.entries()) {
      if (fault.kind === 'latency' && fault.p99Ms < fault.medianMs)
        tell([i, 'p99Ms'], 'is below the median', 'write a 99th percentile of at least medianMs');
      if (fault.kind === 'refuse' && faults.length > 1)
        tell([i, 'kind'], 'leaves no call to other faults', 'set it alone');
    }
    for (const kinds of APART) {
      const sum = faults
        .filter(({ kind }) => kinds.includes(kind))
        .reduce((all, one) => all + shareOf(one), 0);
      if (sum > 1 + SHARE_SLACK) {
        const which = faults.findLastIndex(({ kind }) => kinds.includes(kind));
        tell(
          [which, 'share'],
          `brings the calls with ${kinds.join(', ')} to ${Number(sum.toPrecision(3))} of all`,
          'a call has one of these at most: their shares add up to 1 or less; a share that is left out is 1',
        );
      }
    }
  });

/** Faults are lifted by themselves when this has passed: whoever set them may be dead. */
const forMs = z
  .int()
  .gte(1)
  .lte(LIMIT.drillSecondsMax * MS_PER_SECOND);

/** The body of `PUT /faults`. */
export const faultsBody = strict({ faults: boundaryFaults, forMs });
