/** In which state breakers were, as strips of SVG: they need no script. A drill is a band above them. */
import { inShort } from '../text/numbers.ts';
import { type Html, html } from './html.ts';
import type { Section } from './source.ts';
import { table } from './table.ts';

export type BreakerState = 'closed' | 'half-open' | 'open' | 'unknown';

export interface Strip {
  readonly name: string;
  readonly changes: readonly { readonly atSeconds: number; readonly state: BreakerState }[];
}
export interface Stretch {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}
/** A drill that may be seen above the strips. */
export interface Band extends Stretch {
  readonly kind: 'fault' | 'recovery';
}

const WIDTH = 1000;
const HEIGHT = 20;
/** How high a state's bar is: a state is not told by its colour alone. */
const HEIGHTS: Readonly<Record<BreakerState, number>> = { closed: 3, 'half-open': 10, open: 20, unknown: 0 };
const CHANGES_MAX = 200;
const DIGITS = 1;

export function breakerStrips(
  { say, words }: Pick<Section, 'say' | 'words'>,
  strips: readonly Strip[],
  within: Stretch,
  bands: readonly Band[],
): Html {
  const its = say.drills;
  const changes = strips.flatMap(({ name, changes: all }) =>
    all.map(({ atSeconds, state }) => [name, inShort(atSeconds), words.breakerState[state]]),
  );
  return html`<div class="strips">
<div class="strip"><span class="name quiet">${inShort(within.fromSeconds)}–${inShort(within.untilSeconds)} s</span>${svg(
    within,
    bands.map(({ kind, ...stretch }) => rect(kind, stretch, within, HEIGHT)),
  )}</div>
${strips.map(
  ({ name, changes: all }) =>
    html`<div class="strip"><span class="name">${name}</span>${svg(
      within,
      all.map(({ atSeconds, state }, i) => {
        const untilSeconds = all[i + 1]?.atSeconds ?? within.untilSeconds;
        return rect(state, { fromSeconds: atSeconds, untilSeconds }, within, HEIGHTS[state]);
      }),
    )}</div>`,
)}</div>
<details><summary>${its.changes}</summary>${table({
    name: its.changes,
    columns: its.changeColumns,
    numbers: [1],
    rows: changes.slice(0, CHANGES_MAX),
  })}${changes.length > CHANGES_MAX ? html`<p>${say.more(inShort(changes.length - CHANGES_MAX))}</p>` : null}</details>`;
}

const svg = (_within: Stretch, rects: readonly (Html | null)[]): Html =>
  html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;

function rect(kind: string, stretch: Stretch, within: Stretch, height: number): Html | null {
  const length = within.untilSeconds - within.fromSeconds;
  const at = (seconds: number): number =>
    (Math.min(Math.max(seconds - within.fromSeconds, 0), length) / length) * WIDTH;
  const [from, until] = [at(stretch.fromSeconds), at(stretch.untilSeconds)];
  if (until <= from || height === 0) return null;
  return html`<rect class="${kind}" x="${from.toFixed(DIGITS)}" y="${HEIGHT - height}" width="${(until - from).toFixed(DIGITS)}" height="${height}"/>`;
}
