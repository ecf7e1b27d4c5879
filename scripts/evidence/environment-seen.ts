/** The machine that ran everything, and the versions of what it ran. A part of the observations. */
import { z } from 'zod';
import { amount, type Read, text } from './counted.ts';

export const environmentSeen = z.object({
  processor: text,
  cores: amount,
  memoryBytes: amount,
  /** `linux x64` */
  system: text,
  /** Versions. */
  carnival: text,
  node: text,
  k6: text,
  prometheus: text,
});
export type EnvironmentSeen = Read<typeof environmentSeen>;
