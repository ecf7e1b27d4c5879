import { describe, expect, it } from 'vitest';
import type { Objective, Plan, PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import { PLAN as SMALL_PLAN } from '../../workshop/testing/small-plan.ts';
import { breakerScrapes } from './breaker-scrapes.ts';

const drill = (
  kind: string,
  where: PlannedDrill['where'] = { dependency: 'bank', steps: ['payment.pay'] },
): PlannedDrill => ({
  name: 'payments-down',
  at: { phase: 'burst', minute: 1 },
  for: { seconds: 5, recoverySeconds: 5 },
  where,
  fault: { kind: 'expect-only' },
  expect: [{ kind, id: 'opens', source: 'test' } as unknown as Objective],
});
const PLAN: Plan = { ...SMALL_PLAN, drills: [drill('breaker-opens')] };
const SHOP = [{ region: 'east', url: 'http://127.0.0.1:7101' }];
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'shop.example': ['10.1.2.3'],
  localhost: ['::1', '127.0.0.1'],
  'elsewhere.example': ['203.0.113.9'],
};
const scrapes = (plan: Plan, shop = SHOP) =>
  breakerScrapes(plan, shop, async (host) => ADDRESSES[host] ?? []);

describe('what is scraped for breakers', () => {
  it('is every region of the embedded shop', async () => {
    expect(await scrapes(PLAN)).toEqual([
      {
        url: new URL('http://127.0.0.1:7101/metrics/breakers'),
        address: '127.0.0.1',
        labels: { region: 'east' },
      },
    ]);
  });

  it('is nothing when no drill looks at a breaker', async () => {
    expect(await scrapes({ ...PLAN, drills: [drill('response-time', { region: 'east' })] })).toEqual([]);
    expect(await scrapes(SMALL_PLAN)).toEqual([]);
  });

  it('is there for a drill of a dependency, whatever it expects: somebody must have asked it', async () => {
    expect(await scrapes({ ...PLAN, drills: [drill('response-time')] })).toHaveLength(1);
  });

  it('is what the plan names, where it may be asked', async () => {
    const plan: Plan = {
      ...PLAN,
      allow: [{ host: 'shop.example', addresses: ['10.1.0.0/16'] }],
      breakers: {
        bank: {
          preset: 'resilience4j',
          metrics: {
            east: 'http://localhost:8081/metrics',
            south: 'https://shop.example/actuator/prometheus',
          },
        },
      },
      boundaries: { bank: { control: 'http://127.0.0.1:9444', token: { env: 'TOKEN' } } },
    };
    const found = await scrapes(plan, []);
    expect(found.map(({ url, address, labels }) => [url.href, address, labels])).toEqual([
      ['http://localhost:8081/metrics', '127.0.0.1', { region: 'east', dependency: 'bank' }],
      ['https://shop.example/actuator/prometheus', '10.1.2.3', { region: 'south', dependency: 'bank' }],
      ['http://127.0.0.1:9444/metrics', '127.0.0.1', { dependency: 'bank' }],
    ]);
  });

  it('is refused elsewhere, with every mistake at once', async () => {
    const plan: Plan = {
      ...PLAN,
      breakers: {
        bank: {
          preset: 'resilience4j',
          metrics: {
            east: 'http://elsewhere.example/metrics',
            south: 'http://user:secret@127.0.0.1/metrics',
            north: 'http://169.254.169.254/metrics',
          },
        },
      },
      boundaries: { bank: { control: 'nowhere', token: { env: 'TOKEN' } } },
    };
    const refused = await scrapes(plan).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: 'PlanError',
      mistakes: [
        { path: 'breakers.bank.metrics.east', problem: expect.stringContaining('does not allow it') },
        { path: 'breakers.bank.metrics.south', problem: 'carries credentials' },
        { path: 'breakers.bank.metrics.north', problem: expect.stringContaining('link-local') },
        { path: 'boundaries.bank.control', problem: 'is not an http or https URL' },
      ],
    });
    expect(String(refused)).not.toContain('secret');
  });
});
