import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Exit } from '../machine/processes/child.ts';
import { superviseGenerator } from './supervise.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ENDS_WITHIN_MS = 60_000;
const KILLED: Exit = { code: null, signal: 'SIGKILL' };

/** A k6 that ends when the test says so, or when it is killed. */
function supervised() {
  let end: (exit: Exit) => void = () => undefined;
  let interrupt: (reason: string) => void = () => undefined;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const first = new Promise<string>((resolve) => {
    interrupt = resolve;
  });
  let abort: (reason: string) => void = () => undefined;
  const aborted = new Promise<string>((resolve) => {
    abort = resolve;
  });
  const signals: string[] = [];
  const events: string[] = [];
  const k6 = {
    exited,
    logFile: 'k6.log',
    signal: (name: string) => void signals.push(name),
    stop: (graceMs?: number) => {
      signals.push(`stop ${graceMs}`);
      end(KILLED);
      return exited;
    },
  };
  const note = (kind: string, reason: string) => void events.push(`${kind}: ${reason}`);
  const ended = superviseGenerator({ k6, interrupt: { first }, aborted, note, endsWithinMs: ENDS_WITHIN_MS });
  return { ended, signals, events, end, interrupt, abort };
}

it('a generator that ends by itself is left alone', async () => {
  const { ended, end, signals, events } = supervised();
  await vi.advanceTimersByTimeAsync(ENDS_WITHIN_MS - 1);
  end({ code: 0, signal: null });
  expect(await ended).toEqual({ code: 0, signal: null });
  await vi.advanceTimersByTimeAsync(ENDS_WITHIN_MS);
  expect([signals, events]).toEqual([[], []]);
});

it('a generator that ends badly is an event of the run', async () => {
  const { ended, end, events } = supervised();
  end({ code: 107, signal: null });
  await ended;
  expect(events).toEqual(['generator-died: k6 ended with exit code 107; see k6.log']);
});

it('a generator that does not end, long after the plan, is killed', async () => {
  const { ended, signals, events } = supervised();
  await vi.advanceTimersByTimeAsync(ENDS_WITHIN_MS + 2000);
  expect(await ended).toEqual(KILLED);
  expect(signals).toEqual(['stop 0']);
  expect(events).toEqual([
    'generator-died: k6 had not ended 60 s after its start, when the plan was long over, and was killed; see k6.log',
  ]);
});

it('a generator whose end is only noticed after the deadline is not killed', async () => {
  const { ended, end, signals, events } = supervised();
  // The command was stopped, and goes on with both at once.
  setTimeout(() => end({ code: 0, signal: null }), ENDS_WITHIN_MS + 1);
  await vi.advanceTimersByTimeAsync(ENDS_WITHIN_MS + 2000);
  expect(await ended).toEqual({ code: 0, signal: null });
  expect([signals, events]).toEqual([[], []]);
});

it('an interrupt ends the load, and a generator that obeys is not killed', async () => {
  const { ended, end, interrupt, signals, events } = supervised();
  interrupt('SIGTERM');
  await vi.advanceTimersByTimeAsync(3000);
  end({ code: 105, signal: null });
  expect(await ended).toEqual({ code: 105, signal: null });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals).toEqual(['SIGINT']);
  expect(events).toEqual([
    'interrupted: SIGTERM stopped the load; orders in flight may or may not be stored',
  ]);
});

it('an interrupt that is not obeyed becomes a kill', async () => {
  const { ended, interrupt, signals, events } = supervised();
  interrupt('SIGINT');
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await ended).toEqual(KILLED);
  expect(signals).toEqual(['SIGINT', 'stop 0']);
  expect(events.at(-1)).toBe('generator-died: k6 did not end within 10 s of the interrupt, and was killed');
});

it('a clause of the plan ends the load as an interrupt does, and says why', async () => {
  const { ended, end, abort, signals, events } = supervised();
  abort('60 of the 100 answers of the last 10 s failed');
  await vi.advanceTimersByTimeAsync(500);
  end({ code: 105, signal: null });
  expect(await ended).toEqual({ code: 105, signal: null });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals).toEqual(['SIGINT']);
  expect(events).toEqual(['aborted: 60 of the 100 answers of the last 10 s failed']);
});

it('an abort that k6 does not obey becomes a kill', async () => {
  const { ended, abort, signals, events } = supervised();
  abort('why');
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await ended).toEqual(KILLED);
  expect(signals).toEqual(['SIGINT', 'stop 0']);
  expect(events.at(-1)).toBe('generator-died: k6 did not end within 10 s of the abort, and was killed');
});
