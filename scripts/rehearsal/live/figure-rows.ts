/** The figures of a run as rows: of the last seconds, of the whole run, and how they went. Pure. */
import { inFull } from '../../text/numbers.ts';
import type { Words } from '../../words/words.ts';
import { lag, NONE, percent, rate } from './figures.ts';
import type { Rates } from './rates.ts';
import type { LiveState, TrendPoint } from './state.ts';

export interface FigureRow {
  readonly name: string;
  readonly recent: string;
  readonly whole: string;
  /** `main`: whoever has little room needs at least these. */
  readonly weight: 'main' | 'detail';
  /** About a point a second, the oldest first, from 0 (low) to 1 (high); null where nothing is known. */
  readonly trend: readonly (number | null)[] | null;
}

const MS_PER_SECOND = 1000;
/** A tenth of bad answers is the bottom: smaller dips must show. */
const SHARE_MIN = 0.9;
/** Where the verdict begins to call sends late, seconds: LATE_MS. */
const LAG_MAX_SECONDS = 0.1;

export const recentHeading = ({ recent }: LiveState, { live }: Words): string =>
  recent === null ? live.now : live.lastSeconds(String(Math.round(recent.seconds)));

export function figureRows(state: LiveState, { live }: Words): readonly FigureRow[] {
  const { recent, whole, shoppers, withinMs, hasCoupons, hasOrders, trend } = state;
  const rated = (of: (rates: Rates) => number) => ({
    recent: recent === null ? NONE : rate(recent, of(recent)),
    whole: whole === null ? NONE : inFull(of(whole)),
  });
  const both = (of: (rates: Rates) => string) => ({
    recent: recent === null ? NONE : of(recent),
    whole: whole === null ? NONE : of(whole),
  });
  const loadMax = Math.max(1, ...trend.map(({ offered }) => offered));
  const drawn = (of: (point: TrendPoint) => number | null) =>
    trend.map((point) => {
      const figure = of(point);
      return figure === null ? null : Math.min(1, Math.max(0, figure));
    });
  const detail = { weight: 'detail', trend: null } as const;
  return [
    { name: live.shoppers, recent: recent === null ? NONE : inFull(shoppers), whole: '', ...detail },
    {
      name: live.offered,
      ...rated(({ offered }) => offered),
      weight: 'main',
      trend: drawn(({ offered }) => offered / loadMax),
    },
    {
      name: live.achieved,
      ...rated(({ achieved }) => achieved),
      weight: 'main',
      trend: drawn(({ achieved }) => achieved / loadMax),
    },
    { name: live.answered, ...rated(({ answered }) => answered), ...detail },
    {
      name: live.within(String(withinMs / MS_PER_SECOND)),
      ...both(({ withinShare }) => percent(withinShare)),
      weight: 'main',
      trend: drawn(({ withinShare: share }) => share && (share - SHARE_MIN) / (1 - SHARE_MIN)),
    },
    ...(hasCoupons
      ? [
          {
            name: live.coupons,
            ...both(({ couponShare }) => percent(couponShare)),
            weight: 'main' as const,
            trend: null,
          },
        ]
      : []),
    ...(hasOrders ? [{ name: live.orders, ...rated(({ orders }) => orders), ...detail }] : []),
    {
      name: live.lag,
      ...both(({ sendLagSecondsP99 }) => lag(sendLagSecondsP99)),
      weight: 'main',
      trend: drawn(({ sendLagP99 }) => sendLagP99 && sendLagP99 / LAG_MAX_SECONDS),
    },
  ];
}
