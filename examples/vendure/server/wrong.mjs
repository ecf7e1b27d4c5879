/** Shops that are wrong on purpose, by name. A verdict that passes one of them is wrong too. */

const LOST_EVERY = 20;
const VALID_CODE = 'TEN';

export function wrongs(load) {
  const { Order, Payment, PromotionService, TransactionalConnection, VendurePlugin, PluginCommonModule } =
    load('@vendure/core');

  /** A plugin is a class with a decorator, which needs a compiler; this is what one comes to. */
  function plugin(name, needs, bootstrap) {
    const Plugin = class {
      constructor(service) {
        this.service = service;
      }

      onApplicationBootstrap() {
        bootstrap(this.service);
      }
    };
    Object.defineProperty(Plugin, 'name', { value: name });
    Reflect.defineMetadata('design:paramtypes', [needs], Plugin);
    VendurePlugin({ imports: [PluginCommonModule] })(Plugin);
    return Plugin;
  }

  /** Whatever code somebody types is taken for the valid one. */
  const takesInvalidCoupons = plugin('TakesInvalidCoupons', PromotionService, (promotions) => {
    const validate = promotions.validateCouponCode.bind(promotions);
    promotions.validateCouponCode = (context, _code, ...rest) => validate(context, VALID_CODE, ...rest);
  });

  /** Every 20th order is acknowledged as paid, and is then what it would be had its transaction been rolled back. */
  const losesAnOrder = plugin('LosesAnOrder', TransactionalConnection, ({ rawConnection }) => {
    Object.assign(losing, {
      async undo(code) {
        const order = await rawConnection.getRepository(Order).findOneByOrFail({ code });
        await rawConnection.getRepository(Payment).delete({ order: { id: order.id } });
        const before = { state: 'ArrangingPayment', active: true, orderPlacedAt: null };
        await rawConnection.getRepository(Order).update(order.id, before);
      },
    });
  });

  return { '': [], 'takes-invalid-coupons': [takesInvalidCoupons], 'loses-an-order': [losesAnOrder] };
}

let acknowledged = 0;
const losing = { undo: null };

/** Sees every answer before it is sent. */
export const losingOrders = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        const paid = response.body.singleResult?.data?.addPaymentToOrder;
        if (losing.undo === null || paid?.state !== 'PaymentSettled') return;
        acknowledged += 1;
        if (acknowledged % LOST_EVERY === 0) await losing.undo(paid.code);
      },
    };
  },
};
