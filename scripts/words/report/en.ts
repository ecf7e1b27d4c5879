import type { ReportWords } from './words.ts';

export const report = {
  title: (plan) => `Rehearsal report: ${plan}`,
} as const satisfies ReportWords;
