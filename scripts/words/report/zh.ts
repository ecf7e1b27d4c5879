import type { ReportWords } from './words.ts';

export const report = {
  title: (plan) => `演练报告：${plan}`,
} as const satisfies ReportWords;
