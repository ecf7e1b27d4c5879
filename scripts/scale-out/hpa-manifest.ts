/** Reads a HorizontalPodAutoscaler of `autoscaling/v2` as somebody keeps it in a file, and fills in what the API server would. */
import { parseAllDocuments } from 'yaml';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { type ManifestSpec, manifest } from './hpa-manifest-schema.ts';
import { type Hpa, type Metric, type ScalingRules, SPEC_DEFAULTS } from './hpa-spec.ts';
import { milliOf } from './quantity.ts';

const KIND = 'HorizontalPodAutoscaler';
const API_VERSION = 'autoscaling/v2';
/** More aliases than a person writes. YAML can make a page of them fill the memory. */
const ALIASES_MAX = 100;

/**
 * @param text YAML or JSON, of one or several documents, one of which is an autoscaler
 * @param file its name, for mistakes
 * @throws PlanError with all that the API server would refuse
 */
export function readHpaManifest(text: string, file: string): Hpa {
  const raw = autoscalerIn(text, file);
  const shape = manifest.safeParse(raw);
  if (!shape.success) throw new PlanError(file, shapeMistakes(raw, shape.error.issues));
  const { metadata, spec } = shape.data;
  return {
    name: metadata.name,
    scales: `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    minReplicas: spec.minReplicas ?? SPEC_DEFAULTS.minReplicas,
    maxReplicas: spec.maxReplicas,
    metrics: spec.metrics && spec.metrics.length > 0 ? spec.metrics.map(metricOf) : SPEC_DEFAULTS.metrics,
    behavior: spec.behavior
      ? {
          scaleUp: rulesOf(spec.behavior.scaleUp ?? {}, SPEC_DEFAULTS.scaleUp),
          scaleDown: rulesOf(spec.behavior.scaleDown ?? {}, SPEC_DEFAULTS.scaleDown),
        }
      : null,
  };
}

/** Manifests often come with the Deployment and the Service in one file. */
function autoscalerIn(text: string, file: string): unknown {
  const fail = (mistake: Mistake): never => {
    throw new PlanError(file, [mistake]);
  };
  const documents = parseAllDocuments(text, { prettyErrors: true });
  const parsed = Array.isArray(documents) ? documents : [];
  const found: unknown[] = [];
  for (const document of parsed) {
    const [error] = document.errors;
    if (error) {
      const [line] = error.linePos ?? [];
      const path = line ? `${file}:${line.line}:${line.col}` : file;
      const problem = `does not parse: ${error.message.split('\n')[0]}`;
      fail({ path, value: undefined, problem, hint: 'fix this line' });
    }
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
    const items = isList(value) ? value.items : [value];
    found.push(...items.filter((each) => (each as { kind?: unknown } | null)?.kind === KIND));
  }
  if (found.length > 1) {
    const problem = `has ${found.length} of the kind ${KIND}`;
    fail({ path: file, value: undefined, problem, hint: 'keep one of them' });
  }
  if (found.length === 0) {
    const hint = `give a manifest with kind: ${KIND} and apiVersion: ${API_VERSION}`;
    fail({ path: file, value: undefined, problem: `has none of the kind ${KIND}`, hint });
  }
  return found[0];
}

/** `kubectl get hpa -o yaml` prints a list. */
const isList = (value: unknown): value is { readonly items: readonly unknown[] } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  String(value.kind).endsWith('List') &&
  'items' in value &&
  Array.isArray(value.items);

type MetricSpec = NonNullable<ManifestSpec['metrics']>[number];

/** The schema has seen to it that each is a quantity. */
const milli = (quantity: string | number | undefined): number => milliOf(String(quantity))!;

function metricOf(metric: MetricSpec): Metric {
  if (metric.type === 'Resource')
    return { kind: 'Resource', container: null, ...resourceOf(metric.resource) };
  if (metric.type === 'ContainerResource') {
    const { container } = metric.containerResource;
    return { kind: 'ContainerResource', container, ...resourceOf(metric.containerResource) };
  }
  if (metric.type === 'Pods') {
    const { metric: of, target } = metric.pods;
    return {
      kind: 'Pods',
      name: of.name,
      target: { type: 'AverageValue', milli: milli(target.averageValue) },
    };
  }
  const { metric: of, target } = metric.type === 'Object' ? metric.object : metric.external;
  const isAverage =
    metric.type === 'Object' ? target.type === 'AverageValue' : target.averageValue !== undefined;
  return {
    kind: metric.type,
    name: of.name,
    target: isAverage
      ? { type: 'AverageValue', milli: milli(target.averageValue) }
      : { type: 'Value', milli: milli(target.value) },
  };
}

type Resource = Extract<MetricSpec, { type: 'Resource' }>['resource'];

/** The controller looks at what is given, not at the target's `type`. */
const resourceOf = ({ name, target }: Pick<Resource, 'name' | 'target'>) => ({
  resource: name,
  target:
    target.averageValue === undefined
      ? ({ type: 'Utilization', percent: target.averageUtilization! } as const)
      : ({ type: 'AverageValue', milli: milli(target.averageValue) } as const),
});

type Rules = NonNullable<NonNullable<ManifestSpec['behavior']>['scaleUp']>;

/** `copyHPAScalingRules`: each field by itself, and a list of policies as a whole. */
const rulesOf = (given: Rules, defaults: ScalingRules): ScalingRules => ({
  stabilizationWindowSeconds: given.stabilizationWindowSeconds ?? defaults.stabilizationWindowSeconds,
  selectPolicy: given.selectPolicy ?? defaults.selectPolicy,
  policies: given.policies ?? defaults.policies,
  // Times a thousandth, as Go has it: `0.07` and `70m` are the same tolerance.
  tolerance: given.tolerance === undefined ? defaults.tolerance : milli(given.tolerance) * 0.001,
});
