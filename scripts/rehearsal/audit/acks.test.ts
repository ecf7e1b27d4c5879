import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { arriving, crowdOf, once } from '../../../scenarios/testing/world.ts';
import { consoleArgs, orderPrefix, readAcks } from './acks.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});

let files = 0;
async function consoleFile(...lines: string[]): Promise<string> {
  const file = join(folder, `console-${files++}.log`);
  await writeFile(file, lines.join(''));
  return file;
}

/** As k6 2.2 writes `console.log(message)` with `--log-format json`. */
const logged = (message: string) =>
  `${JSON.stringify({ level: 'info', msg: message, time: '2026-11-22T17:20:21Z' })}\n`;
const orders = (region: string, acknowledged: string[], indeterminate: string[] = []) =>
  logged(
    JSON.stringify({
      carnival: 'promises',
      phase: 'burst',
      vu: 3,
      regions: {
        [region]: {
          order: acknowledged.map((id) => `${id} shopper 1 1`),
          unsure: indeterminate.map((id) => `order ${id} shopper 1 1`),
        },
      },
    }),
  );

const plain = ({ regions }: Awaited<ReturnType<typeof readAcks>>) =>
  Object.fromEntries(
    [...regions].map(([region, ids]) => [
      region,
      { acknowledged: [...ids.acknowledged], indeterminate: [...ids.indeterminate] },
    ]),
  );

describe('the console file', () => {
  it('yields ids by region, over all lines and generators', async () => {
    const acks = await readAcks([
      await consoleFile(orders('east', ['a', 'b']), orders('south', [], ['c'])),
      await consoleFile(orders('east', ['d'], ['e'])),
    ]);
    expect(plain(acks)).toEqual({
      east: { acknowledged: ['a', 'b', 'd'], indeterminate: ['e'] },
      south: { acknowledged: [], indeterminate: ['c'] },
    });
    expect(acks.notes).toEqual([]);
  });

  it('counts an id once that was acknowledged twice', async () => {
    const acks = await readAcks([await consoleFile(orders('east', ['a']), orders('east', ['a', 'b', 'b']))]);
    expect(plain(acks).east!.acknowledged).toEqual(['a', 'b']);
  });

  it.each([
    { given: 'later', lines: [orders('east', [], ['a']), orders('east', ['a'])] },
    { given: 'before', lines: [orders('east', ['a']), orders('east', [], ['a'])] },
  ])('holds an id as acknowledged when that was known $given than its missing answer', async ({ lines }) => {
    expect(plain(await readAcks([await consoleFile(...lines)]))).toEqual({
      east: { acknowledged: ['a'], indeterminate: [] },
    });
  });

  it('counts every answer, even two about one order, so that a missing line can be noticed', async () => {
    const acks = await readAcks([
      await consoleFile(orders('east', ['a'], ['b', 'b']), orders('south', ['b'])),
      await consoleFile(orders('east', ['a'])),
    ]);
    expect(acks.answersRead).toBe(5);
    expect(acks.tornLines).toBe(0);
  });

  it('passes over what is not the crowd’s', async () => {
    const acks = await readAcks([
      await consoleFile(
        logged('a warning\nof two lines'),
        logged('{"carnival":"hello"}'),
        '\n',
        orders('east', ['a']),
      ),
    ]);
    expect(plain(acks)).toEqual({ east: { acknowledged: ['a'], indeterminate: [] } });
    expect(acks.notes).toEqual([]);
  });

  it('is empty for a k6 that said nothing', async () => {
    const acks = await readAcks([await consoleFile()]);
    expect({ ...acks, regions: acks.regions.size }).toEqual({
      regions: 0,
      answersRead: 0,
      tornLines: 0,
      notes: [],
    });
  });

  it('that is not there is an error with its name', async () => {
    await expect(readAcks([join(folder, 'none.log')])).rejects.toThrow(/ENOENT.*none\.log/);
  });
});

describe('a torn line', () => {
  const whole = orders('east', ['a', 'b']);
  // Every place that a killed k6 may stop at, but the last: without its line end the line is still whole.
  const cuts = Array.from({ length: whole.length - 2 }, (_, i) => i + 1);

  it('is left out and noted, wherever it was torn', async () => {
    for (const cut of cuts) {
      const acks = await readAcks([await consoleFile(orders('east', ['first']), whole.slice(0, cut))]);
      expect(plain(acks), `cut after ${cut} characters`).toEqual({
        east: { acknowledged: ['first'], indeterminate: [] },
      });
      expect(acks.notes).toEqual([expect.stringMatching(/^console-\d+\.log: 1 torn line \(2\); orders/)]);
      expect([acks.tornLines, acks.answersRead]).toEqual([1, 1]);
    }
  });

  it('that lacks only its line end is whole', async () => {
    const acks = await readAcks([await consoleFile(whole.trimEnd())]);
    expect(plain(acks).east!.acknowledged).toEqual(['a', 'b']);
    expect(acks.notes).toEqual([]);
  });

  it('in the middle of the file loses only itself', async () => {
    const acks = await readAcks([
      await consoleFile(
        orders('east', ['a']),
        whole.slice(0, 40),
        orders('east', ['c']),
        orders('east', ['d']),
      ),
    ]);
    expect(plain(acks).east!.acknowledged).toEqual(['a', 'd']);
    expect(acks.notes).toHaveLength(1);
  });

  it('of the crowd’s with another shape is noted as well', async () => {
    const acks = await readAcks([
      await consoleFile(logged('{"carnival":"promises","regions":{"east":["a"]}}')),
    ]);
    expect(acks.notes).toEqual([expect.stringContaining('1 torn line (1)')]);
  });

  it('is one of many: the note names the first and counts all', async () => {
    const acks = await readAcks([await consoleFile('x\n'.repeat(7))]);
    expect(acks.notes).toEqual([expect.stringContaining('7 torn lines (1, 2, 3, 4, 5, …)')]);
    expect(acks.tornLines).toBe(7);
  });
});

it('k6 is told to write JSON, the format read here', () => {
  expect(consoleArgs('runs/1/console.log')).toEqual([
    '--console-output',
    'runs/1/console.log',
    '--log-format',
    'json',
  ]);
});

it('the ids of a run’s orders begin as the crowd makes them, and as those of no other run', () => {
  const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('order.create')] });
  crowd.tickUntil(900);
  const ids = crowd.sent.map(({ request }) => (JSON.parse(request.body!) as { order: string }).order);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(id.startsWith(orderPrefix('test')), id).toBe(true);
});
