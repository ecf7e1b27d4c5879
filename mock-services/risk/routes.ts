import { answerOnce } from '../platform/idempotency.ts';
import { isAccepted } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { visitorOf } from './guard.ts';
import { appealSchema } from './schema.ts';
import { appeal, STANDINGS, type Standing } from './standings.ts';

export const risk: Service = {
  name: 'risk',
  about: 'Risk control: stops bots by account, address and device, and decides appeals.',
  tables: [STANDINGS],
  routes(app, { store, campaign }) {
    const { control, appeals } = app.guard;
    app.post(
      '/risk/appeals',
      { schema: appealSchema, config: { step: 'risk.appeal', refusable: true } },
      async (request, reply) => {
        const { account: shopper, address } = visitorOf(request);
        let standing: Standing | undefined;
        const body = await answerOnce(store, request, reply, (tx) => {
          const nowMs = campaign.nowMs();
          const addressBlock = address === null ? 'none' : control.addressBlock(address, nowMs);
          const outcome = appeal(tx, { shopper, address, addressBlock }, nowMs);
          if (isAccepted(outcome) && address !== null) control.exempted(address);
          standing = tx.get(STANDINGS, shopper);
          appeals.inc({ outcome: isAccepted(outcome) ? 'lifted' : 'refused' });
          return outcome;
        });
        if (standing !== undefined) control.setStanding(shopper, standing);
        return body;
      },
    );
  },
};
