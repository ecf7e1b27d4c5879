import { describe, expect, it } from 'vitest';
import { type AuditArguments, auditCommand } from './audit.ts';

describe('carnival audit', () => {
  it.each<{ given: AuditArguments; want: readonly RegExp[] }>([
    { given: {}, want: [/--orders: is missing/] },
    { given: { orders: ' ' }, want: [/--orders: " " names nothing/] },
    { given: { audit: '' }, want: [/--audit: "" names nothing/] },
    {
      given: { orders: 'orders.csv', audit: 'https://me:word@staging.example/' },
      want: [/carries credentials/, /is a second way beside --orders/],
    },
    { given: { audit: 'psql', runOnly: true }, want: [/--run-only: true is about the file of --orders/] },
  ])('tells the mistakes of $given at once, and starts nothing', async ({ given, want }) => {
    const error = await auditCommand('no-such-run', given).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'PlanError', exitCode: 104 });
    for (const each of want) expect((error as Error).message).toMatch(each);
    expect((error as Error).message).not.toContain('word');
  });

  it('of a folder that is no run says so', async () => {
    await expect(auditCommand('no-such-run', { orders: 'orders.csv' })).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining('there is no run '),
    });
  });
});
