/** What every page begins with: the outcome, why, and how the run was set. */
import { inFull } from '../text/numbers.ts';
import { type Lines, wrapped } from './page.ts';
import { deciders } from './selection.ts';
import type { Sheet } from './sheet.ts';

const HUES = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const;

export function headline({ verdict, words, paints }: Sheet): Lines {
  const { plan, runId, outcome } = verdict;
  const [seed, scale, pace, speed] = [verdict.seed, verdict.scale, verdict.pace, verdict.speed].map(String);
  const settings = words.table.settings({ seed: seed!, scale: scale!, pace: pace!, speed: speed! });
  return [
    `${paints[HUES[outcome]](paints.bold(words.outcome[outcome].toUpperCase()))}  ${plan} · ${runId}`,
    ...wrapped(verdict.headline, ''),
    ...wrapped(settings, '').map((line) => ({ ...line, painted: paints.dim })),
    ...verdict.onPurpose.flatMap((each) => wrapped(words.table.onPurpose(each), '')),
  ];
}

/** Which cells the outcome rests on. */
export function decidedBy({ verdict, words, paints }: Sheet): Lines {
  const { shown, more } = deciders(verdict);
  if (shown.length === 0) return [];
  const text = words.table.decidedBy(shown.map(words.reason).join(', '), more > 0 ? inFull(more) : null);
  return wrapped(text, '').map((line) => ({ ...line, painted: paints.dim }));
}
