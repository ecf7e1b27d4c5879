/** The regions side by side. */
import { countsAt, regionsWith } from '../../evidence/evidence.ts';
import { INDICATORS, isCounted } from '../../evidence/indicators.ts';
import { WHOLE_RUN } from '../../evidence/place.ts';
import { inFull, inPercent } from '../../text/numbers.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { table } from '../table.ts';

/** Nothing for a shop that has one. */
export function regions({ plan, observations, say }: Section): Html | null {
  const names = regionsWith(plan, observations.intended);
  if (names.length < 2) return null;
  const all = Math.max(1, countsAt(observations, WHOLE_RUN).intended);
  const share = (part: number, whole: number): string => (whole > 0 ? inPercent(part / whole) : '–');
  return html`<section id="regions" aria-labelledby="regions-title"><h2 id="regions-title">${say.regions.title}</h2>${table(
    {
      name: say.regions.title,
      columns: say.regions.columns,
      numbers: [1, 2, 3, 4, 5, 6],
      rows: names.map((region) => {
        const { intended, refused, failed, ended } = countsAt(observations, { ...WHOLE_RUN, region });
        let [answers, late] = [0, 0];
        for (const each of observations.responses) {
          if (each.region !== region || !isCounted('late', each)) continue;
          answers += each.count;
          if (INDICATORS.late.isBad(each)) late += each.count;
        }
        const planned = plan.regions.find(({ name }) => name === region)?.share;
        return [
          region,
          planned === undefined ? '–' : inPercent(planned),
          share(intended, all),
          inFull(intended),
          share(answers - late, answers),
          share(refused, ended),
          share(failed, ended),
        ];
      }),
    },
  )}</section>`;
}
