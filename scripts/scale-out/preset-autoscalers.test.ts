import { describe, expect, it } from 'vitest';
import { Course } from './course.ts';
import { autoscalerAs, PRESETS, type Preset } from './preset-autoscalers.ts';
import { settingsWith } from './settings.ts';
import { ALONE } from './strategies.ts';
import { HPA, perReplica, rising, worldWith } from './testing/world.ts';

const settings = settingsWith({ cron: [{ fromMinutes: -4, untilMinutes: 60, replicas: 40 }] });

const badSeconds = (preset: Preset): number => {
  const autoscaler = autoscalerAs(preset, HPA, settings, 300);
  const world = { ...worldWith({ demand: rising(150, 2000, 60, 3600) }), autoscaler };
  return new Course(world).run({ seed: 2, perReplica: perReplica() }, ALONE).badSeconds;
};

describe('the same burst', () => {
  it.each(PRESETS)('is simulated with %s', (preset) => {
    expect(badSeconds(preset)).toBeLessThan(3600);
  });

  it('is met by a cron trigger of KEDA, later by Kubernetes alone, and latest by alarms of minutes', () => {
    const [hpa, keda, aws, ess] = PRESETS.map(badSeconds) as [number, number, number, number];
    expect(keda).toBe(0);
    expect(hpa).toBeGreaterThan(keda);
    expect(aws).toBeGreaterThan(hpa);
    expect(ess).toBeGreaterThan(aws);
  });

  it('keeps a floor under each of them', () => {
    for (const preset of PRESETS) {
      const decide = autoscalerAs(preset, HPA, settings, 10_000).begin(3).decide;
      const seen = { nowSeconds: 0, asked: 3, pending: 0, starting: 0, young: 0, counted: 3, sample: null };
      expect(decide({ ...seen, floor: 70 })).toBe(70);
    }
  });

  it('cannot be tracked by others without a CPU target', () => {
    const hpa = {
      ...HPA,
      metrics: [
        {
          kind: 'External' as const,
          name: 'http_requests_per_second',
          target: { type: 'AverageValue' as const, milli: 1000 },
        },
      ],
    };
    expect(() => autoscalerAs('aws', hpa, settings, 0)).toThrow(/no CPU target/);
  });
});
