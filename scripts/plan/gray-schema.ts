/** The shape of what a plan says about a gray release. `scenarios/drills/gray.ts` explains the fields and has the types. */
import { z } from 'zod';
import { name, strict, targetShare, text } from '../mistakes/fields.ts';
import { header } from './agreed-header.ts';

export const gray = strict({
  service: name,
  version: header.value,
  regions: z.array(text).min(1),
  // A share of 1 would leave nothing to compare with.
  share: targetShare,
  steps: z.array(text).min(1),
  header: header.name.exactOptional(),
});
