/** The autoscaler on trial: what the real controller did, sync by sync. `npm run record:hpa` recorded it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../workshop/hpa/trace.ts';
import { type HpaState, NEW_HPA_STATE, syncHpa } from './hpa.ts';
import { readHpaManifest } from './hpa-manifest.ts';
import type { Hpa } from './hpa-spec.ts';

const FOLDER = 'scripts/scale-out/testing/generated';
const TRACES_MIN = 10;

const traces = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Trace,
);

/** What the core makes of the same syncs. Between syncs others may set the target, as the trace has it. */
function replay({ settings, syncs }: Trace, hpa: Hpa) {
  let state: HpaState = NEW_HPA_STATE;
  let conditions = {};
  return syncs.map(({ atSeconds, replicas: _real, conditions: _set, ...observed }) => {
    const synced = syncHpa(hpa, settings, state, { ...observed, nowSeconds: atSeconds });
    state = synced.state;
    conditions = { ...conditions, ...synced.conditions };
    return { atSeconds, replicas: synced.replicas, conditions };
  });
}

it('has traces of the real controller of one version', () => {
  expect(traces.length).toBeGreaterThanOrEqual(TRACES_MIN);
  expect(new Set(traces.map(({ kubernetes }) => kubernetes)).size).toBe(1);
});

describe.each(traces)('$name: $about', (trace) => {
  const hpa = readHpaManifest(JSON.stringify(trace.manifest), 'hpa.yaml');

  it('sets as many replicas as the real controller at every sync, for the same reasons', () => {
    const real = trace.syncs.map(({ atSeconds, replicas, conditions }) => ({
      atSeconds,
      replicas,
      conditions,
    }));
    expect(replay(trace, hpa)).toEqual(real);
  });

  it('fills in the defaults that the API server filled in', () => {
    const manifest = { ...(trace.manifest as object), spec: trace.spec };
    expect(readHpaManifest(JSON.stringify(manifest), 'hpa.yaml')).toEqual(hpa);
  });

  it('moves at all', () => {
    expect(new Set(trace.syncs.map(({ replicas }) => replicas)).size).toBeGreaterThan(1);
  });
});

it('notices a controller with another tolerance', () => {
  const trace = traces.find(({ name }) => name === 'slow-rise')!;
  const hpa = readHpaManifest(JSON.stringify(trace.manifest), 'hpa.yaml');
  const other = replay({ ...trace, settings: { ...trace.settings, tolerance: 0.2 } }, hpa);
  expect(other.map(({ replicas }) => replicas)).not.toEqual(trace.syncs.map(({ replicas }) => replicas));
});
