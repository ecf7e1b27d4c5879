import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { breakerStrips } from './breaker-strip.ts';

const SECTION = { words: en, say: en.report };
const rects = (markup: string): string[] =>
  [...markup.matchAll(/<rect class="([^"]+)" x="([^"]+)" y="[^"]+" width="([^"]+)" height="([^"]+)"/g)].map(
    (found) => found.slice(1).join(' '),
  );

it('each state lasts until the next, is as high as it is open, and ends with the strip', () => {
  const changes = [
    { atSeconds: 0, state: 'closed' },
    { atSeconds: 25, state: 'open' },
    { atSeconds: 50, state: 'half-open' },
    { atSeconds: 60, state: 'unknown' },
    { atSeconds: 90, state: 'closed' },
  ] as const;
  const bands = [{ kind: 'fault', fromSeconds: 20, untilSeconds: 400 }] as const;
  const strips = breakerStrips(
    SECTION,
    [{ name: 'bank', changes }],
    { fromSeconds: 0, untilSeconds: 100 },
    bands,
  );
  expect(rects(strips.toString())).toEqual([
    'fault 200.0 800.0 20',
    'closed 0.0 250.0 3',
    'open 250.0 250.0 20',
    'half-open 500.0 100.0 10',
    // Nobody knows what it was: nothing is drawn.
    'closed 900.0 100.0 3',
  ]);
});

it('says every change in a table, and that there are more', () => {
  const changes = Array.from({ length: 300 }, (_, i) => ({
    atSeconds: i,
    state: i % 2 === 0 ? ('open' as const) : ('closed' as const),
  }));
  const text = breakerStrips(
    SECTION,
    [{ name: '<b>', changes }],
    { fromSeconds: 0, untilSeconds: 300 },
    [],
  ).toString();
  expect(text.match(/<tr>/g)).toHaveLength(201);
  expect(text).toContain('100 more');
  expect(text).toContain('&lt;b&gt;');
});
