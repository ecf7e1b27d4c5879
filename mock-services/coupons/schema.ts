import { exactly, fen, id, quantity, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface CampaignParams {
  campaign: string;
}
const params = exactly({ campaign: id });

export interface ClaimBody {
  shopper: string;
}
export const claimSchema = {
  tags: ['coupons'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ campaign: id, shopper: id })),
};

export interface RedeemBody {
  shopper: string;
  order: string;
  product: string;
  quantity: number;
  with?: string;
}
export const redeemSchema = {
  tags: ['coupons'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id, order: id, product: id, quantity, with: id }, ['with']),
  response: writeAnswers(exactly({ order: id, discountFen: fen, payableFen: fen })),
};
