/** The plan, its seed, and where it ran. */
import type { Population } from '../../../scenarios/campaigns/plan.ts';
import { inFull, inPercent, inShort } from '../../text/numbers.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { asWritten, table } from '../table.ts';
import { fact, ranOn } from './ran-on.ts';

const SOURCES_MAX = 60;

export function planned(section: Section): Html {
  const { plan, say } = section;
  const words = say.plan;
  const regions = plan.regions.map(({ name, share }) => `${name} ${inPercent(share)}`).join(', ');
  const sources = Object.entries(plan.sources);
  return html`<section id="plan" aria-labelledby="plan-title"><h2 id="plan-title">${words.title}</h2>
<p><b>${plan.name}</b>: ${asWritten(plan.description)}</p><dl class="facts">
${fact(words.seed, String(plan.seed))}
${fact(words.settings, words.settingsOf(inShort(plan.scale), inShort(plan.pace), inShort(plan.speed)))}
${fact(words.begins, plan.startsAt)}
${fact(words.limit, `${inFull(plan.withinMs)} ms`)}
${fact(words.regions, regions)}
${fact(words.slots, inFull(plan.generator.inFlightMax))}
</dl>${ranOn(section)}<h3>${words.phases}</h3>${table({
    name: words.phases,
    columns: words.columns,
    rows: plan.phases.flatMap(({ name, populations }) =>
      populations.map((population) => [
        name,
        population.name,
        population.behaviour,
        `${words.kinds[population.kind]}: ${sizeOf(population, plan.scale)}`,
      ]),
    ),
  })}
${
  sources.length === 0
    ? null
    : html`<details><summary>${words.sources}</summary>${table({
        name: words.sources,
        columns: words.sourceColumns,
        rows: sources.slice(0, SOURCES_MAX).map(([number, source]) => [number, asWritten(source)]),
      })}</details>`
}</section>`;
}

function sizeOf(population: Population, scale: number): string {
  if (population.kind === 'herd') return inFull(population.shoppers * scale);
  const curve = population.kind === 'held' ? population.shoppers : population.perHour;
  const values = curve.map(({ value }) => value * scale);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? inFull(most) : `${inFull(least)}–${inFull(most)}`;
  return population.kind === 'arriving' ? `${range}/h` : range;
}
