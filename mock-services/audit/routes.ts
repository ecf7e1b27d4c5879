import { adminOnly } from '../platform/admin.ts';
import type { Service } from '../platform/service.ts';
import { missingOrders, orderIds, readLedger } from './domain.ts';
import { READ_ROWS, unsettled } from './read-rows.ts';
import {
  arrivalsSchema,
  IDS_BODY_BYTES_MAX,
  idsSchema,
  ledgerSchema,
  missingSchema,
  ROW_SCHEMAS,
  unsettledSchema,
} from './schema.ts';

/** What the verdict's facts are read from. Admin only. */
export const audit: Service = {
  name: 'audit',
  about: 'The shop’s books, row by row and recomputed from its records, for the verdict. Admin only.',
  tables: [],
  routes(app, { store, adminToken, arrivals }) {
    const onRequest = adminOnly(adminToken);
    for (const [table, schema] of ROW_SCHEMAS)
      app.get(`/admin/audit/${table}`, { onRequest, schema }, async ({ query }) =>
        READ_ROWS[table](store, query),
      );
    app.get('/admin/audit/unsettled', { onRequest, schema: unsettledSchema }, async () => unsettled(store));
    app.get('/admin/audit/arrivals', { onRequest, schema: arrivalsSchema }, async ({ query }) =>
      arrivals.of(query.run),
    );
    app.post(
      '/admin/audit/orders',
      { onRequest, schema: missingSchema, bodyLimit: IDS_BODY_BYTES_MAX },
      async (request) => ({ missing: missingOrders(store, request.body.ids) }),
    );
    app.get('/admin/audit/order-ids', { onRequest, schema: idsSchema }, async (request) => ({
      ids: orderIds(store, request.query.after, request.query.limit),
    }));
    app.get('/admin/audit/ledger', { onRequest, schema: ledgerSchema }, async () => readLedger(store));
  },
};
