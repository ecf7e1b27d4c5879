import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fleet } from './fleet.ts';

/** A fleet with a clock and timers moved by hand, and a balance that only notes. */
function fleetWith({ startDelayMs = 0 }: { startDelayMs?: number } = {}) {
  const at = { ms: 1_000_000 };
  const timers = new Set<{ atMs: number; then: () => void }>();
  const inHand = new Map<string, number>();
  const open = new Set<string>();
  const running = new Set<string>();
  const calls: string[] = [];
  const lines: string[] = [];
  const fleet: Fleet = new Fleet({
    balance: {
      open: (id) => void open.add(id),
      close: (id) => {
        if (open.delete(id) && (inHand.get(id) ?? 0) === 0) fleet.emptied(id);
      },
      drop: (id) => void open.delete(id),
      inHandOf: (id) => inHand.get(id) ?? 0,
      turnAllAway: () => void calls.push('turn all away'),
    },
    nowMs: () => at.ms,
    startDelayMs: () => startDelayMs,
    hands: {
      start: (id) => {
        expect(running.has(id)).toBe(false);
        running.add(id);
      },
      end: (id) => void calls.push(`end ${id}`),
      kill: (id) => void calls.push(`kill ${id}`),
      later: (ms, then) => {
        const timer = { atMs: at.ms + ms, then };
        timers.add(timer);
        return () => timers.delete(timer);
      },
      tell: ({ event, replica, replicas }) => void lines.push(`${event} ${replica ?? replicas}`),
    },
  });
  const pass = (ms: number) => {
    at.ms += ms;
    for (const timer of [...timers].sort((a, b) => a.atMs - b.atMs)) {
      if (timer.atMs > at.ms || !timers.delete(timer)) continue;
      timer.then();
    }
  };
  const exit = (id: string) => {
    running.delete(id);
    fleet.exited(id);
  };
  const readyAll = () => {
    for (const id of running) fleet.readied(id);
  };
  return { fleet, at, pass, exit, readyAll, inHand, open, running, calls, lines, timers };
}
const ids = (fleet: Fleet) => fleet.replicas.map(({ id }) => id);

describe('going up', () => {
  it('creates as many as are missing; each takes requests once its process listens', () => {
    const { fleet, open, lines } = fleetWith();
    fleet.ask(2);
    expect(open.size).toBe(0);
    fleet.readied('r2');
    expect([...open]).toEqual(['r2']);
    fleet.ask(3);
    expect(ids(fleet)).toEqual(['r1', 'r2', 'r3']);
    expect(lines).toEqual([
      ...['asked 2', 'created r1', 'started r1', 'created r2', 'started r2', 'ready r2'],
      ...['asked 3', 'created r3', 'started r3'],
    ]);
  });

  it('starts a process only after the delay, and says when it was asked for, started and ready', () => {
    const { fleet, at, pass, running } = fleetWith({ startDelayMs: 2000 });
    fleet.ask(1);
    const createdAtMs = at.ms;
    pass(1999);
    expect(running.size).toBe(0);
    expect(fleet.replicas).toMatchObject([{ createdAtMs, startedAtMs: null, readyAtMs: null }]);
    pass(1);
    pass(300);
    fleet.readied('r1');
    const startedAtMs = createdAtMs + 2000;
    expect(fleet.replicas).toMatchObject([{ createdAtMs, startedAtMs, readyAtMs: startedAtMs + 300 }]);
  });

  it('starts those that a region begins with at once', () => {
    const { fleet, running } = fleetWith({ startDelayMs: 2000 });
    fleet.ask(2, () => 0);
    expect([...running]).toEqual(['r1', 'r2']);
  });
});

