/** The funnel, step by step, and where sessions began: against what the forecast expected of the plan. */
import { countsAt } from '../../evidence/evidence.ts';
import { WHOLE_RUN } from '../../evidence/place.ts';
import { inFull } from '../../text/numbers.ts';
import { bar } from '../bar.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { table } from '../table.ts';
import { channels, shareText, who } from './who-came.ts';

const STEPS_MAX = 60;

export function funnel(section: Section): Html | null {
  const { say, observations, forecast } = section;
  const words = say.funnel;
  const steps = forecast.shop.steps
    .map(({ name }) => ({
      name,
      planned: forecast.phases.reduce((total, { intendedByStep }) => total + (intendedByStep[name] ?? 0), 0),
      ...countsAt(observations, { ...WHOLE_RUN, step: name }),
    }))
    .filter(({ planned, intended }) => planned > 0 || intended > 0);
  if (steps.length === 0) return null;
  const longest = Math.max(1, ...steps.flatMap(({ planned, intended }) => [planned, intended]));
  return html`<section id="funnel" aria-labelledby="funnel-title"><h2 id="funnel-title">${words.title}</h2>
<p>${words.intro}</p>${table({
    name: words.title,
    columns: [...words.columns.slice(0, 3), '', ...words.columns.slice(3)],
    numbers: [1, 2, 4, 5, 6, 7, 8],
    rows: steps
      .slice(0, STEPS_MAX)
      .map(({ name, planned, intended, ok, refused, degraded, stopped, failed }) => [
        name,
        inFull(planned),
        inFull(intended),
        bar(intended / longest, planned / longest),
        ...[ok, refused, degraded, stopped, failed].map(inFull),
      ]),
  })}${steps.length > STEPS_MAX ? html`<p>${say.more(inFull(steps.length - STEPS_MAX))}</p>` : null}
${who(section)}${channels(section)}${entries(section)}</section>`;
}

function entries({ say, observations, forecast }: Section): Html | null {
  const words = say.funnel;
  const planned = sumByStep(forecast.phases.flatMap(({ firstSteps }) => firstSteps));
  const seen = sumByStep(observations.sessions.filter(({ cause }) => cause === 'plan'));
  const total = (counts: ReadonlyMap<string, number>): number =>
    Math.max(
      1,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    );
  const steps = [...new Set([...planned.keys(), ...seen.keys()])].sort(
    (one, other) => (planned.get(other) ?? 0) - (planned.get(one) ?? 0),
  );
  if (steps.length === 0) return null;
  const share = (counts: ReadonlyMap<string, number>, step: string): number =>
    (counts.get(step) ?? 0) / total(counts);
  return html`<h3>${words.entryTitle}</h3><p>${words.entryIntro}</p>${table({
    name: words.entryTitle,
    columns: [...words.entryColumns, ''],
    numbers: [1, 2],
    rows: steps
      .slice(0, STEPS_MAX)
      .map((step) => [
        step,
        shareText(share(planned, step)),
        shareText(share(seen, step)),
        bar(share(seen, step), share(planned, step)),
      ]),
  })}`;
}

function sumByStep(
  counts: readonly { readonly step: string; readonly count: number }[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { step, count } of counts) if (count > 0) sums.set(step, (sums.get(step) ?? 0) + count);
  return sums;
}
