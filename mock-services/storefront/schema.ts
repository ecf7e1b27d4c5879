import { exactly, fen, id, readAnswers } from '../platform/schemas.ts';

const text = { type: 'string' } as const;
const product = { id: text, name: text, priceFen: fen, category: text };
const products = { type: 'array', items: exactly(product) } as const;
const SEARCH_CHARACTERS_MAX = 64;

export const homeSchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ slots: { type: 'array', items: exactly({ product: text, name: text }) } })),
};

export interface SearchQuery {
  q: string;
}
export const searchSchema = {
  tags: ['storefront'],
  querystring: {
    type: 'object',
    properties: { q: { type: 'string', minLength: 1, maxLength: SEARCH_CHARACTERS_MAX } },
    required: ['q'],
  },
  response: readAnswers(exactly({ products, degraded: { type: 'boolean' } })),
};

export const activitySchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ campaigns: { type: 'array', items: text }, flashProduct: text })),
};

export const focusSchema = {
  tags: ['storefront'],
  response: readAnswers(exactly({ campaigns: { type: 'array', items: text }, flashProduct: text, products })),
};
export interface ReservationsQuery {
  from: 'home' | 'message';
}
export const reservationsSchema = {
  tags: ['storefront'],
  querystring: {
    type: 'object',
    properties: { from: { type: 'string', enum: ['home', 'message'], default: 'home' } },
  },
  response: readAnswers(exactly({ products })),
};

export interface ProductParams {
  id: string;
}
export const productSchema = {
  tags: ['storefront'],
  params: exactly({ id }),
  response: readAnswers(exactly(product)),
};
