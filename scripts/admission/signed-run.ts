/** Marks a run as admitted, so that k6 takes its targets: see scenarios/campaigns/admission.ts. */
import { createHash } from 'node:crypto';
import { admissionDigest, type Sha256, type UnsignedRun } from '../../scenarios/campaigns/admission.ts';

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Only for targets that admission has checked, or that this command has started itself on loopback. */
export const signedRun = <Run extends UnsignedRun>(run: Run): Run & { readonly admission: string } => ({
  ...run,
  admission: admissionDigest(run, sha256),
});
