import { answer } from '../platform/outcome.ts';
import type { Service } from '../platform/shop.ts';
import { createCatalogue } from './catalogue.ts';
import { activityPage, createSearch, homePage, productPage } from './domain.ts';
import {
  activitySchema,
  homeSchema,
  type ProductParams,
  productSchema,
  type SearchQuery,
  searchSchema,
} from './schema.ts';

export const storefront: Service = {
  name: 'storefront',
  about: 'The pages that a shopper looks at: home, search, activity zone, product.',
  tables: [],
  routes(app, { settings }) {
    const catalogue = createCatalogue(settings.products);
    const home = homePage(catalogue);
    const activity = activityPage();
    const search = createSearch(catalogue);

    app.get('/home', { schema: homeSchema, config: { step: 'home.view' } }, () => home);
    app.get('/activity', { schema: activitySchema, config: { step: 'activity.view' } }, () => activity);
    app.get<{ Querystring: SearchQuery }>(
      '/search',
      { schema: searchSchema, config: { step: 'search.query' } },
      (request) => ({ products: search(request.query.q) }),
    );
    app.get<{ Params: ProductParams }>(
      '/products/:id',
      { schema: productSchema, config: { step: 'product.view' } },
      (request, reply) => answer(reply, productPage(catalogue, request.params.id)),
    );
  },
};
