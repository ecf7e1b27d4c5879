import { describe, expect, it } from 'vitest';
import type { Wire } from './connections.ts';
import { HELD_MS_MAX, holdOnce } from './try-connection.ts';

const TIMEOUT_MS = 2000;

/** A connection whose clock and target the test plays. */
function dialled(staySeconds = 30) {
  let nowMs = 0;
  const timers: { atMs: number; act: () => void }[] = [];
  const its: { wire?: Wire } = {};
  const seen = { hungUp: 0 };
  const held = holdOnce(staySeconds, TIMEOUT_MS, {
    dial: (wire) => {
      its.wire = wire;
      return () => {
        seen.hungUp++;
      };
    },
    nowMs: () => nowMs,
    after: (ms, act) => {
      const timer = { atMs: nowMs + ms, act };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
  });
  const until = (ms: number): void => {
    nowMs = ms;
    for (const { act } of timers.filter(({ atMs }) => atMs <= ms)) act();
  };
  return { held, wire: its.wire!, seen, until, timers };
}

describe('A connection of a try should', () => {
  it('be held for a moment, and then be closed by us', async () => {
    const { held, wire, seen, until } = dialled();
    wire.opened();
    until(HELD_MS_MAX - 1);
    expect(seen.hungUp).toBe(0);
    until(HELD_MS_MAX);
    wire.closed();
    expect(await held).toEqual({ status: 101, error: '', isOwnError: false });
    expect(seen.hungUp).toBe(1);
  });

  it('stay no longer than the shop lets it', async () => {
    const { held, wire, seen, until } = dialled(0.1);
    wire.opened();
    until(100);
    expect((await held).error).toBe('');
    expect(seen.hungUp).toBe(1);
  });

  it('fail when the target ends it at once', async () => {
    const { held, wire, until } = dialled();
    wire.opened();
    until(12);
    wire.closed();
    expect(await held).toEqual({
      status: 101,
      error: 'it was to stay for 30 s, and the target ended it after 12 ms',
      isOwnError: false,
    });
  });

  it('fail when k6 tells of an error in it after it was open', async () => {
    const { held, wire, until } = dialled();
    wire.opened();
    until(3);
    wire.refused('unexpected EOF', 'own');
    expect(await held).toMatchObject({ status: 101, isOwnError: false });
  });

  it('leave no timer behind', async () => {
    const { held, wire, timers } = dialled();
    wire.closed();
    wire.refused('no');
    expect((await held).error).toBe('no');
    expect(timers).toEqual([]);
  });

  it('fail with the words of a refused handshake, and say whose fault it was', async () => {
    const refused = dialled();
    refused.wire.refused('the handshake was refused; asked again: HTTP 404');
    expect(await refused.held).toEqual({
      status: 0,
      error: 'the handshake was refused; asked again: HTTP 404',
      isOwnError: false,
    });
    const own = dialled();
    own.wire.refused('too many open files', 'own');
    expect((await own.held).isOwnError).toBe(true);
  });

  it('wait for a handshake as long as for an answer, and close what opens later', async () => {
    const { held, wire, seen, until } = dialled();
    until(TIMEOUT_MS);
    expect((await held).error).toBe('the handshake was not answered within 2 s');
    wire.opened();
    expect(seen.hungUp).toBe(1);
  });
});
