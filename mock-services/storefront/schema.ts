import Type from 'typebox';
import {
  exactly,
  fen,
  id,
  mayBeDegraded,
  oneOf,
  readAnswers,
  text,
  withDefault,
} from '../platform/schemas.ts';

const product = exactly({ id: text, name: text, priceFen: fen, category: text });
const products = Type.Array(product);
const campaigns = Type.Array(text);
const SEARCH_CHARACTERS_MAX = 64;

export const homeSchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ slots: Type.Array(exactly({ product: text, name: text })) })),
};

export const searchSchema = {
  tags: ['storefront'],
  querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: SEARCH_CHARACTERS_MAX }) }),
  response: mayBeDegraded(readAnswers(exactly({ products }))),
};

export const activitySchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ campaigns, flashProduct: text })),
};

export const focusSchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ campaigns, flashProduct: text, products })),
};

export const reservationsSchema = {
  tags: ['storefront'],
  querystring: Type.Object({ from: withDefault(oneOf(['home', 'message']), 'home') }),
  response: readAnswers(exactly({ products })),
};

export const productSchema = {
  tags: ['storefront'],
  params: exactly({ id }),
  response: readAnswers(product),
};
