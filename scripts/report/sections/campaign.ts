/** Coupons and stock over time, where the shop tells of them. */
import type { Chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../source.ts';

export const campaign = ({ say }: Section, charts: readonly Html[]): Html | null =>
  charts.length === 0
    ? null
    : html`<section id="campaign" aria-labelledby="campaign-title"><h2 id="campaign-title">${say.campaign.title}</h2>${charts}</section>`;

export function campaignCharts({ timeline, say: { campaign: words } }: Section): readonly Chart[] {
  const coupons = timeline?.coupons;
  const stock = timeline?.stockLeftPieces;
  return [
    ...(coupons === undefined
      ? []
      : [
          {
            id: 'coupons',
            title: words.coupons,
            says: words.couponsSay,
            unit: 'count',
            lines: [
              { label: words.issued, values: coupons.issued, hue: 0 },
              { label: words.redeemed, values: coupons.redeemed, hue: 1 },
              { label: words.left, values: coupons.left, hue: 2, isDashed: true },
            ],
          } as const,
        ]),
    ...(stock === undefined
      ? []
      : [
          {
            id: 'stock',
            title: words.stock,
            says: words.stockSays,
            unit: 'count',
            lines: [{ label: words.left, values: stock, hue: 0, isFilled: true }],
          } as const,
        ]),
  ];
}
