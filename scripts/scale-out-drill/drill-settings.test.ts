import { describe, expect, it } from 'vitest';
import scaleOutDrill from '../../scenarios/campaigns/scale-out-drill.ts';
import { embeddedSettings } from './drill-settings.ts';

const replicas = scaleOutDrill.shop.replicas!;
const settings = (given = {}) => embeddedSettings(scaleOutDrill, replicas, given);

describe('what a drill of the embedded shop takes for granted', () => {
  it('is what its plan says of replicas, and nothing of a cluster', () => {
    expect(settings()).toMatchObject({
      ...{ scheduling: replicas.startSeconds, nodeBoot: { median: 0, p99: 0 }, warmUp: { share: 1 } },
      ...{ nodes: { sparePods: replicas.countMax }, shoppers: { queueEach: replicas.queueEach } },
      ...{ metrics: { everySeconds: 2 }, controller: { syncSeconds: 3, tolerance: 0.1 } },
    });
  });

  it('is changed field by field', () => {
    const changed = settings({ controller: { tolerance: 0.2 }, start: { median: 9, p99: 20 } });
    expect(changed).toMatchObject({
      ...{ controller: { syncSeconds: 3, tolerance: 0.2 }, start: { median: 9, p99: 20 } },
      scheduling: replicas.startSeconds,
    });
  });
});