describe('going down', () => {
  it('lets the youngest go first, each once it has nothing in hand', () => {
    const { fleet, readyAll, inHand, open, calls, exit, lines } = fleetWith();
    fleet.ask(3);
    readyAll();
    inHand.set('r3', 1);
    fleet.ask(1);
    expect([...open]).toEqual(['r1']);
    expect(calls).toEqual(['end r2']);
    inHand.set('r3', 0);
    fleet.emptied('r3');
    expect(calls).toEqual(['end r2', 'end r3']);
    exit('r2');
    exit('r3');
    expect(ids(fleet)).toEqual(['r1']);
    expect(lines.slice(-4)).toEqual(['ending r3', 'ending r2', 'ended r2', 'ended r3']);
  });

  it('forgets one that has no process yet, and ends one that is not ready yet', () => {
    const { fleet, pass, calls, running, timers } = fleetWith({ startDelayMs: 500 });
    fleet.ask(1);
    pass(500);
    fleet.ask(2);
    fleet.ask(0);
    expect(ids(fleet)).toEqual(['r1']);
    expect(timers.size).toBe(0);
    expect(calls).toEqual(['end r1', 'turn all away']);
    pass(500);
    expect([...running]).toEqual(['r1']);
    // It may say that it is ready before it hears that it must go.
    fleet.readied('r1');
    expect(fleet.replicas[0]!.readyAtMs).toBeNull();
  });

  it('to what there is changes nothing', () => {
    const { fleet, readyAll, calls } = fleetWith();
    fleet.ask(2);
    readyAll();
    fleet.ask(2);
    expect([ids(fleet), calls]).toEqual([['r1', 'r2'], []]);
  });
});

describe('a replica that dies', () => {
  it('takes no more, and is started again under its name', () => {
    const { fleet, readyAll, exit, open, pass, running, lines } = fleetWith();
    fleet.ask(2);
    readyAll();
    exit('r1');
    expect([...open]).toEqual(['r2']);
    pass(100);
    expect(running.has('r1')).toBe(true);
    fleet.readied('r1');
    expect([...open]).toEqual(['r2', 'r1']);
    expect(lines.slice(-3)).toEqual(['died r1', 'started r1', 'ready r1']);
  });

  it('again and again waits longer each time, until it was ready for a while', () => {
    const { fleet, readyAll, exit, pass, running } = fleetWith();
    fleet.ask(1);
    for (const waitMs of [100, 200, 400]) {
      exit('r1');
      pass(waitMs - 1);
      expect(running.size).toBe(0);
      pass(1);
      expect(running.size).toBe(1);
    }
    readyAll();
    pass(10_000);
    exit('r1');
    pass(100);
    expect(running.size).toBe(1);
  });

  it('and is let go before it is started again never starts', () => {
    const { fleet, exit, pass, running } = fleetWith();
    fleet.ask(1);
    exit('r1');
    fleet.ask(0);
    pass(60_000);
    expect([running.size, ids(fleet)]).toEqual([0, []]);
  });

  it('while it finishes what it holds has ended', () => {
    const { fleet, readyAll, inHand, exit, pass, running } = fleetWith();
    fleet.ask(1);
    readyAll();
    inHand.set('r1', 1);
    fleet.ask(0);
    exit('r1');
    pass(60_000);
    expect([running.size, ids(fleet)]).toEqual([0, []]);
  });

  it('is killed when a connection to it broke, and asked nothing meanwhile', () => {
    const { fleet, readyAll, open, calls } = fleetWith();
    fleet.ask(1);
    readyAll();
    fleet.broke('r1');
    fleet.broke('r1');
    expect(open.size).toBe(0);
    expect(new Set(calls)).toEqual(new Set(['kill r1']));
  });
});

it('once everything has settled there are as many as were asked for last, each with one process', () => {
  const op = fc.oneof(
    fc.record({ ask: fc.nat(6) }),
    fc.record({ pass: fc.nat(1500) }),
    fc.record({ exit: fc.nat(10) }),
    fc.constant({ ready: true }),
  );
  fc.assert(
    fc.property(fc.array(op, { maxLength: 40 }), fc.nat(6), (ops, last) => {
      const { fleet, pass, exit, readyAll, running, open, calls } = fleetWith({ startDelayMs: 700 });
      const settle = () => {
        for (const call of calls.splice(0)) if (call.startsWith('end ')) exit(call.slice('end '.length));
      };
      for (const each of ops) {
        if ('ask' in each) fleet.ask(each.ask);
        else if ('pass' in each) pass(each.pass);
        else if ('ready' in each) readyAll();
        else {
          const id = [...running][each.exit % Math.max(1, running.size)];
          if (id !== undefined) exit(id);
        }
        for (const id of open) expect(running.has(id)).toBe(true);
      }
      fleet.ask(last);
      pass(60_000);
      readyAll();
      settle();
      expect([fleet.replicas.length, running.size, open.size]).toEqual([last, last, last]);
    }),
  );
});
