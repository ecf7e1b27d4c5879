/**
 * The shape of a plan, key by key. `scenarios/campaigns/plan.ts` explains the fields and has the types; the last lines here
 * do not compile when schema and types differ. `cross-checks.ts` checks fields against each other.
 */
import { z } from 'zod';
import { isTimeZone } from '../../scenarios/campaigns/local-time.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { canonicalHost, isCidr } from '../admission/addresses.ts';
import type { Known } from '../mistakes/draft.ts';
import {
  above0,
  type DeepReadonly,
  LIMIT,
  message,
  minute,
  name,
  type Same,
  share,
  strict,
  targetShare,
  text,
  unknownKeys,
  waitMs,
  wholeTo,
} from '../mistakes/fields.ts';
import { objectiveSchema } from '../objectives/index.ts';
import { bound, query } from '../objectives/promql-fields.ts';
import { agreedHeader } from './agreed-header.ts';
import { capacity } from './capacity-schema.ts';
import { drillKeys } from './drill-schema.ts';
import { fromEnvironment } from './from-environment.ts';
import { gray } from './gray-schema.ts';

const curve = (valueMax: number) =>
  z
    .array(strict({ atMinute: minute, value: z.number().gte(0).lte(valueMax) }))
    .min(1)
    .max(LIMIT.curvePointsMax);

const populationKeys = {
  name,
  behaviour: text,
  paced: z.boolean(),
  of: strict({ phase: text, population: text }).exactOptional(),
};
const population = z.discriminatedUnion('kind', [
  strict({ ...populationKeys, kind: z.literal('held'), shoppers: curve(LIMIT.shoppersMax) }),
  strict({
    ...populationKeys,
    kind: z.literal('arriving'),
    perHour: curve(LIMIT.sessionsPerHourMax),
    process: z.enum(['poisson', 'even']),
  }),
  strict({
    ...populationKeys,
    kind: z.literal('herd'),
    shoppers: wholeTo(LIMIT.shoppersMax, 1),
    atMinute: minute,
    reaction: strict({ medianMs: waitMs, p99Ms: waitMs }).exactOptional(),
  }),
]);

const phase = strict({
  name,
  calendarMinutes: above0.lte(LIMIT.calendarMinutesMax),
  begins: z.union([strict({ after: z.literal('previous') }), strict({ during: text, atMinute: minute })]),
  populations: z.array(population).min(1),
});

const host = z.string().refine((value) => canonicalHost(value) !== null, {
  error: message(
    'is not a host',
    'write the bare name or address, such as "staging.example"; no port, no wildcard',
  ),
});
const cidr = z.string().refine(isCidr, {
  error: message(
    'is not a CIDR block',
    'write "10.1.0.0/16", or "10.1.2.3/32" for one address; a prefix of 0 is refused',
  ),
});

const prometheus = strict({
  url: z.string().refine(isPlainUrl, {
    error: message(
      'is not the address of a Prometheus',
      'write its API’s base, such as "https://prometheus.example": no credentials, no ? and no #',
    ),
  }),
  auth: z
    .union([
      strict({ bearer: fromEnvironment }),
      strict({ basic: strict({ user: fromEnvironment, password: fromEnvironment }) }),
    ])
    .exactOptional(),
  scrapeSeconds: z.number().gte(0).lte(LIMIT.scrapeSecondsMax).exactOptional(),
});

function isPlainUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash, hostname } = new URL(text);
  return `${username}${password}${search}${hash}` === '' && canonicalHost(hostname) !== null;
}

const abortClause = z.union([
  strict({
    failedShare: targetShare,
    overSeconds: wholeTo(LIMIT.abortSecondsMax, 1),
    step: text.exactOptional(),
  }),
  strict({ promql: strict({ query, bound }), everySeconds: wholeTo(LIMIT.abortSecondsMax, 1) }),
]);

export const planSchema = strict({
  name,
  description: text,
  seed: wholeTo(LIMIT.seedMax),
  scale: above0.lte(LIMIT.scaleMax),
  pace: z.number().gte(LIMIT.paceMin).lte(LIMIT.paceMax),
  speed: above0,
  startsAt: z.iso.datetime({
    offset: true,
    error: message('is not a date and time with a UTC offset', 'write it as 2026-06-18T19:30:00+08:00'),
  }),
  timeZone: z
    .string()
    .refine(isTimeZone, {
      error: message('is not a time zone', 'write its IANA name, such as Europe/Berlin'),
    })
    .exactOptional(),
  withinMs: waitMs,
  settleSecondsMax: z.number().gte(0).lte(LIMIT.settleSecondsMax).exactOptional(),
  channels: z.record(z.string(), share).exactOptional(),
  traceShare: share.exactOptional(),
  regions: z.array(strict({ name, share: above0.lte(1) })).min(1),
  shop: z.custom<object>((value) => typeof value === 'object' && value !== null).exactOptional(),
  allow: z.array(strict({ host, addresses: z.array(cidr).min(1), header: agreedHeader.exactOptional() })),
  prometheus: prometheus.exactOptional(),
  abort: z.array(abortClause).exactOptional(),
  generator: strict({
    vus: wholeTo(LIMIT.vusMax, 1),
    inFlightMax: wholeTo(LIMIT.inFlightMax, 1),
    requestTimeoutMs: waitMs,
    drainMs: waitMs,
  }),
  phases: z.array(phase).min(1),
  objectives: z
    .array(objectiveSchema)
    .min(1, message('is empty', 'a run without objectives proves nothing: declare at least one')),
  ...drillKeys,
  gray: gray.exactOptional(),
  capacity: capacity.exactOptional(),
  sources: z.record(z.string(), z.string()),
});

/** What a plan for a certain shop may say: its channels, and the settings that only the embedded shop has. */
export function planSchemaFor({ channels, settings }: Pick<Known, 'channels' | 'settings'>) {
  const shares: z.ZodType =
    channels.length === 0
      ? z.undefined(noneOf('channels')).optional()
      : strict(Object.fromEntries(channels.map((channel) => [channel, share])));
  const shop: z.ZodType = settings?.schema ?? z.undefined(noneOf('settings')).optional();
  return z.strictObject({ ...planSchema.shape, channels: shares, shop }, unknownKeys(planSchema.shape));
}

const noneOf = (what: string) => ({
  error: message(`is of no use: the shop has no ${what}`, 'leave it out'),
});

/** If this does not compile after you added a kind of objective, its line in scripts/objectives/index.ts is missing. */
true satisfies Same<DeepReadonly<z.output<typeof planSchema>>, DeepReadonly<Plan>>;
