import { afterEach, describe, expect, it } from 'vitest';
import { audit, startShop, stopAll } from '../../workshop/testing/audited-shop.ts';

afterEach(stopAll);

describe('the shop of a target', () => {
  it('that all regions share is audited once, with the orders of all', async () => {
    const { url, requests } = await startShop({
      stored: ['a', 'x'],
      brokenPromises: ['stock is never below zero'],
    });
    const acks = { east: { acknowledged: ['a', 'b'] }, south: { indeterminate: ['x'] } };
    expect(await audit({ acks, shops: { east: url, south: url } })).toMatchObject({
      done: true,
      lostIds: ['b'],
      unexplained: 0,
      brokenPromises: ['east, south: stock is never below zero'],
    });
    expect(requests.filter(({ url: path }) => path === '/admin/audit/ledger')).toHaveLength(1);
  });

  it('may hold the orders of others, which explain themselves', async () => {
    const { url } = await startShop({ stored: ['o.run-0.a', 'o.run-1.a', 'o.run-1.b', 'o.run-10.a'] });
    const acks = { east: { acknowledged: ['o.run-1.a'] } };
    const found = await audit({ acks, shops: { east: url }, isAlone: false });
    expect(found.unexplained).toBe(1);
  });

  it('is asked at its checked address alone, wherever its name points by now', async () => {
    // localhost is 127.0.0.1 now, and was 127.0.0.2 when it was checked.
    const pinned = await startShop({ stored: ['a'] }, undefined, { address: '127.0.0.2' });
    const { port } = pinned;
    const moved = await startShop({ stored: ['a'] }, undefined, { port });
    const found = await audit({
      acks: { east: { acknowledged: ['a', 'b'] } },
      shops: { east: `http://localhost:${port}` },
      hosts: { [`localhost:${port}`]: `127.0.0.2:${port}` },
    });
    expect(found).toMatchObject({ done: true, lostIds: ['b'] });
    expect(moved.requests).toEqual([]);
    const heads = pinned.requests.map(({ headers }) => [headers.host, headers['x-carnival-run']]);
    expect(new Set(heads.map(String))).toEqual(new Set([`localhost:${port},run-1`]));
  });

  it('whose name was never checked is sent nothing', async () => {
    const { port, requests } = await startShop({ stored: [] });
    const found = await audit({ acks: {}, shops: { east: `http://localhost:${port}` } });
    expect(found).toMatchObject({
      done: false,
      reason: expect.stringContaining(`no address of localhost:${port} was checked`),
    });
    expect(requests).toEqual([]);
  });

  it.each([301, 302, 307, 308])(
    'that answers %i leaves the audit undone, and nobody else gets the token',
    async (status) => {
      const elsewhere = await startShop({ stored: ['a'] });
      const location = `${elsewhere.url}/admin/audit/orders`;
      const { url } = await startShop({ stored: [] }, () => ({ status, body: {}, location }));
      const found = await audit({ acks: { east: { acknowledged: ['a'] } }, shops: { east: url } });
      expect(found).toMatchObject({
        done: false,
        lost: 0,
        reason: expect.stringContaining(
          `was redirected to "${location}" (${status}); redirects are not followed`,
        ),
      });
      expect(elsewhere.requests).toEqual([]);
    },
  );
});
