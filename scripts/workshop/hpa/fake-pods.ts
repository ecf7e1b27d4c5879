/** The pods of one target, made and changed by us: there is no kubelet. */
import type { PodGroup } from '../../scale-out/pods.ts';
import type { Ask, Json } from './cluster.ts';
import type { PodState, Scenario } from './scenario.ts';

/** What each container requests. */
const REQUESTS = {
  app: { cpu: 500, memory: 256 * 1024 * 1024 * 1000 },
  helper: { cpu: 100, memory: 64 * 1024 * 1024 * 1000 },
} as const;

/** Pods that are there from the start are older than every period that counts. */
const OLD_SECONDS = 200;
const OLD_SYNCS = 1000;

export const milli = (value: number): string => `${value}m`;
export const timeOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

export interface Pod {
  readonly index: number;
  readonly bornSync: number;
  state: PodState;
  startSeconds: number | null;
  readySinceSeconds: number;
}

type Metric = Readonly<Record<string, unknown>>;

/** What a pod requests of what a metric measures. */
export function requestMilli(metric: Metric): number | null {
  if (metric.type === 'Resource') {
    const { name } = metric.resource as { readonly name: 'cpu' | 'memory' };
    return REQUESTS.app[name] + REQUESTS.helper[name];
  }
  if (metric.type !== 'ContainerResource') return null;
  const { name, container } = metric.containerResource as {
    readonly name: 'cpu';
    readonly container: 'app';
  };
  return REQUESTS[container][name];
}

export class FakePods {
  readonly all: Pod[] = [];
  readonly #ask: Ask;
  readonly #scenario: Scenario;

  constructor(ask: Ask, scenario: Scenario) {
    this.#ask = ask;
    this.#scenario = scenario;
  }

  /** Brings the pods to what the scenario wants at a sync. */
  async become(count: number, sync: number, nowSeconds: number): Promise<void> {
    const gone = this.all.splice(count);
    const born = Array.from({ length: count - this.all.length }, (_, i) =>
      this.#born(this.all.length + i, sync, nowSeconds),
    );
    const changed = this.all.filter((pod) => this.#moves(pod, sync, nowSeconds));
    this.all.push(...born);
    await Promise.all([
      ...gone.map((pod) => this.#ask('DELETE', this.#path(pod), { gracePeriodSeconds: 0 })),
      ...born.map(async (pod) => {
        await this.#ask('POST', this.#folder, podBody(nameOf(pod)));
        await this.#tell(pod);
      }),
      ...changed.map((pod) => this.#tell(pod)),
    ]);
  }

  /** As the autoscaler will see one of them. */
  seen(
    pod: Pod,
    beganSeconds: number,
  ): Omit<PodGroup, 'count' | 'samplesMilli' | 'sampledSeconds' | 'sampleWindowSeconds' | 'requestsMilli'> {
    const { state, startSeconds, readySinceSeconds } = pod;
    return {
      phase: state.phase,
      deleting: state.deleting === true,
      startSeconds: startSeconds === null ? null : startSeconds - beganSeconds,
      ready: state.ready,
      readySinceSeconds: state.ready === null ? 0 : readySinceSeconds - beganSeconds,
    };
  }

  #born(index: number, sync: number, nowSeconds: number): Pod {
    const isOld = sync === 0;
    const bornSync = isOld ? -OLD_SYNCS : sync;
    const state = this.#stateAt(index, bornSync, sync);
    const sinceSeconds = nowSeconds - (isOld ? OLD_SECONDS : 0);
    const startSeconds = state.phase === 'Pending' ? null : sinceSeconds;
    return { index, bornSync, state, startSeconds, readySinceSeconds: sinceSeconds };
  }

  #stateAt(index: number, bornSync: number, sync: number): PodState {
    return this.#scenario.pod?.(sync - bornSync, index, sync) ?? { phase: 'Running', ready: true };
  }

  #moves(pod: Pod, sync: number, nowSeconds: number): boolean {
    const next = this.#stateAt(pod.index, pod.bornSync, sync);
    const before = pod.state;
    if (JSON.stringify(next) === JSON.stringify(before)) return false;
    pod.state = next;
    if (next.phase !== 'Pending') pod.startSeconds ??= nowSeconds;
    if (next.ready !== before.ready) pod.readySinceSeconds = nowSeconds;
    return true;
  }

  async #tell(pod: Pod): Promise<void> {
    const { state, startSeconds, readySinceSeconds } = pod;
    const conditions =
      state.ready === null
        ? []
        : [
            {
              type: 'Ready',
              status: state.ready ? 'True' : 'False',
              lastTransitionTime: timeOf(readySinceSeconds),
            },
          ];
    const startTime = startSeconds === null ? null : timeOf(startSeconds);
    const status = { phase: state.phase, startTime, conditions };
    await this.#ask('PATCH', `${this.#path(pod)}/status`, { status }, 'application/merge-patch+json');
    if (state.deleting) await this.#ask('DELETE', this.#path(pod), { gracePeriodSeconds: 600 });
  }

  get #folder(): string {
    return `/api/v1/namespaces/${this.#scenario.name}/pods`;
  }

  #path(pod: Pod): string {
    return `${this.#folder}/${nameOf(pod)}`;
  }
}

export const nameOf = ({ index, bornSync }: Pod): string => `web-${index}-${Math.max(0, bornSync)}`;

const podBody = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'web' } },
  spec: {
    // On a node that is not there: a pod that is on none ends as soon as it is told to.
    nodeName: 'nowhere',
    containers: Object.entries(REQUESTS).map(([container, { cpu, memory }]) => ({
      name: container,
      image: 'none',
      resources: { requests: { cpu: milli(cpu), memory: milli(memory) } },
    })),
  },
});
