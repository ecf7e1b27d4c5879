import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredOrder } from '../../audit/contract/stored-order.ts';
import { readOrderRows } from './order-rows.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsIn(text: string | Uint8Array, size = 7, mayBeJson = true): Promise<StoredOrder[] | null> {
  const rows: StoredOrder[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const count = await readOrderRows(chunksOf(bytes, size), (row) => rows.push(row), { mayBeJson });
  if (count !== null) expect(count).toBe(rows.length);
  return count === null ? null : rows;
}

describe('rows of orders', () => {
  it.each([
    { what: 'CSV', text: 'id,amount,state\na,1.50,paid\nb,2,new\n' },
    { what: 'CSV with CRLF and no last line end', text: 'id,amount,state\r\na,1.50,paid\r\nb,2,new' },
    { what: 'CSV with a byte order mark', text: '\ufeffid,amount,state\na,1.50,paid\nb,2,new\n' },
    { what: 'quoted CSV', text: '"id","amount","state"\n"a","1.50","paid"\n"b","2","new"\n' },
    { what: 'CSV of a spreadsheet elsewhere', text: 'ID;Amount;State\na;1.50;paid\n\nb;2;new\n' },
    { what: 'tabs', text: 'id\tamount\tstate\na\t1.50\tpaid\nb\t2\tnew\n' },
    {
      what: 'other columns, in another order',
      text: 'note,State,note,Order , amount\n"one, two\n""x""",paid,,a,1.50\n,new,,b,2\n',
    },
    {
      what: 'JSON lines',
      text: '{"id":"a","amount":"1.50","state":"paid"}\n\n{"id":"b","amount":"2","state":"new","more":[]}',
    },
  ])('are read from $what, however it is cut', async ({ text }) => {
    const want = [
      { id: 'a', amount: '1.50', state: 'paid' },
      { id: 'b', amount: '2', state: 'new' },
    ];
    for (const size of [1, 5, 1000]) expect(await rowsIn(text, size)).toEqual(want);
  });

  it.each([
    { what: 'nothing', text: '', want: null },
    { what: 'blank lines', text: '\n \n', want: null },
    { what: 'a header alone', text: 'order\n', want: [] },
  ])('are $want in $what', async ({ text, want }) => {
    expect(await rowsIn(text)).toEqual(want);
  });

  it.each([
    { what: 'no id', text: 'number,amount\n1,2\n', want: /no column id or order: "number,amount"/ },
    {
      what: 'a header that has one twice',
      text: 'id,amount,Amount\n',
      want: /"amount" and "Amount": one of/,
    },
    { what: 'two ids', text: 'id,order\n', want: /"id" and "order"/ },
    { what: 'an open quotation mark', text: 'id\n"a\n', want: /is no CSV: a quotation mark is not closed/ },
    { what: 'a stray quotation mark', text: 'id\na"b\n', want: /line 2 is no CSV: a quotation mark stands/ },
    { what: 'text behind a quotation mark', text: 'id\n"a"b\n', want: /behind a closing quotation mark/ },
    {
      what: 'a torn row',
      text: 'id,amount\na,1\nb\n',
      want: /line 3 is no CSV: it has more or fewer values/,
    },
    { what: 'a row without an id', text: 'id,amount\n ,1\n', want: /row 1 below the header has no id/ },
    { what: 'a long id', text: `id\n${'x'.repeat(257)}\n`, want: /id of more than 256 characters/ },
    { what: 'a NUL byte', text: 'id\na\u0000b\n', want: /NUL byte/ },
    { what: 'a web page', text: '<html>\n<body>', want: /no column id or order: "<html>"/ },
    { what: 'a JSON list', text: '[{"id":"a"}]', want: /JSON list: write one row a line/ },
    { what: 'torn JSON', text: '{"id":"a"}\n{"id":\n', want: /line 2 is not JSON: "{/ },
    { what: 'a number for an id', text: '{"id":7}\n', want: /line 1 is no stored order: id: / },
    { what: 'an empty id', text: '{"id":""}\n', want: /line 1 is no stored order: id: / },
    { what: 'a list for an amount', text: '{"id":"a","amount":[1]}\n', want: /amount: / },
    { what: 'no object', text: '{"id":"a"}\nnull\n', want: /line 2 is no stored order: / },
  ])('are none with $what, in one sentence', async ({ text, want }) => {
    const error = await rowsIn(text).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ContractError', message: expect.stringMatching(want) });
    expect((error as Error).message).not.toContain('\n');
  });

  it('are none in bytes that are not UTF-8', async () => {
    const latin1 = Buffer.from('id\nbücher\n', 'latin1');
    await expect(rowsIn(latin1)).rejects.toThrow('it is not UTF-8');
    await expect(rowsIn(Buffer.from('\ufeffid\na\n', 'utf16le'))).rejects.toThrow(/not UTF-8|NUL/);
    await expect(rowsIn(Buffer.from([0x69, 0x64, 0x0a, 0xc3]))).rejects.toThrow('it is not UTF-8');
  });

  it('are none in JSON where a CSV file was asked for', async () => {
    await expect(rowsIn('{"id":"a"}', 7, false)).rejects.toThrow('it is JSON, and not CSV');
  });

  it.each([
    { what: 'a first line', start: '' },
    { what: 'a row', start: 'id\n' },
    { what: 'a quoted value', start: 'id\n"' },
    { what: 'a line of JSON', start: '{"id":"a"}\n{' },
  ])('are given up on at $what that never ends', async ({ start }) => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(start);
      for (const block = Buffer.alloc(65_536, 'x'); ; sent += block.length) yield block;
    }
    const read = readOrderRows(endless(), () => undefined, { mayBeJson: true });
    await expect(read).rejects.toMatchObject({
      name: 'ContractError',
      message: expect.stringMatching(/longer than 1 MB/),
    });
    expect(sent).toBeLessThan(10e6);
  });

  it('are a million at once, if that is what there is', async () => {
    async function* many(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('id\n');
      for (let page = 0; page < 1000; page++)
        yield Buffer.from(Array.from({ length: 1000 }, (_, i) => `o-${page * 1000 + i}\n`).join(''));
    }
    let last = '';
    const count = await readOrderRows(
      many(),
      ({ id }) => {
        last = id;
      },
      { mayBeJson: true },
    );
    expect([count, last]).toEqual([1_000_000, 'o-999999']);
  });

  it('end in rows or in one sentence, whatever the bytes are', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .string({
          unit: fc.constantFrom('id', ',', ';', '"', '\r', '\n', '\ufeff', '{', '}', ':', 'é', ' '),
          maxLength: 40,
        })
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 8 }), async (given, size) => {
        const found = await rowsIn(given, size).catch((reason: unknown) => reason);
        if (found instanceof Error) expect(found.name).toBe('ContractError');
        else expect(found === null || Array.isArray(found)).toBe(true);
      }),
    );
  });
});
