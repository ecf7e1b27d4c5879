import { expect, it } from 'vitest';
import { DEPENDENCIES } from '../../mock-services/platform/dependencies.ts';
import { resolved } from '../../scripts/breakers/presets.ts';
import { BREAKERS } from './embedded-drills.ts';

/** opossum counts its window in ten buckets, and lets one call through when it is half open. */
const BUCKETS = 10;
const PROBES = 1;

it.each(Object.keys(BREAKERS) as (keyof typeof BREAKERS)[])(
  'the breaker of the %s is judged as the shop sets it',
  (dependency) => {
    const { breaker } = DEPENDENCIES[dependency];
    expect(resolved(BREAKERS[dependency])).toMatchObject({
      opens: {
        by: 'time-window',
        windowMs: breaker.windowMs,
        bucketMs: breaker.windowMs / BUCKETS,
        callsMin: breaker.callsMin,
        failedShare: breaker.failedPercentMax / 100,
        opensAtShare: false,
      },
      timeoutMs: breaker.timeoutMs,
      openMs: breaker.openMs,
      probesMax: PROBES,
    });
  },
);
