import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { PlanError } from '../mistakes/plan-error.ts';
import { readHpaManifest } from './hpa-manifest.ts';
import { SPEC_DEFAULTS } from './hpa-spec.ts';

const FILE = 'hpa.yaml';
const base = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' }, maxReplicas: 10 },
};
const withSpec = (spec: object): string => stringify({ ...base, spec: { ...base.spec, ...spec } });
const read = (spec: object) => readHpaManifest(withSpec(spec), FILE);

/** Where each mistake is, and what is wrong. */
function mistakesOf(text: string): Record<string, string> {
  try {
    readHpaManifest(text, FILE);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return Object.fromEntries(error.mistakes.map(({ path, problem }) => [path, problem]));
  }
  return {};
}

describe('a manifest', () => {
  it('of nothing but what it must say has the defaults of the API server', () => {
    expect(read({})).toEqual({
      name: 'shop',
      scales: 'Deployment/shop',
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { kind: 'Resource', resource: 'cpu', container: null, target: { type: 'Utilization', percent: 80 } },
      ],
      behavior: null,
    });
  });

  it('with an empty behavior has the defaults of both directions', () => {
    const { scaleUp, scaleDown } = SPEC_DEFAULTS;
    expect(read({ behavior: {} }).behavior).toEqual({ scaleUp, scaleDown });
  });

  it('fills in what one direction does not say', () => {
    const policies = [{ type: 'Pods', value: 2, periodSeconds: 30 }];
    const scaleDown = { stabilizationWindowSeconds: 60, policies, tolerance: '70m' };
    expect(read({ behavior: { scaleDown } }).behavior).toEqual({
      scaleUp: SPEC_DEFAULTS.scaleUp,
      scaleDown: { stabilizationWindowSeconds: 60, policies, tolerance: 0.07, selectPolicy: 'Max' },
    });
  });

  it('may have a metric of each kind', () => {
    const metric = { name: 'requests', selector: { matchLabels: { verb: 'GET' } } };
    const describedObject = { apiVersion: 'v1', kind: 'Service', name: 'shop' };
    const average = { type: 'AverageValue', averageValue: '1500m' };
    const { metrics } = read({
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Ki' } },
        },
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: 'app',
            target: { type: 'Utilization', averageUtilization: 60 },
          },
        },
        { type: 'Pods', pods: { metric, target: average } },
        { type: 'Object', object: { describedObject, metric, target: { type: 'Value', value: 100 } } },
        { type: 'External', external: { metric, target: average } },
      ],
    });
    expect(metrics).toEqual([
      {
        kind: 'Resource',
        resource: 'memory',
        container: null,
        target: { type: 'AverageValue', milli: 1_024_000 },
      },
      {
        kind: 'ContainerResource',
        resource: 'cpu',
        container: 'app',
        target: { type: 'Utilization', percent: 60 },
      },
      { kind: 'Pods', name: 'requests', target: { type: 'AverageValue', milli: 1500 } },
      { kind: 'Object', name: 'requests', target: { type: 'Value', milli: 100_000 } },
      { kind: 'External', name: 'requests', target: { type: 'AverageValue', milli: 1500 } },
    ]);
  });

  it('may stand among others, in a list, and with what the cluster added', () => {
    const other = 'apiVersion: v1\nkind: Service\n';
    expect(readHpaManifest(`---\n${other}---\n${withSpec({})}---\n`, FILE).name).toBe('shop');
    const live = {
      ...base,
      metadata: { name: 'shop', uid: '1', labels: {} },
      status: { currentReplicas: 3 },
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [{ kind: 'Service' }, live] };
    expect(readHpaManifest(JSON.stringify(list), FILE).maxReplicas).toBe(10);
  });
});

describe('mistakes', () => {
  it('are told all at once, by their paths', () => {
    const spec = {
      minReplicas: -1,
      maxReplicas: 0,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } },
        {
          type: 'Pods',
          pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '5 rps' } },
        },
        { type: 'Cpu' },
      ],
      behavior: {
        scaleUp: { policies: [], tolerance: '-1' },
        scaleDown: {
          policies: [{ type: 'Percent', value: 0, periodSeconds: 1801 }],
          selectPolicy: 'Maximum',
        },
        scaledown: {},
      },
    };
    expect(mistakesOf(withSpec(spec))).toEqual({
      'spec.minReplicas': 'is too small',
      'spec.maxReplicas': 'is too small',
      'spec.metrics[0].resource.target': 'has not one of averageUtilization and averageValue',
      'spec.metrics[1].pods.target.averageValue': 'is not a quantity',
      'spec.metrics[2].type': 'is not one of "Resource", "ContainerResource", "Pods", "Object", "External"',
      'spec.behavior.scaleUp.policies': 'is empty',
      'spec.behavior.scaleUp.tolerance': 'is negative',
      'spec.behavior.scaleDown.policies[0].value': 'is too small',
      'spec.behavior.scaleDown.policies[0].periodSeconds': 'is too big',
      'spec.behavior.scaleDown.selectPolicy': 'is not one of "Max", "Min", "Disabled"',
      'spec.behavior.scaledown': 'is under an unknown key',
    });
  });

  const metric = { name: 'a' };
  const describedObject = { kind: 'Service', name: 'shop' };
  it.each([
    {
      name: 'a maximum below the minimum',
      spec: { minReplicas: 11 },
      want: { 'spec.maxReplicas': 'is below minReplicas' },
    },
    {
      name: 'no replicas, and a metric that only pods have',
      spec: { minReplicas: 0 },
      want: { 'spec.minReplicas': 'needs a metric that is there without pods' },
    },
    {
      name: 'two targets of one metric',
      spec: {
        metrics: [
          { type: 'External', external: { metric, target: { type: 'Value', value: 1, averageValue: 1 } } },
        ],
      },
      want: { 'spec.metrics[0].external.target': 'has not one of value and averageValue' },
    },
    {
      name: 'a target of another type than it says',
      spec: {
        metrics: [
          { type: 'Object', object: { describedObject, metric, target: { type: 'Value', averageValue: 1 } } },
        ],
      },
      want: { 'spec.metrics[0].object.target': 'has no value of its own type' },
    },
    {
      name: 'a target of 0',
      spec: { metrics: [{ type: 'External', external: { metric, target: { type: 'Value', value: '0' } } }] },
      want: { 'spec.metrics[0].external.target.value': 'is not positive' },
    },
  ])('$name', ({ spec, want }) => {
    expect(mistakesOf(withSpec(spec))).toEqual(want);
  });

  it.each([
    {
      name: 'an older version',
      text: stringify({ ...base, apiVersion: 'autoscaling/v1' }),
      at: 'apiVersion',
    },
    { name: 'no autoscaler', text: 'kind: Deployment\n', at: FILE },
    { name: 'an empty file', text: '', at: FILE },
    { name: 'two of them', text: `${withSpec({})}---\n${withSpec({})}`, at: FILE },
    { name: 'no YAML', text: 'kind: [', at: `${FILE}:1:8` },
    { name: 'no name', text: stringify({ ...base, metadata: {} }), at: 'metadata.name' },
  ])('$name', ({ text, at }) => {
    expect(Object.keys(mistakesOf(text))).toEqual([at]);
  });
});
