import { describe, expect, it } from 'vitest';
import { Connections, type Wire } from './connections.ts';

const STAY_SECONDS = 5;
const TIMEOUT_MS = 1000;
const END_MS = 60_000;

/** A VU that has a step with a connection (1) and one without (0), on a clock of its own. */
function vu(endMs = END_MS) {
  let nowMs = 0;
  const answers: string[] = [];
  const wires: Wire[] = [];
  const hungUp: number[] = [];
  const connections = new Connections({
    staySeconds: [null, STAY_SECONDS],
    timeoutMs: TIMEOUT_MS,
    endMs,
    nowMs: () => nowMs,
    answered: (slot, status, mark, reading) =>
      answers.push([slot, status, mark, reading?.reason].filter((each) => each !== undefined).join(' ')),
  });
  return {
    ...{ connections, answers, wires, hungUp },
    dial: (slot: number) =>
      connections.connect(slot, 1, (wire) => {
        const index = wires.push(wire) - 1;
        return () => {
          hungUp.push(index);
          // As k6 tells it: also of what was closed on purpose.
          wire.closed();
        };
      }),
    at: (ms: number) => {
      nowMs = ms;
      connections.tick(ms);
    },
  };
}

describe('a connection', () => {
  it('ends its request when it is open, stays for its time, and is closed by us', () => {
    const { connections, answers, wires, hungUp, dial, at } = vu();
    dial(7);
    expect([answers, connections.open]).toEqual([[], 0]);
    at(20);
    wires[0]!.opened();
    expect([answers, connections.open]).toEqual([['7 101'], 1]);
    at(5019);
    expect(hungUp).toEqual([]);
    at(5020);
    expect([hungUp, connections.open, connections.dropped[1]]).toEqual([[0], 0, 0]);
  });

  it('counts as dropped when the target closes it before its time, and only once', () => {
    const { connections, wires, hungUp, dial, at } = vu();
    dial(0);
    wires[0]!.opened();
    at(1000);
    wires[0]!.closed();
    wires[0]!.closed();
    at(10_000);
    expect([connections.open, [...connections.dropped], hungUp]).toEqual([0, [0, 1], []]);
  });

  it('fails with its reason when the target refuses it, and is no dropped one', () => {
    const { connections, answers, wires, dial } = vu();
    dial(3);
    wires[0]!.refused('connection refused');
    wires[0]!.closed();
    expect([answers, connections.open, connections.dropped[1]]).toEqual([['3 0 connection refused'], 0, 0]);
  });

  it('keeps the mark of a failure that was our own', () => {
    const { answers, wires, dial } = vu();
    dial(3);
    wires[0]!.refused('too many open files', 'own');
    expect(answers).toEqual(['3 0 own too many open files']);
  });

  it('fails when the handshake is not answered in time, and is closed if it opens after all', () => {
    const { connections, answers, wires, hungUp, dial, at } = vu();
    dial(3);
    at(999);
    expect(answers).toEqual([]);
    at(1000);
    expect(answers).toEqual(['3 0 the handshake was not answered within 1 s']);
    wires[0]!.opened();
    wires[0]!.refused('late');
    expect([answers.length, hungUp, connections.open, connections.dropped[1]]).toEqual([1, [0], 0, 0]);
  });

  it('stays to the end of the phase at most, also if it opens after it', () => {
    const { connections, answers, wires, hungUp, dial, at } = vu(2000);
    dial(0);
    wires[0]!.opened();
    at(1500);
    dial(1);
    at(2000);
    expect(hungUp).toEqual([0]);
    at(2100);
    wires[1]!.opened();
    at(2110);
    expect([answers, hungUp, connections.open]).toEqual([['0 101', '1 101'], [0, 1], 0]);
    expect(connections.takeHeldSeconds()).toBe(2);
  });
});

describe('many connections', () => {
  it('are closed a hundred a tick when they are due together, and none is forgotten', () => {
    const { connections, wires, hungUp, dial, at } = vu();
    for (let slot = 0; slot < 250; slot++) dial(slot);
    for (const wire of wires) wire.opened();
    wires[5]!.closed();
    const open: number[] = [];
    for (let tick = 0; tick < 3; tick++) {
      at(6000 + tick * 10);
      open.push(connections.open);
    }
    expect([open, hungUp.length, connections.dropped[1]]).toEqual([[149, 49, 0], 249, 1]);
  });

  it('are added up over time, once', () => {
    const { connections, wires, dial, at } = vu();
    dial(0);
    wires[0]!.opened();
    at(1000);
    dial(1);
    wires[1]!.opened();
    at(3000);
    expect([connections.takeHeldSeconds(), connections.takeHeldSeconds()]).toEqual([5, 0]);
  });
});
