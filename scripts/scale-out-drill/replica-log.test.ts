import { describe, expect, it } from 'vitest';
import { readBalancerLog, readWatchLog } from './replica-log.ts';

const ZERO_MS = 1_000_000;
const log = (...lines: readonly object[]): string => lines.map((line) => JSON.stringify(line)).join('\n');
const at = (seconds: number, line: object): object => ({ atMs: ZERO_MS + seconds * 1000, ...line });

describe('the log of a balancer', () => {
  const lines = [
    at(-3, { event: 'asked', replicas: 1 }),
    at(-3, { event: 'created', replica: 'r1' }),
    at(-2, { event: 'ready', replica: 'r1' }),
    { region: 'all', url: 'http://127.0.0.1:7101', pid: 1 },
    at(10, { event: 'asked', replicas: 2 }),
    at(10, { event: 'created', replica: 'r2' }),
    at(14.5, { event: 'ready', replica: 'r2' }),
    at(20, { event: 'asked', replicas: 1 }),
    at(20, { event: 'ending', replica: 'r2' }),
    at(21, { event: 'ended', replica: 'r2' }),
  ];

  it('says how many were asked for and ready, at any moment', () => {
    const { steps, flaw } = readBalancerLog(`${log(...lines)}\nsome words\n{"cut`, ZERO_MS);
    expect(flaw).toBeNull();
    const { asked, ready } = steps.findLast(({ atSeconds }) => atSeconds <= 15)!;
    expect({ asked, ready }).toEqual({ asked: 2, ready: 2 });
    expect(steps.at(-1)).toEqual({ atSeconds: 21, asked: 1, ready: 1 });
  });

  it('is worth nothing if a replica died, or if it is empty', () => {
    expect(readBalancerLog(log(...lines, at(30, { event: 'died', replica: 'r1' })), ZERO_MS)).toMatchObject({
      flaw: 'replica r1 died',
    });
    expect(readBalancerLog('', ZERO_MS).flaw).toMatch(/wrote nothing/);
  });
});

describe('the watch of a cluster', () => {
  const look = (seconds: number, ready: number) =>
    at(seconds, { asked: 4, current: 4, ready, conditions: [] });

  const watched = (runSeconds: number) => ({ zeroAtMs: ZERO_MS, runSeconds, gapSecondsMax: 15 });

  it('is a step a look', () => {
    expect(readWatchLog(log(look(1, 2), look(3, 4)), watched(10))).toEqual({
      flaw: null,
      steps: [
        { atSeconds: 1, asked: 4, ready: 2 },
        { atSeconds: 3, asked: 4, ready: 4 },
      ],
    });
  });

  it('is worth nothing where it did not look for longer than a sync period', () => {
    const missed = at(10, { missed: 'kubectl did not answer in time about shop' });
    expect(readWatchLog(log(look(1, 2), missed, look(30, 4)), watched(31)).flaw).toBe(
      'the cluster was not seen for 29 s: kubectl did not answer in time about shop',
    );
    expect(readWatchLog(log(missed), watched(31)).flaw).toMatch(/^the cluster was never seen: kubectl/);
  });

  it('is worth nothing where it began late, or ended before the run did', () => {
    expect(readWatchLog(log(look(16, 2), look(20, 4)), watched(25)).flaw).toMatch(/not seen for 16 s$/);
    const missed = at(12, { missed: 'there is no kubectl' });
    expect(readWatchLog(log(look(1, 2), look(3, 4), missed), watched(30)).flaw).toBe(
      'the cluster was not seen for 27 s: there is no kubectl',
    );
  });

  it('need not look on once the run is over', () => {
    expect(readWatchLog(log(look(-40, 1), look(1, 2), look(9, 4), look(60, 4)), watched(10)).flaw).toBeNull();
  });
});
