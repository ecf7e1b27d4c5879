import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StoredOrder } from '../../audit/contract/stored-order.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { PATIENCE, processesWith, uniqueSleep } from '../../workshop/testing/processes.ts';
import { type AuditCommandOptions, auditCommand } from './audit-command.ts';

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(() => keeper.close());

async function run(
  command: string,
  ids: readonly string[] = ['a', 'b'],
  options: Partial<AuditCommandOptions> & { readonly signal?: AbortSignal } = {},
) {
  const rows: StoredOrder[] = [];
  const { signal = new AbortController().signal, ...limits } = options;
  const error = await auditCommand(command, { keeper, ...limits })
    .read({ runId: 'run-1', ids: () => ids, take: (row) => rows.push(row), signal })
    .then(
      () => null,
      (reason: Error) => reason,
    );
  return { rows, error };
}

describe("a command of the user's", () => {
  it('gets ids, one a line, and the run’s id, and its CSV is read', async () => {
    const command = `echo id,state; while read -r id; do echo "$id,$CARNIVAL_RUN"; done`;
    expect(await run(command)).toEqual({
      error: null,
      rows: ['a', 'b'].map((id) => ({ id, amount: undefined, state: 'run-1' })),
    });
  });

  it('may answer in JSON lines, for more ids than a pipe holds', async () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `order-${i}`);
    const { rows, error } = await run(`sed 's/.*/{"id":"&"}/'`, ids);
    expect([error, rows.length, rows.at(-1)]).toEqual([null, 100_000, { id: 'order-99999' }]);
  });

  it('need not read its input', async () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `order-${i}`);
    expect(await run('exec <&-; echo id; echo a', ids)).toMatchObject({ error: null, rows: [{ id: 'a' }] });
  });

  it.each([
    {
      what: 'ends with 1',
      command: 'echo id; echo no such table >&2; exit 1',
      want: 'ended with 1: "no such table"',
    },
    { what: 'is not there', command: 'no-such-psql', want: /^ended with 127: ".*no-such-psql.*not found"$/ },
    {
      what: 'writes its error to its output',
      command: 'echo connection refused; exit 2',
      want: 'ended with 2',
    },
    { what: 'kills itself', command: 'kill -s TERM $$', want: 'ended with SIGTERM' },
    {
      what: 'writes nothing',
      command: 'cat >/dev/null; echo hm >&2',
      want: 'wrote nothing, not even a header: "hm"',
    },
    { what: 'writes no rows', command: 'echo hello', want: 'its header has no column id or order: "hello"' },
    {
      what: 'writes NUL bytes for ever',
      command: 'cat /dev/zero',
      want: 'it holds a NUL byte, so it is no text in UTF-8',
    },
    {
      what: 'never ends',
      command: 'yes id',
      limits: { outputBytesMax: 1e6 },
      want: 'wrote more than 1000000 bytes',
    },
    {
      what: 'hangs',
      command: 'echo id; echo so far >&2; sleep 600',
      limits: { msMax: 300 },
      want: 'had not ended after 0.3 s: "so far"',
    },
    {
      what: 'hangs without its output',
      command: 'exec >&-; sleep 600',
      limits: { msMax: 300 },
      want: /^had not ended after 0.3 s$|^wrote nothing/,
    },
  ])('that $what is told in one sentence', async ({ command, limits = {}, want }) => {
    const { error } = await run(command, ['a'], limits);
    expect(error?.message).toEqual(typeof want === 'string' ? want : expect.stringMatching(want));
    expect(['SourceError', 'ContractError']).toContain(error?.name);
  });

  it('is ended with all that it started, in time and when the audit is', async () => {
    const sleep = uniqueSleep();
    await run(`${sleep} & ${sleep}`, ['a'], { msMax: 300 });
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('SIGINT came')), 300);
    const { error } = await run(`${sleep} & ${sleep}`, ['a'], { signal: abort.signal });
    expect(error?.message).toBe('was ended: SIGINT came');
    await vi.waitFor(async () => expect(await processesWith(sleep)).toEqual([]), PATIENCE);
  });
});
