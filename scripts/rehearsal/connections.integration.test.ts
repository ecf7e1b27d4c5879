/** Real connections: a shop whose shoppers watch a stream while they browse. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { type Judged, rehearsedOnTime } from '../workshop/testing/trial.ts';
import {
  type Manners,
  startWebSocketTarget,
  type WebSocketTarget,
} from '../workshop/testing/websocket-target.ts';

const SECONDS = 12;
const STAY_SECONDS = 4;
const SHOP = `
import { connect, defineShop, get } from 'carnival';
export default defineShop({
  name: 'live',
  cookies: 'jar',
  mark: { header: 'X-Rehearsal' },
  steps: {
    page: get('/page'),
    live: connect('/live', { staySeconds: ${STAY_SECONDS}, query: { of: ({ shopper }) => shopper } }),
    look: get('/look'),
  },
  behaviours: {
    watcher: {
      entry: { page: 1 },
      steps: {
        page: { thinkSeconds: 0.5, ok: { live: 1 } },
        live: { thinkSeconds: 1, ok: { look: 1 } },
        look: { thinkSeconds: 1, ok: {} },
      },
    },
  },
});
`;
const PLAN = {
  name: 'live',
  generator: { requestTimeoutMs: 3000, drainMs: 3000 },
  phases: [
    {
      name: 'sale',
      calendarMinutes: SECONDS / 60,
      populations: [
        {
          ...{ kind: 'arriving', name: 'watchers', behaviour: 'watcher', process: 'poisson', paced: false },
          perHour: [{ atMinute: 0, value: 72_000 }],
        },
      ],
    },
  ],
  objectives: [{ id: 'pages', kind: 'success', step: 'page', targetShare: 0.9 }],
};

const targets: WebSocketTarget[] = [];
// They run side by side: as many as vitest.config.ts lets.
afterAll(async () => {
  for (const target of targets.splice(0)) await target.end();
});

async function rehearsedWith(manners: Manners): Promise<{ target: WebSocketTarget; judged: Judged }> {
  const target = await startWebSocketTarget(manners);
  targets.push(target);
  const shop = join(temporaryFolder(), 'shop.ts');
  await writeFile(shop, SHOP);
  const judged = await rehearsedOnTime(PLAN, ['--shop', shop, '--target', target.url, '--explain']);
  return { target, judged };
}

const opened = ({ observations }: Judged): number =>
  observations.responses
    .filter(({ step, outcome }) => step === 'live' && outcome === 'ok')
    .reduce((sum, { count }) => sum + count, 0);
const line = ({ verdict }: Judged) => {
  const { state, cells } = verdict.objectives.find(({ kind }) => kind === 'no-dropped-connections')!;
  return { state, figure: cells[0]!.figure, n: cells[0]!.n };
};
const heldIn = ({ verdict }: Judged) => verdict.proven.phases[0]!.connections!;

it.concurrent('connections are held as forecast, with the session’s headers, and closed by us', async () => {
  const { target, judged } = await rehearsedWith({});
  const count = opened(judged);
  expect(judged.verdict.outcome, judged.said).toBe('pass');
  expect(count).toBeGreaterThan(100);
  expect(line(judged)).toEqual({ state: 'pass', figure: 0, n: count });
  const forecast = JSON.parse(await readFile(join(judged.folder, 'forecast.json'), 'utf8'));
  const { mean, most, dropped } = heldIn(judged);
  const near = (one: number, other: number): boolean => Math.abs(one / other - 1) < 0.1;
  expect(dropped).toBe(0);
  const expected = forecast.phases[0].connections;
  expect(near(mean, expected.mean), `${mean} of ${expected.mean} on average`).toBe(true);
  expect(near(most, expected.most), `${most} of ${expected.most} at most`).toBe(true);
  expect(judged.said).toContain('connections held in sale: ');
  expect(target.closed).toEqual(target.handshakes.map(() => 1000));
  for (const { headers, url } of target.handshakes) {
    expect(headers).toMatchObject({ cookie: 'sid=mine', 'x-rehearsal': judged.verdict.runId });
    expect(url).toContain(`/live?of=${judged.verdict.runId}`);
  }
});

it.concurrent('a target that drops connections after a second fails by name', async () => {
  const { judged } = await rehearsedWith({ dropsAfterMs: 1000 });
  const { figure, ...rest } = line(judged);
  expect([judged.code, rest], judged.said).toEqual([99, { state: 'fail', n: opened(judged) }]);
  // Those that were open for less than a second at the phase's end were closed by us.
  expect(figure).toBeGreaterThan(0.8);
  expect(judged.verdict.headline).toContain('no-dropped-connections');
  expect(heldIn(judged).dropped).toBe(Math.round(figure! * opened(judged)));
});

it.concurrent('a target that refuses the handshake with 503 is told with its status', async () => {
  const { judged, target } = await rehearsedWith({ refusesWith: 503 });
  expect([judged.code, opened(judged)], judged.said).toEqual([99, 0]);
  const said = await readFile(join(judged.folder, 'k6-console.log'), 'utf8');
  expect(said).toContain('failed: the handshake was refused; asked again: HTTP 503');
  // Asked again once a second and VU at most.
  const failed = judged.observations.responses.filter(({ step }) => step === 'live');
  const count = failed.reduce((sum, each) => sum + each.count, 0);
  expect(target.handshakes.length - count).toBeLessThanOrEqual(2 * (SECONDS + 3));
  expect(target.handshakes.length).toBeGreaterThan(count);
});

it.concurrent('a target that never answers a close frame does not hold k6', async () => {
  const { judged } = await rehearsedWith({ isDeaf: true });
  expect(judged.verdict.outcome, judged.said).toBe('pass');
  expect(judged.verdict.validity.find(({ id }) => id === 'generator-ended')!.state).toBe('ok');
});
