import { describe, expect, it } from 'vitest';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { hpaAutoscaler } from './hpa-autoscaler.ts';
import type { Metric } from './hpa-spec.ts';
import { type GivenSettings, settingsWith } from './settings.ts';
import { HPA } from './testing/world.ts';

const requests = (name: string): Metric => ({
  kind: 'External',
  name,
  target: { type: 'AverageValue', milli: 50_000 },
});
const decided = (metric: Metric, given: GivenSettings = {}): number =>
  hpaAutoscaler({ ...HPA, metrics: [metric] }, settingsWith(given))
    .begin(4)
    .decide({
      ...{ nowSeconds: 100, asked: 4, floor: 0, pending: 0, starting: 0, young: 0, counted: 4 },
      sample: { atSeconds: 95, usedShare: 0.9, arriving: 400, served: 300, waiting: 350 },
    });

describe('the metrics that a simulation makes', () => {
  const cpu: Metric = HPA.metrics[0]!;

  it('are CPU by what replicas use of their capacity', () => {
    expect(decided(cpu)).toBe(6);
    expect(decided(cpu, { metrics: { cpuPercentAtCapacity: 60 } })).toBe(4);
  });

  it.each([
    ['http_requests_per_second', {}, 8],
    ['istio_rps', {}, 8],
    ['jobs', { jobs: 'served' }, 6],
    ['jobs', { jobs: 'waiting' }, 7],
  ] as const)('are %s, with %o', (name, names, want) => {
    expect(decided(requests(name), { metrics: { names } })).toBe(want);
  });

  it.each([
    ['a name that says nothing', requests('queue_length')],
    ['a name that every object has', requests('constructor')],
    ['memory', { ...cpu, resource: 'memory' }],
    ['CPU by value', { ...cpu, target: { type: 'AverageValue', milli: 500 } }],
  ] as [string, Metric][])('are not %s', (_, metric) => {
    let error: unknown;
    try {
      decided(metric);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CarnivalError);
    const refused = error as CarnivalError;
    expect(refused.exitCode).toBe(EXIT.badPlan);
    expect(leftEnglish(refused.message, zh.message(refused.message))).toEqual([]);
    expect(leftEnglish(refused.hint!, zh.message(refused.hint!))).toEqual([]);
    expect(en.message(refused.message)).toBe(refused.message);
  });

  it('wait for a first sample', () => {
    const decide = hpaAutoscaler(HPA, settingsWith()).begin(4).decide;
    const seen = {
      nowSeconds: 0,
      asked: 4,
      floor: 0,
      pending: 0,
      starting: 0,
      young: 0,
      counted: 4,
      sample: null,
    };
    expect(decide(seen)).toBe(4);
    expect(decide({ ...seen, nowSeconds: 15, floor: 9 })).toBe(9);
  });
});
