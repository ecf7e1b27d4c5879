import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import type { StoredOrder } from '../../audit/contract/stored-order.ts';
import { csvFile } from './audit-csv.ts';
import { acknowledgedIds, auditByContract, type ContractRunOptions } from './contract-run.ts';
import { type RowSource, SourceError } from './row-source.ts';

/** A line of the crowd's, as k6 writes it. */
const line = (said: Readonly<Record<string, readonly string[]>>, region = 'all'): string =>
  `${JSON.stringify({ level: 'info', time: '2026-11-22T17:20:21Z', msg: JSON.stringify({ carnival: 'promises', phase: 'burst', vu: 1, regions: { [region]: said } }) })}\n`;

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeFile(file, text);
  return file;
}

async function audit(console: string, source: RowSource, more: Partial<ContractRunOptions> = {}) {
  const noted: string[] = [];
  const found = await auditByContract({
    consoles: [await fileOf('k6-console.log', console)],
    run: { id: 'run-1', targets: { all: 'https://staging.example' } },
    source,
    settleMsMax: 0,
    note: (reason) => noted.push(reason),
    signal: new AbortController().signal,
    ...more,
  });
  return { ...found, noted };
}
const csv = async (text: string, covers: 'run' | 'table' = 'table') =>
  csvFile(await fileOf('orders.csv', text), covers);
/** A source that answers differently each time. */
function live(...answers: readonly (readonly StoredOrder[] | Error)[]): RowSource & { asked: number } {
  const source = {
    name: 'it',
    covers: 'asked' as const,
    isLive: true,
    asked: 0,
    read: async ({ take }: { take: (row: StoredOrder) => void }) => {
      const answer = answers[Math.min(source.asked++, answers.length - 1)]!;
      if (answer instanceof Error) throw answer;
      for (const row of answer) take(row);
    },
  };
  return source;
}

const ORDERS = line({
  order: ['1001 10.00', '1002 7.5 later'],
  unsure: ['order', 'order 1003'],
  payment: ['1001'],
});

describe('an audit of a shop of anybody’s', () => {
  it('proves lost and changed orders from a CSV of its whole table', async () => {
    const file = await csv('id,amount,state\n7,1,old\n1001,10,paid\n1002,7.50,cancelled\n');
    expect(await audit(ORDERS, file)).toEqual({
      done: true,
      reason: null,
      tornLines: 0,
      answersRead: 4,
      acknowledged: 2,
      lost: 0,
      lostIds: [],
      indeterminate: 2,
      unexplained: 0,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: ['an acknowledged order is kept: broken 1 time, such as 1002, which is cancelled'],
      unasked: [],
      arrivals: [],
      notLookedUp: { limits: 'rows of orders tell neither stock nor coupons', promises: null },
      notes: [
        'rows of orders from orders.csv',
        "1 row of orders that are not this run's were passed over",
        'orders that nobody placed were not looked for',
      ],
      noted: [],
    });
    expect(await audit(ORDERS, await csv('id,amount\n1001,10\n'))).toMatchObject({
      lost: 1,
      lostIds: ['1002'],
    });
  });

  it('counts what nobody ordered in an export of the run alone', async () => {
    const file = await csv('id,amount\n1001,10\n1002,7.5\nx,1\ny,1\n', 'run');
    expect(await audit(ORDERS, file)).toMatchObject({ done: true, unexplained: 1 });
  });

  it.each([
    { what: 'an empty file', text: '', want: /^orders\.csv is empty: an export begins with a header/ },
    {
      what: 'a file that breaks the contract',
      text: 'id,amount\n1001,99\n1002,7,5\n',
      want: /^what orders\.csv says is not what docs\/audit\.md asks for: line 3 is no CSV: /,
    },
    {
      what: 'rows without the amounts',
      text: 'id\n1001\n',
      want: /1 row of orders that were acknowledged with an amount has none/,
    },
  ])('is not done with $what, and then found nothing', async ({ text, want }) => {
    const found = await audit(ORDERS, await csv(text));
    expect(found).toMatchObject({
      done: false,
      lost: 0,
      brokenPromises: [],
      acknowledged: 2,
      answersRead: 4,
    });
    expect(found.reason).toMatch(want);
  });

  it('is not done without its file, or without a console', async () => {
    const missing = csvFile(join(temporaryFolder(), 'none.csv'), 'table');
    expect((await audit(ORDERS, missing)).reason).toMatch(/^none\.csv cannot be read: ENOENT/);
    expect((await audit(ORDERS, csvFile('/dev/null', 'table'))).reason).toBe('null is not a file');
    const found = await audit(ORDERS, missing, { consoles: [join(temporaryFolder(), 'none.log')] });
    expect(found).toMatchObject({
      done: false,
      reason: expect.stringMatching(/console output cannot be read: ENOENT/),
    });
  });

  it('tells a torn line and a region that the run does not have', async () => {
    const console = `${ORDERS}{"msg":\n${line({ order: ['1 2 3'] })}${line({ order: ['9 1'] }, 'west')}`;
    const found = await audit(
      console,
      live([
        { id: '1001', amount: 10 },
        { id: '1002', amount: 7.5 },
        { id: '9', amount: 1 },
      ]),
    );
    expect(found).toMatchObject({
      done: false,
      tornLines: 2,
      acknowledged: 3,
      reason: 'orders were acknowledged in region “west”, but the run has all',
      noted: [expect.stringContaining('2 torn lines (2, 3)')],
    });
  });

  it('asks a live source again while an order is missing, as long as the plan lets the shop settle', async () => {
    const whole = [
      { id: '1001', amount: 10 },
      { id: '1002', amount: 7.5 },
    ];
    const late = live(whole.slice(0, 1), whole);
    expect(await audit(ORDERS, late, { settleMsMax: 50 })).toMatchObject({ done: true, lost: 0 });
    expect(late.asked).toBe(2);
    const never = live(whole.slice(0, 1));
    expect(await audit(ORDERS, never)).toMatchObject({ done: true, lost: 1 });
    expect(never.asked).toBe(1);
  });

  it('that is interrupted while it waits says so', async () => {
    const signal = AbortSignal.abort(new Error('SIGINT came'));
    const found = await audit(ORDERS, live([]), { settleMsMax: 60_000, signal });
    expect(found).toMatchObject({ done: false, reason: 'it was to be asked again: SIGINT came' });
  });

  it('asks nobody about nothing', async () => {
    const source = live(new SourceError('is not there'));
    expect(await audit('', source)).toMatchObject({ done: true, acknowledged: 0 });
    expect(source.asked).toBe(0);
  });

  it('lets a defect of its own through', async () => {
    await expect(audit(ORDERS, live(new TypeError('oops')))).rejects.toThrow('oops');
  });
});

it('the orders to take back are those that were acknowledged', async () => {
  const console = await fileOf('k6-console.log', ORDERS);
  const idsOf = await acknowledgedIds([console]);
  expect(idsOf('all')).toEqual(['1001', '1002']);
  expect(idsOf('elsewhere')).toEqual([]);
});
