import { describe, expect, it } from 'vitest';
import { EXIT } from '../mistakes/exit-codes.ts';
import { readHpaManifest } from '../scale-out/hpa-manifest.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import {
  commandForBoth,
  commandForHpa,
  hpaNameFrom,
  kubectlError,
  readClusterHpa,
  readClusterLook,
} from './kubectl-hpa.ts';
import { clusterAnswer, clusterHpa } from './testing/cluster.ts';

const NAME = { namespace: 'sale', name: 'shop' };

describe('the name of an autoscaler', () => {
  it('may have a namespace before it', () => {
    expect(hpaNameFrom('shop')).toEqual({ namespace: null, name: 'shop' });
    expect(hpaNameFrom('sale/shop-v2.eu')).toEqual({ namespace: 'sale', name: 'shop-v2.eu' });
  });

  it.each(['', '/', 'a/b/c', 'sale/', 'Shop', 'shop;rm', '$(id)', '-n', 'shop name'])(
    'is not “%s”',
    (typed) => {
      expect(hpaNameFrom(typed)).toBeNull();
    },
  );
});

describe('what kubectl is asked', () => {
  it('is one autoscaler, and then it together with what it scales', () => {
    expect(commandForHpa(NAME)).toBe(
      'kubectl get horizontalpodautoscalers.v2.autoscaling/shop --namespace sale --output json',
    );
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
    expect(commandForBoth({ ...NAME, namespace: null }, target)).toBe(
      'kubectl get horizontalpodautoscalers.v2.autoscaling/shop deployment.v1.apps/shop --output json',
    );
  });
});

describe('what kubectl answers', () => {
  it('is a manifest like any other, with what it scales', () => {
    const { target, manifest } = readClusterHpa(JSON.stringify(clusterHpa()), NAME);
    expect(target).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' });
    expect(readHpaManifest(manifest, 'the cluster')).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
  });

  it('tells replicas asked for, there and ready, and which conditions are bad', () => {
    const answer = clusterAnswer({ asked: 6, current: 4, ready: 3 });
    expect(readClusterLook(JSON.stringify(answer), NAME)).toEqual({
      ...{ asked: 6, current: 4, ready: 3 },
      conditions: ['ScalingLimited: TooManyReplicas', 'ScalingActive: FailedGetResourceMetric'],
    });
  });

  it('has no figures of an autoscaler that has never looked', () => {
    const answer = {
      items: [
        { ...clusterHpa(), status: undefined },
        { spec: { replicas: 2 }, status: {} },
      ],
    };
    expect(readClusterLook(JSON.stringify(answer), NAME)).toEqual({
      ...{ asked: 2, current: 0, ready: 0, conditions: [] },
    });
  });

  it.each(['', '{}', '{"kind":"Pod"}', '[1]'])('is refused if it is “%s”', (answer) => {
    expect(() => readClusterHpa(answer, NAME)).toThrow(/shows no autoscaler shop/);
    expect(() => readClusterLook(answer, NAME)).toThrow(/shows no autoscaler shop/);
  });

  it('names nothing that a shell could obey', () => {
    const bad = clusterHpa();
    bad.spec.scaleTargetRef.name = 'x; touch /tmp/y';
    expect(() => readClusterHpa(JSON.stringify(bad), NAME)).toThrow(/shows no autoscaler/);
  });
});

describe('why kubectl has not answered', () => {
  it.each([
    [{ code: 127, errors: 'sh: 1: kubectl: not found' }, /^there is no kubectl$/],
    [
      {
        code: 1,
        errors: 'Error from server (NotFound): horizontalpodautoscalers.autoscaling "shop" not found',
      },
      /there is no sale\/shop/,
    ],
    [
      { code: 1, errors: 'Error from server (Forbidden): hpa "shop" is forbidden: User "x" cannot get' },
      /may not look at sale\/shop/,
    ],
    [{ code: 1, errors: 'The connection to the server localhost:8080 was refused' }, /was refused/],
    [{ code: null, errors: '' }, /did not answer in time/],
  ])('is one clear error: %o', (end, message) => {
    const error = kubectlError(end, NAME);
    expect(error.message).toMatch(message);
    expect(error.exitCode).toBe(EXIT.badPlan);
    const allowed = [/".*"/g, /`.*`/g];
    for (const text of [error.message, error.hint!])
      expect(leftEnglish(text, zh.message(text), allowed)).toEqual([]);
  });
});
