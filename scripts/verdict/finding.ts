import type { Evidence } from '../evidence/evidence.ts';
import type { ValidityCheck } from './verdict.ts';

/** One result of a validity check. Fields that it leaves out become `null` in the verdict. */
export interface Finding {
  readonly phase?: string;
  readonly population?: string;
  readonly state: ValidityCheck['state'];
  readonly figure?: number;
  readonly limit?: number;
  readonly reason: string;
}

export type Check = (evidence: Evidence) => readonly Finding[];
