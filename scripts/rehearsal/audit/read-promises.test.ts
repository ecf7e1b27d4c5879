import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { arriving, crowdOf, once } from '../../../scenarios/testing/world.ts';
import { consoleArgs } from '../console/console-line.ts';
import { orderPrefix, readPromises, shopperPrefix } from './read-promises.ts';

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

const SHOPS = { east: 'http://east', south: 'http://south' };
const read = (files: readonly string[], shops: Readonly<Record<string, string>> = SHOPS) =>
  readPromises(files, { runId: 'run', shops });

/** Orders by shop, those that were acknowledged and those that got no answer. */
const plain = ({ books }: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(
    [...books].map(([shop, book]) => {
      const ids = (isAcknowledged: boolean) =>
        [...book.orders()].flatMap(([id, row]) => (book.has(row, 'order') === isAcknowledged ? [id] : []));
      return [shop.replace('http://', ''), { acknowledged: ids(true), indeterminate: ids(false) }];
    }),
  );

describe('the console file', () => {
  it('yields ids by region, over all lines and generators', async () => {
    const promises = await read([
      await consoleFile(orders('east', ['a', 'b']), orders('south', [], ['c'])),
      await consoleFile(orders('east', ['d'], ['e'])),
    ]);
    expect(plain(promises)).toEqual({
      east: { acknowledged: ['a', 'b', 'd'], indeterminate: ['e'] },
      south: { acknowledged: [], indeterminate: ['c'] },
    });
    expect(promises.notes).toEqual([]);
  });

  it('counts an id once that was acknowledged twice', async () => {
    const promises = await read([await consoleFile(orders('east', ['a']), orders('east', ['a', 'b', 'b']))]);
    expect(plain(promises).east!.acknowledged).toEqual(['a', 'b']);
  });

  it.each([
    { given: 'later', lines: [orders('east', [], ['a']), orders('east', ['a'])] },
    { given: 'before', lines: [orders('east', ['a']), orders('east', [], ['a'])] },
  ])('holds an id as acknowledged when that was known $given than its missing answer', async ({ lines }) => {
    expect(plain(await read([await consoleFile(...lines)]))).toEqual({
      east: { acknowledged: ['a'], indeterminate: [] },
    });
  });

  it('counts every answer, even two about one order, so that a missing line can be noticed', async () => {
    const promises = await read([
      await consoleFile(orders('east', ['a'], ['b', 'b']), orders('south', ['b'])),
      await consoleFile(orders('east', ['a'])),
    ]);
    expect(promises.answersRead).toBe(5);
    expect(promises.tornLines).toBe(0);
  });

  it('passes over what is not the crowd’s', async () => {
    const promises = await read([
      await consoleFile(
        logged('a warning\nof two lines'),
        logged('{"carnival":"hello"}'),
        '\n',
        orders('east', ['a']),
      ),
    ]);
    expect(plain(promises)).toEqual({ east: { acknowledged: ['a'], indeterminate: [] } });
    expect(promises.notes).toEqual([]);
  });

  it('is empty for a k6 that said nothing', async () => {
    const promises = await read([await consoleFile()]);
    expect(promises).toEqual({
      books: new Map(),
      strangers: new Set(),
      acknowledged: 0,
      indeterminate: 0,
      answersRead: 0,
      tornLines: 0,
      notes: [],
    });
  });

  it('keeps every kind of promise, and what is unsure or was promised for later', async () => {
    const said = {
      payment: ['o.run.a.1.0', 'o.run.a.2.0 later'],
      cancellation: ['o.run.a.1.0'],
      return: ['o.run.a.2.0'],
      redemption: ['o.run.a.1.0 tiered'],
      piece: ['run.a.1.0 flash-1'],
      reservation: ['run.a.1.0 7'],
      place: ['run.a.1.0 3'],
      card: ['run.a.1.0'],
      unsure: ['payment o.run.a.3.0', 'piece run.a.9.0 flash-1', 'redemption o.run.a.3.0 tiered'],
    };
    const line = { carnival: 'promises', phase: 'burst', vu: 1, regions: { east: said } };
    const { books, tornLines } = await read([await consoleFile(logged(JSON.stringify(line)))]);
    const book = books.get('http://east')!;
    const [first, second, third] = ['1', '2', '3'].map((n) => book.rowOf(`o.run.a.${n}.0`)!);
    expect(tornLines).toBe(0);
    expect([first, second, third].map((row) => book.has(row!, 'payment'))).toEqual([true, true, false]);
    expect(book.has(third!, 'payment', 'unsure')).toBe(true);
    expect([book.has(first!, 'cancellation'), book.has(second!, 'return')]).toEqual([true, true]);
    expect(book.campaignsOf(first!, 'acknowledged')).toEqual(['tiered']);
    expect(book.campaignsOf(third!, 'unsure')).toEqual(['tiered']);
    const atSeconds = Date.parse('2026-11-22T17:20:21Z') / 1000;
    const sure = { shopper: 'run.a.1.0', sureness: 'acknowledged', atSeconds };
    expect([...book.held()]).toEqual([
      { ...sure, kind: 'piece', product: 'flash-1' },
      { ...sure, kind: 'reservation', product: '7' },
      { ...sure, kind: 'place', product: '3' },
      { ...sure, kind: 'card', product: '' },
      { kind: 'piece', shopper: 'run.a.9.0', product: 'flash-1', sureness: 'unsure', atSeconds },
    ]);
  });

  it('keeps one book for regions that share a shop, and names a region that the run does not have', async () => {
    const file = await consoleFile(orders('east', ['a']), orders('south', ['b']), orders('west', ['c']));
    const { books, strangers } = await read([file], { east: 'http://all', south: 'http://all' });
    expect([...books].map(([shop, book]) => [shop, book.rows])).toEqual([
      ['http://all', 2],
      ['west', 1],
    ]);
    expect(strangers).toEqual(new Set(['west']));
  });

  it('that is not there is an error with its name', async () => {
    await expect(read([join(folder, 'none.log')])).rejects.toThrow(/ENOENT.*none\.log/);
  });
});

describe('a torn line', () => {
  const whole = orders('east', ['a', 'b']);
  // Every place that a killed k6 may stop at, but the last: without its line end the line is still whole.
  const cuts = Array.from({ length: whole.length - 2 }, (_, i) => i + 1);

  it('is left out and noted, wherever it was torn', async () => {
    for (const cut of cuts) {
      const promises = await read([await consoleFile(orders('east', ['first']), whole.slice(0, cut))]);
      expect(plain(promises), `cut after ${cut} characters`).toEqual({
        east: { acknowledged: ['first'], indeterminate: [] },
      });
      expect(promises.notes).toEqual([
        expect.stringMatching(/^console-\d+\.log: 1 torn line \(2\); what was acknowledged/),
      ]);
      expect([promises.tornLines, promises.answersRead]).toEqual([1, 1]);
    }
  });

  it('that lacks only its line end is whole', async () => {
    const promises = await read([await consoleFile(whole.trimEnd())]);
    expect(plain(promises).east!.acknowledged).toEqual(['a', 'b']);
    expect(promises.notes).toEqual([]);
  });

  it('in the middle of the file loses only itself', async () => {
    const promises = await read([
      await consoleFile(
        orders('east', ['a']),
        whole.slice(0, 40),
        orders('east', ['c']),
        orders('east', ['d']),
      ),
    ]);
    expect(plain(promises).east!.acknowledged).toEqual(['a', 'd']);
    expect(promises.notes).toHaveLength(1);
  });

  it('of the crowd’s with another shape is noted as well', async () => {
    const promises = await read([
      await consoleFile(logged('{"carnival":"promises","regions":{"east":["a"]}}')),
    ]);
    expect(promises.notes).toEqual([expect.stringContaining('1 torn line (1)')]);
  });

  it('of the crowd’s with other words than its kind has is noted as well', async () => {
    const line = { carnival: 'promises', regions: { east: { order: ['a'], payment: ['b'] } } };
    const { tornLines, answersRead } = await read([await consoleFile(logged(JSON.stringify(line)))]);
    expect([tornLines, answersRead]).toEqual([1, 0]);
  });

  it('is one of many: the note names the first and counts all', async () => {
    const promises = await read([await consoleFile('x\n'.repeat(7))]);
    expect(promises.notes).toEqual([expect.stringContaining('7 torn lines (1, 2, 3, 4, 5, …)')]);
    expect(promises.tornLines).toBe(7);
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

it('the ids of a run’s orders and shoppers begin as the crowd makes them, and as those of no other run', () => {
  const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('order.create')] });
  crowd.tickUntil(900);
  const ids = crowd.sent.map(({ request }) => (JSON.parse(request.body!) as { order: string }).order);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) expect(id.startsWith(orderPrefix('test')), id).toBe(true);
  const shoppers = crowd.sent.map(
    ({ request }) => (JSON.parse(request.body!) as { shopper: string }).shopper,
  );
  for (const id of shoppers) expect(id.startsWith(shopperPrefix('test')), id).toBe(true);
});
