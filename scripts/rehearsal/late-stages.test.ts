import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../evidence/observations.ts';
import type { Interrupt } from './interrupt.ts';
import { abortable, lateStage } from './late-stages.ts';
import type { Prometheus } from './prometheus/query.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function surroundings() {
  const abort = new AbortController();
  const events: RunEvent[] = [];
  let resolveFirst: (reason: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => {
    resolveFirst = resolve;
  });
  const interrupt: Interrupt = {
    get happened() {
      return abort.signal.aborted;
    },
    first,
    signal: abort.signal,
    stop: (reason) => {
      abort.abort(new Error(`${reason} came`));
      resolveFirst(reason);
    },
    stopListening: () => undefined,
  };
  const note = (kind: RunEvent['kind'], reason: string): void => void events.push({ atMs: 0, kind, reason });
  return { interrupt, folder: { note, events } };
}

/** A stage that takes so long, unless it has to end; resolves with why. */
const stageOf = (ms: number) => (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve('done'), ms);
    signal.addEventListener('abort', () => resolve((signal.reason as Error).message));
  });
const reasons = ({ events }: { readonly events: readonly RunEvent[] }) =>
  events.map(({ kind, reason }) => `${kind}: ${reason}`);

describe('a stage after the load', () => {
  it('ends with an interrupt that comes in it, and the run is an interrupted one', async () => {
    const late = surroundings();
    const stage = lateStage('the audit', late, stageOf(60_000));
    await vi.advanceTimersByTimeAsync(1000);
    late.interrupt.stop('SIGTERM');
    expect(await stage).toBe('SIGTERM came');
    expect(reasons(late.folder)).toEqual(['interrupted: SIGTERM ended the audit, after the load']);
  });

  it('still runs after an interrupt of the load, in less time', async () => {
    const late = surroundings();
    late.interrupt.stop('SIGINT');
    late.folder.note('interrupted', 'SIGINT stopped the load');
    const quick = lateStage('the audit', late, stageOf(20_000));
    const slow = lateStage('the audit', late, stageOf(50_000));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await quick, await slow]).toEqual(['done', '30 s were over']);
    expect(late.folder.events).toHaveLength(1);
  });

  it('runs after an interrupt that came between the load and it, and the run is an interrupted one', async () => {
    const late = surroundings();
    late.interrupt.stop('SIGINT');
    const stage = lateStage('the audit', late, stageOf(1000));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await stage).toBe('done');
    expect(reasons(late.folder)).toEqual([
      'interrupted: SIGINT came when the load was over, before the audit',
    ]);
  });

  it('that does not end by itself ends after ten minutes', async () => {
    const late = surroundings();
    const stage = lateStage('the audit', late, stageOf(10_000_000));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(await stage).toBe('600 s were over');
    expect(late.folder.events).toEqual([]);
  });
});

it('a Prometheus that hangs is not waited for once the stage has to end', async () => {
  const hanging: Prometheus = { instant: () => new Promise(() => {}), range: async () => [] };
  const abort = new AbortController();
  const prometheus = abortable(hanging, abort.signal);
  expect(await prometheus.range('up', { fromMs: 0, untilMs: 1, stepMs: 1 })).toEqual([]);
  const asked = prometheus.instant('up', 0);
  abort.abort(new Error('SIGTERM came'));
  await expect(asked).rejects.toMatchObject({
    name: 'PrometheusError',
    message: 'Prometheus was not read to the end: SIGTERM came',
  });
  await expect(prometheus.instant('up', 0)).rejects.toThrow('SIGTERM came');
});
