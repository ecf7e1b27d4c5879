/** An autoscaler of a cluster of the user's, as kubectl shows it: what is asked, and what its answers say. Pure. */
import { z } from 'zod';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { quote } from '../mistakes/plan-error.ts';

/** `[namespace/]name` as it was typed; without a namespace, kubectl's own. */
export interface HpaName {
  readonly namespace: string | null;
  readonly name: string;
}

/** What the autoscaler scales. */
export interface ScaledTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export interface ClusterHpa {
  readonly target: ScaledTarget;
  /** The manifest, for whoever reads manifests. */
  readonly manifest: string;
}

/** What there is at one look. */
export interface ClusterLook {
  readonly asked: number;
  /** That the target has, ready or not. */
  readonly current: number;
  readonly ready: number;
  /** `ScalingLimited: TooManyReplicas`, of those that are true, and `ScalingActive: FailedGetResourceMetric` if it is not. */
  readonly conditions: readonly string[];
}

/** DNS labels and subdomains: nothing of it means anything to a shell. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
const API_VERSION = /^(?:[a-z0-9.-]+\/)?[a-z0-9]+$/;
const RESOURCE = 'horizontalpodautoscalers.v2.autoscaling';
const QUOTED_CHARACTERS = 300;
const NOT_FOUND_IN_SHELL = 127;

/** Null: it is no name. */
export function hpaNameFrom(typed: string): HpaName | null {
  const parts = typed.split('/');
  if (parts.length > 2 || !parts.every((part) => NAME.test(part))) return null;
  const name = parts.at(-1)!;
  return { name, namespace: parts.length === 2 ? parts[0]! : null };
}

const inNamespace = ({ namespace }: HpaName): string =>
  namespace === null ? '' : ` --namespace ${namespace}`;

export const commandForHpa = (hpa: HpaName): string =>
  `kubectl get ${RESOURCE}/${hpa.name}${inNamespace(hpa)} --output json`;

/** Both at once, so that they are of one moment. */
export function commandForBoth(hpa: HpaName, { apiVersion, kind, name }: ScaledTarget): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const resource = `${kind.toLowerCase()}.${version}${group === '' ? '' : `.${group}`}`;
  return `kubectl get ${RESOURCE}/${hpa.name} ${resource}/${name}${inNamespace(hpa)} --output json`;
}

const count = z.number().int().gte(0);
const hpaShape = z.object({
  kind: z.literal('HorizontalPodAutoscaler'),
  spec: z.object({
    scaleTargetRef: z.object({
      apiVersion: z.string().regex(API_VERSION),
      kind: z.string().regex(KIND),
      name: z.string().regex(NAME),
    }),
  }),
  status: z
    .object({
      currentReplicas: count.optional(),
      desiredReplicas: count.optional(),
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), reason: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
const bothShape = z.object({ items: z.tuple([hpaShape, scaledShape()]) });

function scaledShape() {
  return z.object({
    spec: z.object({ replicas: count.optional() }).optional(),
    status: z.object({ replicas: count.optional(), readyReplicas: count.optional() }).optional(),
  });
}

/** @throws CarnivalError (104) when it is no autoscaler */
export function readClusterHpa(answer: string, { name }: HpaName): ClusterHpa {
  const read = hpaShape.safeParse(parsed(answer));
  if (!read.success) throw unreadable(name, answer);
  return { target: read.data.spec.scaleTargetRef, manifest: answer };
}

/** @throws CarnivalError (104) when it does not show both */
export function readClusterLook(answer: string, { name }: HpaName): ClusterLook {
  const read = bothShape.safeParse(parsed(answer));
  if (!read.success) throw unreadable(name, answer);
  const [{ status = {} }, scaled] = read.data.items;
  const conditions = status.conditions ?? [];
  const replicas = scaled.status?.replicas ?? 0;
  return {
    // It has not looked yet: what there is was asked by somebody.
    asked: status.desiredReplicas ?? scaled.spec?.replicas ?? replicas,
    current: status.currentReplicas ?? replicas,
    ready: scaled.status?.readyReplicas ?? 0,
    conditions: conditions
      .filter(({ type, status: is }) => (type === 'ScalingLimited' ? is === 'True' : is === 'False'))
      .map(({ type, reason }) => `${type}: ${reason ?? 'unknown'}`),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unreadable = (name: string, answer: string): CarnivalError =>
  new CarnivalError(`kubectl shows no autoscaler ${name}: ${quote(answer, QUOTED_CHARACTERS)}`, {
    hint: 'autoscaling/v2 is needed: Kubernetes 1.23 or newer',
    exitCode: EXIT.badPlan,
  });

/** How kubectl ended when it has not answered. */
export interface KubectlEnd {
  /** Null: it was ended. */
  readonly code: number | null;
  readonly errors: string;
}

/** Why kubectl has not answered, and what to do about it. */
export function kubectlError({ code, errors }: KubectlEnd, hpa: HpaName): CarnivalError {
  const wrong = (message: string, hint: string): CarnivalError =>
    new CarnivalError(message, { hint, exitCode: EXIT.badPlan });
  const said = quote(errors.trim().split('\n').at(-1) ?? '', QUOTED_CHARACTERS);
  const shownName = hpa.namespace === null ? hpa.name : `${hpa.namespace}/${hpa.name}`;
  if (code === NOT_FOUND_IN_SHELL)
    return wrong('there is no kubectl', 'install it, or add its folder to PATH: --watch-hpa asks it');
  if (/\(NotFound\)|not found/i.test(errors))
    return wrong(
      `--watch-hpa: there is no ${shownName}, or its target is gone: ${said}`,
      '`kubectl get hpa --all-namespaces` shows which there are; write namespace/name',
    );
  if (/\(Forbidden\)|\(Unauthorized\)|must be logged in/i.test(errors))
    return wrong(
      `--watch-hpa may not look at ${shownName}: ${said}`,
      'allow the verb get on the autoscaler and on what it scales',
    );
  if (code === null)
    return wrong(`kubectl did not answer in time about ${shownName}`, 'is the cluster reachable from here?');
  return wrong(`kubectl does not answer about ${shownName}: ${said}`, 'try `kubectl get hpa` by hand');
}
