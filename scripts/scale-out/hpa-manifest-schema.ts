/**
 * What the API server takes for an autoscaler, and with `kubectl`'s strict validation: unknown fields are mistakes.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/apis/autoscaling/validation/validation.go
 */
import { z } from 'zod';
import { message, strict, text } from '../mistakes/fields.ts';
import { milliOf } from './quantity.ts';

/** The longest that the API server takes. */
const PERIOD_SECONDS_MAX = 1800;
const WINDOW_SECONDS_MAX = 3600;

const isQuantity = (value: string | number): boolean => milliOf(String(value)) !== null;
const QUANTITY = message('is not a quantity', 'write a number such as 500m, 1.5 or 2Gi');
const quantity = z.union([z.string(), z.number()]).refine(isQuantity, QUANTITY);
const positive = quantity.refine(
  (value) => !isQuantity(value) || milliOf(String(value))! > 0,
  message('is not positive', 'write a number above 0'),
);
const notNegative = quantity.refine(
  (value) => !isQuantity(value) || milliOf(String(value))! >= 0,
  message('is negative', 'write a number of at least 0'),
);

const target = strict({
  type: z.enum(['Utilization', 'Value', 'AverageValue']),
  averageUtilization: z.int().gte(1).optional(),
  averageValue: positive.optional(),
  value: positive.optional(),
});
type Target = z.infer<typeof target>;

const GIVE_ONE = 'give exactly one of them';
const resourceTarget = target.refine(
  (given) => (given.averageUtilization === undefined) !== (given.averageValue === undefined),
  message('has not one of averageUtilization and averageValue', GIVE_ONE),
);
const externalTarget = target.refine(
  (given) => (given.value === undefined) !== (given.averageValue === undefined),
  message('has not one of value and averageValue', GIVE_ONE),
);
const podsTarget = target.refine(
  (given) => given.averageValue !== undefined,
  message('has no averageValue', 'a metric of pods has a target for each pod: give averageValue'),
);
/** The API server takes others, and the controller then fails at each sync. */
const objectTarget = target.refine(
  ({ type, ...given }: Target) =>
    (type === 'Value' && given.value !== undefined) ||
    (type === 'AverageValue' && given.averageValue !== undefined),
  message('has no value of its own type', 'give value for type: Value, averageValue for type: AverageValue'),
);

const reference = strict({ apiVersion: text.optional(), kind: text, name: text });
const identifier = strict({ name: text, selector: z.record(z.string(), z.unknown()).optional() });

const metric = z.discriminatedUnion('type', [
  strict({ type: z.literal('Resource'), resource: strict({ name: text, target: resourceTarget }) }),
  strict({
    type: z.literal('ContainerResource'),
    containerResource: strict({ name: text, container: text, target: resourceTarget }),
  }),
  strict({ type: z.literal('Pods'), pods: strict({ metric: identifier, target: podsTarget }) }),
  strict({
    type: z.literal('Object'),
    object: strict({ describedObject: reference, metric: identifier, target: objectTarget }),
  }),
  strict({ type: z.literal('External'), external: strict({ metric: identifier, target: externalTarget }) }),
]);

const policy = strict({
  type: z.enum(['Pods', 'Percent']),
  value: z.int().gte(1),
  periodSeconds: z.int().gte(1).lte(PERIOD_SECONDS_MAX),
});

const rules = strict({
  stabilizationWindowSeconds: z.int().gte(0).lte(WINDOW_SECONDS_MAX).optional(),
  selectPolicy: z.enum(['Max', 'Min', 'Disabled']).optional(),
  policies: z.array(policy).min(1).optional(),
  tolerance: notNegative.optional(),
});

const spec = strict({
  scaleTargetRef: strict({ apiVersion: text, kind: text, name: text }),
  minReplicas: z.int().gte(0).optional(),
  maxReplicas: z.int().gte(1),
  metrics: z.array(metric).optional(),
  behavior: strict({ scaleUp: rules.optional(), scaleDown: rules.optional() }).optional(),
}).superRefine(({ minReplicas, maxReplicas, metrics = [] }, context) => {
  const tell = (path: string, problem: string, hint: string): void =>
    context.addIssue({ code: 'custom', path: [path], message: message(problem, hint) });
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    tell('maxReplicas', 'is below minReplicas', `write a number of at least ${minReplicas}`);
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External'))
    tell(
      'minReplicas',
      'needs a metric that is there without pods',
      'write a number of at least 1, or add a metric of the type Object or External',
    );
});
export type ManifestSpec = z.infer<typeof spec>;

/** What the cluster adds (`status`, all of `metadata`) is not looked at. */
export const manifest = strict({
  apiVersion: z.literal('autoscaling/v2'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata: z.looseObject({ name: text }),
  spec,
  status: z.unknown().optional(),
});
