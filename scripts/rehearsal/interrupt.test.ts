import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listenForInterrupt, NothingSent, type Surroundings, stopIfInterrupted } from './interrupt.ts';

it('a stage that starts something is not begun after an interrupt', () => {
  expect(() => stopIfInterrupted({ happened: false }, 'the shop')).not.toThrow();
  const begin = () => stopIfInterrupted({ happened: true }, 'the shop');
  expect(begin).toThrow(NothingSent);
  expect(begin).toThrow('stopped before the shop was started; nothing was sent');
});

function listening(changes: Partial<Surroundings> = {}) {
  const source = new EventEmitter();
  const told = { endedAtOnce: 0, starterGone: (): void => undefined, nowMs: 0 };
  const interrupt = listenForInterrupt(() => (told.endedAtOnce += 1), {
    process: source,
    hasTerminal: true,
    nowMs: () => told.nowMs,
    watchStarter: (onGone) => {
      told.starterGone = onGone;
      return () => undefined;
    },
    ...changes,
  });
  const send = (signal: NodeJS.Signals, afterMs = 1000): void => {
    told.nowMs += afterMs;
    source.emit(signal, signal);
  };
  return { interrupt, told, send, source };
}

describe('an interrupt', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is the first %s, by name', async (signal) => {
    const { interrupt, send, told } = listening();
    expect([interrupt.happened, interrupt.signal.aborted]).toEqual([false, false]);
    send(signal);
    expect([interrupt.happened, interrupt.signal.aborted, told.endedAtOnce]).toEqual([true, true, 0]);
    expect(await interrupt.first).toBe(signal);
    expect(interrupt.signal.reason).toEqual(new Error(`${signal} came`));
  });

  it.each([
    { given: 'a second Ctrl-C', signals: ['SIGINT', 'SIGINT'], afterMs: 1000, want: 1 },
    { given: 'another signal at the same time', signals: ['SIGINT', 'SIGTERM'], afterMs: 0, want: 1 },
    { given: 'one Ctrl-C that npm passes on', signals: ['SIGINT', 'SIGINT'], afterMs: 20, want: 0 },
    { given: 'a terminal that closes twice', signals: ['SIGHUP', 'SIGHUP'], afterMs: 1000, want: 0 },
    { given: 'Ctrl-C and a terminal that closes', signals: ['SIGINT', 'SIGHUP'], afterMs: 1000, want: 0 },
    { given: 'Ctrl-C after the terminal was closed', signals: ['SIGHUP', 'SIGINT'], afterMs: 1000, want: 1 },
  ] as const)('ends everything $want times after $given', ({ signals, afterMs, want }) => {
    const { send, told } = listening();
    for (const signal of signals) send(signal, afterMs);
    expect(told.endedAtOnce).toBe(want);
  });

  it('is no closing of a terminal that the run does not have', () => {
    const { interrupt, send } = listening({ hasTerminal: false });
    send('SIGHUP');
    expect(interrupt.happened).toBe(false);
  });

  it('is the end of npm, which then takes no second one away', async () => {
    const { interrupt, told, send } = listening();
    told.starterGone();
    expect(await interrupt.first).toBe('the end of npm, which started this run,');
    told.starterGone();
    expect(told.endedAtOnce).toBe(0);
    send('SIGTERM');
    expect(told.endedAtOnce).toBe(1);
  });

  it('is not listened for any more once nothing is left to interrupt', () => {
    const { interrupt, source, send } = listening();
    interrupt.stopListening();
    expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
    // By default this would end the command, with another exit code than its verdict's.
    expect(source.listenerCount('SIGHUP')).toBe(1);
    send('SIGHUP');
    expect(interrupt.happened).toBe(false);
  });
});
