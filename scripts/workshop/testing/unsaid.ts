/** What of mistakes is still English where people read Chinese. */
import type { Mistake } from '../../mistakes/plan-error.ts';
import { message } from '../../words/messages/zh.ts';

export const unsaid = (mistakes: readonly Mistake[]): readonly string[] =>
  mistakes.flatMap(({ problem, hint }) => [problem, hint]).filter((text) => !message(text).isWhole);
