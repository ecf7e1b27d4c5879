import { answer } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { createClickThrough } from './click-through.ts';
import { activityPage, focusPage, homePage, productPage, reservationsPage } from './domain.ts';
import {
  activitySchema,
  focusSchema,
  homeSchema,
  productSchema,
  reservationsSchema,
  searchSchema,
} from './schema.ts';
import { createSearch } from './search.ts';

export const storefront: Service = {
  name: 'storefront',
  about:
    'The pages that shoppers look at: home and its focus picture, search, activity zone, product, reservations.',
  tables: [],
  routes(app, shop) {
    const { catalogue, registry } = shop;
    const home = homePage(catalogue);
    const activity = activityPage();
    const focus = focusPage(catalogue);
    const reservations = reservationsPage(catalogue);
    const search = createSearch(app, shop);
    const clickThrough = createClickThrough(registry);

    app.get('/home', { schema: homeSchema, config: { step: 'home.view' } }, () => {
      clickThrough.show();
      return home;
    });
    app.get('/focus', { schema: focusSchema, config: { step: 'focus.view' } }, () => {
      clickThrough.click('focus');
      return focus;
    });
    app.get('/h5/reservations', { schema: reservationsSchema, config: { step: 'h5.view' } }, (request) => {
      if (request.query.from === 'home') clickThrough.click('h5');
      else clickThrough.visitByMessage();
      return reservations;
    });
    app.get('/activity', { schema: activitySchema, config: { step: 'activity.view' } }, () => activity);
    app.get('/search', { schema: searchSchema, config: { step: 'search.query' } }, async (request, reply) =>
      answer(reply, await search(request.query.q)),
    );
    app.get('/products/:id', { schema: productSchema, config: { step: 'product.view' } }, (request, reply) =>
      answer(reply, productPage(catalogue, request.params.id)),
    );
  },
};
