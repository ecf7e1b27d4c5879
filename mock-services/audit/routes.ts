import { adminOnly } from '../platform/admin.ts';
import type { Service } from '../platform/service.ts';
import { missingOrders, orderIds, readLedger } from './domain.ts';
import { IDS_BODY_BYTES_MAX, idsSchema, ledgerSchema, missingSchema } from './schema.ts';

/** What the verdict's facts are read from. Admin only. */
export const audit: Service = {
  name: 'audit',
  about: 'The shop’s books, recomputed from its records for the verdict. Admin only.',
  tables: [],
  routes(app, { store, adminToken }) {
    const onRequest = adminOnly(adminToken);
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
