import { describe, expect, it } from 'vitest';
import { NEW_HPA_STATE, syncHpa } from '../scale-out/hpa.ts';
import { CONTROLLER_DEFAULTS, type Hpa } from '../scale-out/hpa-spec.ts';
import { HPA } from '../scale-out/testing/world.ts';
import { type Looked, observedOf } from './observe.ts';

const NOW = 1000;
const SETTINGS = { cpuPercentAtCapacity: 100, scrapeSeconds: 2 };
const hpa: Hpa = { ...HPA, maxReplicas: 8 };

/** Replicas that have been ready for a minute, unless something else is said. */
const replica = (id: string, change: Partial<Looked['replicas'][number]> = {}) => ({
  ...{ id, createdAtMs: (NOW - 70) * 1000, startedAtMs: (NOW - 65) * 1000, readyAtMs: (NOW - 60) * 1000 },
  ...change,
});
const looked = (change: Partial<Looked> = {}): Looked => ({
  ...{ nowSeconds: NOW, asked: 2, replicas: [replica('r1'), replica('r2')] },
  samples: new Map([
    ['r1', { share: 1, atSeconds: NOW - 1 }],
    ['r2', { share: 1, atSeconds: NOW - 1 }],
  ]),
  ...change,
});
const decided = (of: Looked): number =>
  syncHpa(hpa, CONTROLLER_DEFAULTS, NEW_HPA_STATE, observedOf(hpa, of, SETTINGS)).replicas;

describe('what the autoscaler sees of replicas', () => {
  it('makes it ask for more where they are full: 2 × 100 % ÷ 60 %', () => {
    expect(decided(looked())).toBe(4);
  });

  it('makes it wait for those that are on their way: they count as idle', () => {
    const coming = { createdAtMs: (NOW - 3) * 1000, startedAtMs: null, readyAtMs: null };
    const replicas = [...looked().replicas, replica('r3', coming), replica('r4', coming)];
    expect(decided(looked({ asked: 4, replicas }))).toBe(4);
  });

  it('does not count a sample that began before its replica was ready', () => {
    const young = { startedAtMs: (NOW - 4) * 1000, readyAtMs: (NOW - 2) * 1000 };
    const of = observedOf(hpa, looked({ replicas: [replica('r1'), replica('r2', young)] }), SETTINGS);
    expect(of.pods[1]).toMatchObject({ phase: 'Running', ready: true, readySinceSeconds: NOW - 2 });
    // One full replica, and one that counts as idle: 50 % of two is no reason for more.
    expect(decided(looked({ replicas: [replica('r1'), replica('r2', young)] }))).toBe(2);
  });

  it('ignores replicas that finish what they hold', () => {
    const replicas = [...looked().replicas, replica('r3')];
    const samples = new Map([...looked().samples, ['r3', { share: 0, atSeconds: NOW - 1 }]]);
    expect(observedOf(hpa, looked({ replicas, samples }), SETTINGS).pods[2]!.deleting).toBe(true);
    expect(decided(looked({ replicas, samples }))).toBe(4);
  });

  it('is nothing to go by without samples', () => {
    expect(decided(looked({ samples: new Map() }))).toBe(2);
  });
});
