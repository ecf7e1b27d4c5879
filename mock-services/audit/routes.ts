import { adminOnly } from '../platform/admin.ts';
import { answer } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { readLedger } from './domain.ts';
import { READ_ROWS, unsettled } from './read-rows.ts';
import { arrivalsSchema, ledgerSchema, ROW_SCHEMAS, snapshotSchema, unsettledSchema } from './schema.ts';
import { Snapshots, unknownSnapshot } from './snapshots.ts';

/** What the verdict's facts are read from. Admin only. */
export const audit: Service = {
  name: 'audit',
  about: 'The shop’s books, row by row and recomputed from its records, for the verdict. Admin only.',
  tables: [],
  routes(app, { store, adminToken, arrivals, campaign }) {
    const onRequest = adminOnly(adminToken);
    const snapshots = new Snapshots(store);
    app.addHook('preClose', async () => snapshots.close());
    app.post('/admin/audit/snapshots', { onRequest, schema: snapshotSchema }, async () => ({
      snapshot: snapshots.take(),
    }));
    for (const [table, schema] of ROW_SCHEMAS)
      app.get(`/admin/audit/${table}`, { onRequest, schema }, async ({ query }, reply) => {
        const books = snapshots.get(query.snapshot);
        return books === null
          ? answer(reply, unknownSnapshot(query.snapshot))
          : READ_ROWS[table](books, query);
      });
    app.get('/admin/audit/unsettled', { onRequest, schema: unsettledSchema }, async () =>
      unsettled(store, campaign),
    );
    app.get('/admin/audit/arrivals', { onRequest, schema: arrivalsSchema }, async ({ query }) =>
      arrivals.of(query.run),
    );
    app.get('/admin/audit/ledger', { onRequest, schema: ledgerSchema }, async () => readLedger(store));
  },
};
