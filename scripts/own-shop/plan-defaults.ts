/** What a plan for a shop of one's own need not say. The embedded shop's plans say everything, because all of it has a source. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';

/** A calendar that is the clock: a minute of the plan is a minute. */
const DEFAULTS = {
  description: 'a rehearsal of a shop of your own',
  seed: 1,
  scale: 1,
  pace: 1,
  speed: 1,
  startsAt: '2026-01-01T00:00:00+00:00',
  /** The campaign's limit, and a common one: Nielsen's second, and a fifth of it for the network. */
  withinMs: 1200,
  regions: [{ name: 'all', share: 1 }],
  traceShare: 0.01,
  allow: [],
  sources: {},
} as const satisfies Partial<Plan>;

const GENERATOR: Plan['generator'] = {
  vus: 2,
  inFlightMax: 4000,
  requestTimeoutMs: 10_000,
  drainMs: 10_000,
};
const SOURCE = 'the plan';

/** @param raw what a plan's file exports. Only objects get defaults: everything else is left to the plan's check */
export function withDefaults(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { drills, generator, objectives, phases } = raw;
  return {
    ...DEFAULTS,
    ...said(raw),
    generator:
      isObject(generator) || generator === undefined ? { ...GENERATOR, ...said(generator ?? {}) } : generator,
    ...(Array.isArray(phases) ? { phases: phases.map(withBegin) } : {}),
    ...(Array.isArray(objectives) ? { objectives: objectives.map(withSource) } : {}),
    ...(Array.isArray(drills) ? { drills: drills.map(withSources) } : {}),
  };
}

const withBegin = (phase: unknown): unknown =>
  isObject(phase) ? { begins: { after: 'previous' }, ...said(phase) } : phase;

const withSource = (objective: unknown): unknown =>
  isObject(objective) ? { source: SOURCE, ...said(objective) } : objective;

const withSources = (drill: unknown): unknown =>
  isObject(drill) && Array.isArray(drill.expect) ? { ...drill, expect: drill.expect.map(withSource) } : drill;

/** Without what is undefined: `timeZone: zoneOf(city)` says nothing where it gives none. */
const said = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
