/** The drills: what went wrong on purpose, what had to be seen, and what the breakers did. */

import { cellName } from '../../evidence/cell.ts';
import type { BreakerReadings } from '../../evidence/drills-seen.ts';
import { targetInWords } from '../../outputs/objective-figures.ts';
import { inFull, inPercent, inShort } from '../../text/numbers.ts';
import type { DrillResult } from '../../verdict/drill-result.ts';
import { type Band, type BreakerState, breakerStrips, type Strip } from '../breaker-strip.ts';
import type { Chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';
import { stateMark } from '../state.ts';
import { asWritten, inWords, table } from '../table.ts';
import { recoveryCharts, recoveryOf, windowOf } from './recovery.ts';

const MS_PER_SECOND = 1000;

type Draw = (charts: readonly Chart[]) => readonly Html[];

/** Nothing for a plan without drills, of which no breaker was seen. */
export function drills(section: Section, draw: Draw): Html | null {
  const { verdict, say } = section;
  const overall = wholeRun(section);
  if (verdict.drills.length === 0 && overall === null) return null;
  const share = verdict.drills.reduce((sum, each) => sum + each.share, 0);
  return html`<section id="drills" aria-labelledby="drills-title"><h2 id="drills-title">${say.drills.title}</h2>
${verdict.drills.length === 0 ? null : html`<p>${say.drills.intro(inPercent(share))}</p>`}
${verdict.drills.map((drill, i) => drillArticle(section, drill, draw(recoveryCharts(section, drill, i))))}${overall}</section>`;
}

function drillArticle(section: Section, drill: DrillResult, pictures: readonly Html[]): Html {
  const { verdict, say, words, observations } = section;
  const its = say.drills;
  const { beginSeconds, endSeconds, recoveredSeconds, phase, missing } = drill;
  const times = [beginSeconds, endSeconds, recoveredSeconds].map(inShort) as [string, string, string];
  const expected = verdict.objectives.filter((each) => each.drill === drill.drill);
  const cutOff = observations.drills?.find((each) => each.drill === drill.drill)?.cutOff ?? 0;
  return html`<article class="drill"><h3>${stateMark(drill.state, words)} ${drill.drill}</h3>
<p>${its.what(drill.where, drill.fault)} ${its.when(...times, phase)} ${its.requests(inFull(drill.requests))}</p>
${missing === null ? null : html`<p class="warning">${its.didNotHappen}: ${inWords(missing, words)}</p>`}
${cutOff > 0 ? html`<p>${its.cutOff(inFull(cutOff))}</p>` : null}
${
  expected.length === 0
    ? null
    : table({
        name: `${drill.drill}: ${its.columns[1]}`,
        stacks: true,
        columns: its.columns,
        headAt: 1,
        numbers: [2],
        rows: expected.flatMap((objective) =>
          objective.cells.map((cell, i) => [
            stateMark(cell.state, words),
            html`${objective.id.slice(drill.drill.length + 1)}${objective.cells.length > 1 ? ` · ${cellName(cell)}` : ''}${
              i === 0 ? html`<small>${asWritten(objective.source)}</small>` : null
            }`,
            targetInWords(objective, words.table.counted),
            inWords(cell.reason, words),
          ]),
        ),
      })
}${pictures.length === 0 ? null : recovery(section, drill)}${pictures}${around(section, drill)}</article>`;
}

/** What the pictures below show. */
function recovery(section: Section, drill: DrillResult): Html {
  const { say, words } = section;
  const found = recoveryOf(section, drill);
  const { setSeconds, liftedSeconds } = drill;
  const faulty =
    setSeconds === null
      ? null
      : liftedSeconds === null
        ? say.recovery.neverLifted(inShort(setSeconds))
        : say.recovery.faulty(inShort(setSeconds), inShort(liftedSeconds));
  return html`<h4>${say.recovery.title}</h4><p>${faulty} ${
    found === null ? null : html`${stateMark(found.state, words)} ${inWords(found.reason, words)}`
  }</p>`;
}

/** The breakers that the drill is about, closely. */
function around(section: Section, drill: DrillResult): Html | null {
  const { plan, observations, say } = section;
  const where = plan.drills?.find(({ name }) => name === drill.drill)?.where;
  const seen = observations.drills?.find((each) => each.drill === drill.drill);
  if (where === undefined || !('dependency' in where) || seen === undefined) return null;
  const readings = seen.breakers.filter(
    ({ dependency, state }) => dependency === where.dependency && state.some((each) => each !== null),
  );
  const [first] = readings;
  if (first === undefined) return null;
  const [from, until] = windowOf(drill);
  const within = {
    fromSeconds: Math.max(from, first.atMs[0]! / MS_PER_SECOND),
    untilSeconds: Math.min(until, first.atMs.at(-1)! / MS_PER_SECOND),
  };
  return html`<h4>${say.drills.around}</h4><p>${say.drills.breakersSay}</p>${breakerStrips(
    section,
    readings.map((each) => ({
      name: say.drills.breakerOf(each.dependency, each.region),
      changes: changesIn(each),
    })),
    within,
    bandsOf([drill]),
  )}`;
}

function changesIn({ atMs, state }: BreakerReadings): Strip['changes'] {
  const changes: { atSeconds: number; state: BreakerState }[] = [];
  for (const [i, read] of state.entries()) {
    const now = read ?? 'unknown';
    if (changes.at(-1)?.state !== now) changes.push({ atSeconds: atMs[i]! / MS_PER_SECOND, state: now });
  }
  return changes;
}

/** Only those that did something: a strip for each that stayed closed would hide them. */
function wholeRun(section: Section): Html | null {
  const { timeline, say, verdict } = section;
  if (timeline === null || timeline.breakers.length === 0) return null;
  const moved = timeline.breakers.filter(({ changes }) =>
    changes.some(({ state }) => state === 'open' || state === 'half-open'),
  );
  const others = timeline.breakers.length - moved.length;
  const within = { fromSeconds: 0, untilSeconds: timeline.slices * timeline.sliceSeconds };
  return html`<h3>${say.drills.breakers}</h3>${
    moved.length === 0
      ? null
      : html`<p>${say.drills.breakersSay}</p>${breakerStrips(
          section,
          moved.map(({ dependency, region, changes }) => ({
            name: say.drills.breakerOf(dependency, region),
            changes,
          })),
          within,
          bandsOf(verdict.drills),
        )}`
  }${others > 0 ? html`<p>${say.drills.allClosed(inFull(others))}</p>` : null}`;
}

const bandsOf = (all: readonly DrillResult[]): readonly Band[] =>
  all
    .filter(({ missing }) => missing === null)
    .flatMap(({ beginSeconds, endSeconds, recoveredSeconds }): readonly Band[] => [
      { kind: 'fault', fromSeconds: beginSeconds, untilSeconds: endSeconds },
      { kind: 'recovery', fromSeconds: endSeconds, untilSeconds: recoveredSeconds },
    ]);
