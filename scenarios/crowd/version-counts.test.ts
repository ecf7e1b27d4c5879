import { describe, expect, it } from 'vitest';
import { COUNTER, VERSIONS, type Version } from '../metrics.ts';
import { crowdsOf, EACH_SECOND, HandDriven, once, planOf } from '../testing/world.ts';

const GRAY = {
  ...{ service: 'home', version: '2.0', share: 0.5 },
  ...{ regions: ['east'], steps: ['home.view'] },
};
const REGIONS = [{ name: 'east', share: 1 }];

/** A crowd that sends a request a second, each of which is answered after 40 ms. */
function drive(versionOf: ((request: number) => Version) | undefined, changes = {}, step = 'home.view') {
  const plan = planOf(10, [EACH_SECOND], { regions: REGIONS, gray: GRAY, ...changes });
  let answered = 0;
  const ports = versionOf === undefined ? {} : { versionIn: () => VERSIONS.indexOf(versionOf(answered)) };
  const world = new HandDriven(crowdsOf(plan, { behaviours: [once(step)] })[0]!, ports);
  const statuses = [200, 200, 500, 409, 200];
  for (const status of statuses) {
    const before = world.sent.length;
    while (world.sent.length === before) world.tickAt(world.nowMs + 5);
    world.nowMs += 40;
    world.sent.at(-1)!.answer(status);
    answered++;
  }
  world.crowd.flush();
  return world.totals;
}
const counted = (totals: ReturnType<typeof drive>, labels: Record<string, string>) =>
  totals.sum(COUNTER.versionResponses, labels);

describe('answers by version', () => {
  it('are counted by outcome, and the service time of those that did not fail is added up', () => {
    const totals = drive((request) => (request % 2 === 0 ? 'canary' : 'stable'));
    expect(counted(totals, { version: 'canary', outcome: 'ok', within: 'true' })).toBe(2);
    expect(counted(totals, { version: 'canary', outcome: 'failed', region: 'east', step: 'home.view' })).toBe(
      1,
    );
    expect(counted(totals, { version: 'stable', outcome: 'ok' })).toBe(1);
    expect(counted(totals, { version: 'stable' })).toBe(2);
    expect(totals.sum(COUNTER.versionServiceSeconds, { version: 'canary' })).toBeCloseTo(0.08, 9);
  });

  it('are not counted at other steps, without a gray release, or if nobody reads the version', () => {
    const all = [
      drive(() => 'canary', {}, 'activity.view'),
      drive(() => 'canary', { gray: undefined }),
      drive(undefined),
    ];
    expect(all.map((totals) => counted(totals, {}))).toEqual([0, 0, 0]);
  });
});
