/** docs/prometheus.md says what the rules are. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { SHOP, SHOP_BREAKER } from '../../../scenarios/metrics.ts';
import { ALERTS } from '../../rules/alerts.ts';
import { burnsOf } from '../../rules/burn.ts';
import { FIGURE } from '../../rules/shares.ts';

const page = readFileSync('docs/prometheus.md', 'utf8');

it('the page lists every alert, in the order of the code, and no other', () => {
  const rows = ALERTS.map(
    ({ name, severity, when, look }) => `| \`${name}\` | ${severity} | ${when} | ${look} |`,
  );
  const written = page
    .split('\n')
    .filter((line) => /^\| `[A-Z][a-z]\w+` \| (page|ticket|info) \|/.test(line));
  expect(written).toEqual(rows);
});

it('those that need the embedded shop are the first six, and one about a drill’s dependency', () => {
  const needing = ALERTS.flatMap(({ name, needsShop }, i) => (needsShop ? [[i, name]] : []));
  expect(needing.map(([i]) => i)).toEqual([0, 1, 2, 3, 4, 5, ALERTS.length - 1]);
});

it('the page names the figures, the metrics of the shop that alerts read, and the windows of the default plan', () => {
  for (const name of [...Object.values(FIGURE), SHOP_BREAKER.state, SHOP_BREAKER.events])
    expect(page).toContain(name);
  const { stockoutMinutes: _, ...read } = SHOP;
  for (const name of Object.values(read)) expect(page).toContain(`\`${name}\``);
  const { fast, slow } = burnsOf(summerCarnival);
  const words = `${fast.longSeconds} s and ${fast.shortSeconds} s, and ${slow.longSeconds} s and ${slow.shortSeconds} s`;
  expect(page.replaceAll('\n', ' ')).toContain(`windows are ${words}`);
  expect(burnsOf(smoke).slow.longSeconds).toBe(20);
});
