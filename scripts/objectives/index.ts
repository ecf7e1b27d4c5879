/** Every kind of objective that a plan may declare. To add a kind, add a file in this folder and a line to this list. */
import { z } from 'zod';
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import { alertFires } from './alert-fires.ts';
import { botsStopped } from './bots-stopped.ts';
import { breakerCloses } from './breaker-closes.ts';
import { breakerFallback } from './breaker-fallback.ts';
import { breakerIsolated } from './breaker-isolated.ts';
import { breakerOpens } from './breaker-opens.ts';
import { breakerProbes } from './breaker-probes.ts';
import { breakerSheds } from './breaker-sheds.ts';
import { breakerStaysShut } from './breaker-stays-shut.ts';
import { breakerSteady } from './breaker-steady.ts';
import { brokenPromises } from './broken-promises.ts';
import { canary } from './canary.ts';
import { degraded } from './degraded.ts';
import { droppedConnections } from './dropped-connections.ts';
import { honestRefused } from './honest-refused.ts';
import type { ObjectiveKind } from './kind.ts';
import { loadRecovers } from './load-recovers.ts';
import { lostOrders } from './lost-orders.ts';
import { oversold } from './oversold.ts';
import { promql } from './promql.ts';
import { recovery } from './recovery.ts';
import { refused } from './refused.ts';
import { responseTime } from './response-time.ts';
import { rolledBack } from './rolled-back.ts';
import { shedsInOrder } from './sheds-in-order.ts';
import { success } from './success.ts';
import { UNDECLARED } from './undeclared.ts';

const KINDS = [
  responseTime,
  success,
  refused,
  degraded,
  droppedConnections,
  lostOrders,
  oversold,
  brokenPromises,
  recovery,
  botsStopped,
  honestRefused,
  promql,
  alertFires,
  canary,
  rolledBack,
  shedsInOrder,
  breakerOpens,
  breakerStaysShut,
  breakerSheds,
  breakerFallback,
  breakerProbes,
  breakerCloses,
  breakerSteady,
  breakerIsolated,
  loadRecovers,
] as const satisfies readonly ObjectiveKind[];

type Schemas<Kinds> = { -readonly [I in keyof Kinds]: Kinds[I] extends { schema: infer S } ? S : never };

/** An objective of any kind, as a plan writes it. */
export const objectiveSchema = z.discriminatedUnion(
  'kind',
  KINDS.map(({ schema }) => schema) as Schemas<typeof KINDS>,
);

const byName = new Map<string, ObjectiveKind>(KINDS.map((kind) => [kind.schema.shape.kind.value, kind]));

/** The kinds that watch the answers to requests. Only they can prove a share of requests. */
export const WATCHING_KINDS: readonly string[] = [...byName].flatMap(([kind, { watches }]) =>
  watches === undefined ? [] : [kind],
);

export const OBJECTIVE_KINDS = [...byName.keys()] as readonly Objective['kind'][];

/** Whether a result of this kind is a fact: counted in full, and true whatever the load was. */
export const isFact = (kind: string): boolean =>
  byName.get(kind)?.isA === 'fact' || UNDECLARED.some((each) => each.kind === kind && each.isA === 'fact');

/** The kind of an objective, with its schema, checks and judge. */
export const kindOf = ({ kind }: { readonly kind: Objective['kind'] }): ObjectiveKind => byName.get(kind)!;
