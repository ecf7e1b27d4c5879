import { describe, expect, it } from 'vitest';
import { CONTROLLER_DEFAULTS } from '../scale-out/hpa-spec.ts';
import { HPA } from '../scale-out/testing/world.ts';
import { type AutoscalerPorts, DrillAutoscaler, GONE_MS } from './autoscaler.ts';
import type { AutoscalerLine, HpaSettings } from './autoscaler-settings.ts';

const SETTINGS: HpaSettings = {
  hpa: { ...HPA, maxReplicas: 8 },
  controller: { ...CONTROLLER_DEFAULTS, syncSeconds: 3 },
  ...{ cpuPercentAtCapacity: 100, scrapeSeconds: 2, callingAlerts: [] },
};

/** A shop whose replicas are ready at once, and as busy as it says. */
function shop(share: number, change: Partial<AutoscalerPorts> = {}) {
  const lines: AutoscalerLine[] = [];
  const state = { nowMs: 1_000_000, asked: 2 };
  const ids = (): readonly string[] => Array.from({ length: state.asked }, (_, i) => `r${i + 1}`);
  const ports: AutoscalerPorts = {
    nowMs: () => state.nowMs,
    replicas: async () => ({
      ...{ asked: state.asked, ready: state.asked },
      replicas: ids().map((id) => ({ id, createdAtMs: 0, startedAtMs: 0, readyAtMs: 0 })),
    }),
    set: async (replicas) => {
      state.asked = replicas;
    },
    samples: async (nowMs) => new Map(ids().map((id) => [id, { share, atSeconds: nowMs / 1000 }])),
    isFiring: async () => false,
    tell: (line) => void lines.push(line),
    ...change,
  };
  return { lines, state, ports };
}

describe('the autoscaler of a drill', () => {
  it('asks for more while replicas are full, and says what it saw', async () => {
    const { lines, state, ports } = shop(1);
    const autoscaler = new DrillAutoscaler(SETTINGS, ports);
    expect(await autoscaler.sync()).toBe(true);
    expect(lines).toEqual([
      {
        ...{ atMs: 1_000_000, event: 'sync', asked: 2, set: 4, ready: 2, proposed: 4 },
        ...{ sampled: 2, shareMean: 1, called: false },
      },
    ]);
    state.nowMs += 3000;
    await autoscaler.sync();
    expect(state.asked).toBe(7);
  });

  it('leaves calm replicas alone', async () => {
    let isSet = false;
    const { ports } = shop(0.6, {
      set: async () => {
        isSet = true;
      },
    });
    await new DrillAutoscaler(SETTINGS, ports).sync();
    expect(isSet).toBe(false);
  });

  it('raises its minimum to its maximum once an alert calls, and does not take it back', async () => {
    let isFiring = false;
    const { state, ports, lines } = shop(0.1, { isFiring: async () => isFiring });
    const autoscaler = new DrillAutoscaler({ ...SETTINGS, callingAlerts: ['KpiBelowGoal'] }, ports);
    await autoscaler.sync();
    expect(state.asked).toBe(2);
    isFiring = true;
    await autoscaler.sync();
    expect(state.asked).toBe(8);
    isFiring = false;
    await autoscaler.sync();
    expect(state.asked).toBe(8);
    expect(lines.map((line) => 'called' in line && line.called)).toEqual([false, true, true]);
  });

  it('does not ask for alerts that may not call', async () => {
    const { ports, lines } = shop(0.1, {
      isFiring: () => Promise.reject(new Error('asked')),
    });
    await new DrillAutoscaler(SETTINGS, ports).sync();
    expect(lines[0]).toMatchObject({ event: 'sync' });
  });

  it('goes on after a look that failed, and gives up once its shop is gone', async () => {
    let isGone = true;
    const { ports, state, lines } = shop(1, {});
    const replicas = (): ReturnType<AutoscalerPorts['replicas']> =>
      isGone ? Promise.reject(new Error('connect ECONNREFUSED')) : ports.replicas();
    const autoscaler = new DrillAutoscaler(SETTINGS, { ...ports, replicas });
    state.nowMs += GONE_MS - 1;
    expect(await autoscaler.sync()).toBe(true);
    isGone = false;
    expect(await autoscaler.sync()).toBe(true);
    isGone = true;
    state.nowMs += GONE_MS;
    expect(await autoscaler.sync()).toBe(false);
    expect(lines.map(({ event }) => event)).toEqual(['failed', 'sync', 'gone']);
  });

  it('remembers nothing of a count that was not taken', async () => {
    let fails = true;
    const { ports, state } = shop(1, {
      set: async (replicas) => {
        if (fails) throw new Error('HTTP 400');
        state.asked = replicas;
      },
    });
    const autoscaler = new DrillAutoscaler(SETTINGS, ports);
    await autoscaler.sync();
    fails = false;
    await autoscaler.sync();
    expect(state.asked).toBe(4);
  });
});
