/**
 * Where a run's Prometheus finds breakers and the boundaries behind them. Addresses that the plan names pass the gates of a target
 * but the environment check: they are only read.
 */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { watchesBreaker } from '../../../scenarios/drills/judges-breaker.ts';
import { refusal } from '../../admission/addresses.ts';
import { addressesOf, type Resolve } from '../../admission/admission.ts';
import { readUrl } from '../../admission/read-url.ts';
import { withoutCredentials } from '../../admission/without-credentials.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { type Flaw, type Mistake, PlanError, quote } from '../../mistakes/plan-error.ts';
import type { BreakerScrape } from './breaker-jobs.ts';
import type { ScrapeTarget } from './config.ts';

/**
 * @param shop the regions of the embedded shop, if it is the target
 * @throws PlanError with every address that may not be asked
 */
export async function breakerScrapes(
  plan: Plan,
  shop: readonly ScrapeTarget[],
  resolve: Resolve,
): Promise<readonly BreakerScrape[]> {
  if (!(plan.drills ?? []).some(watchesBreaker)) return [];
  const mistakes: Mistake[] = [];
  const scrapes: BreakerScrape[] = shop.map(({ region, url }) => ({
    url: new URL(SHOP_PATH, url),
    address: LOOPBACK,
    labels: { region },
  }));
  for (const { path, text, labels } of pagesOf(plan)) {
    const admitted = await admit(text, plan.allow, resolve);
    if ('problem' in admitted) mistakes.push({ path, value: withoutCredentials(text), ...admitted });
    else scrapes.push({ ...admitted, labels });
  }
  if (mistakes.length > 0) throw new PlanError(`plan ${quote(plan.name)}`, mistakes);
  return scrapes;
}

const SHOP_PATH = '/metrics/breakers';
const BOUNDARY_PATH = '/metrics';

interface Page {
  readonly path: string;
  readonly text: string;
  readonly labels: BreakerScrape['labels'];
}

function pagesOf({ breakers = {}, boundaries = {} }: Plan): readonly Page[] {
  const ofBreakers = Object.entries(breakers).flatMap(([dependency, { metrics = {} }]) =>
    Object.entries(metrics).map(([region, text]) => ({
      path: `breakers.${dependency}.metrics.${region}`,
      text,
      labels: { region, dependency },
    })),
  );
  const ofBoundaries = Object.entries(boundaries).map(([dependency, { control }]) => ({
    path: `boundaries.${dependency}.control`,
    text: URL.canParse(BOUNDARY_PATH, control) ? new URL(BOUNDARY_PATH, control).href : control,
    labels: { dependency },
  }));
  return [...ofBreakers, ...ofBoundaries];
}

async function admit(
  text: string,
  allow: Plan['allow'],
  resolve: Resolve,
): Promise<Omit<BreakerScrape, 'labels'> | Flaw> {
  const read = readUrl(text, {
    form: 'write http://127.0.0.1:port/metrics',
    credentials: 'leave them out: metrics are read without',
  });
  if ('problem' in read) return read;
  const { url, host } = read;
  const addresses = await addressesOf(host, resolve);
  if ('problem' in addresses) return addresses;
  return refusal(host, addresses, allow) ?? { url, address: addresses.find(isVersion4) ?? addresses[0]! };
}

/** Prometheus tries one address only, and localhost is often ::1 first even if nobody listens there. */
const isVersion4 = (address: string): boolean => !address.includes(':');
