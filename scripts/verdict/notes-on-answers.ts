/** What the reader should know of how answers were read: by status alone, which looked wrong, and over which protocol they came. */
import type { Evidence } from '../evidence/evidence.ts';
import { inWords, looksOf } from '../objectives/answers-look-right.ts';

export function notesOnAnswers({
  observations,
  forecast,
}: Pick<Evidence, 'observations' | 'forecast'>): readonly string[] {
  const byStatus = forecast.shop.isOwn
    ? forecast.shop.steps.filter(({ readsAnswer }) => !readsAnswer).map(({ name }) => name)
    : [];
  const protocols = [...new Set(observations.remarks.protocols.map(({ words }) => words))];
  return [
    ...(byStatus.length === 0
      ? []
      : [`success means the status alone at ${byStatus.join(', ')}: shop.ts has no outcome for them`]),
    ...looksOf({ observations })
      .filter(({ wrong }) => wrong > 0)
      .map((look) => `${look.step}: ${inWords(look)}`),
    ...(protocols.length === 0 || !forecast.shop.isOwn
      ? []
      : [`the target spoke ${protocols.join(' and ')}`]),
  ];
}
