/** The balancer before a region's replicas, built; `balancer-process.ts` listens. */
import type { RequestListener, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { REPLICAS_PATH, type ReplicaSettings } from '../../scenarios/targets/mock-shop/replicas.ts';
import { latencyMs } from '../platform/latency.ts';
import { errorBody } from '../platform/outcome.ts';
import { adminRoute, type ReplicasAnswer, replicasNow } from './admin.ts';
import { Balance } from './balance.ts';
import { figuresOf } from './figures.ts';
import { Fleet, type FleetHands } from './fleet.ts';
import {
  type Answer,
  ask,
  HOLD_HEADER,
  ownAnswer,
  type Question,
  readQuestion,
  send,
  without,
} from './messages.ts';
import { TOO_LONG } from './replica.ts';

const MS_PER_SECOND = 1000;

/** A replica's process. */
export interface ReplicaProcess {
  /** It has nothing in hand. */
  end(): void;
  kill(): void;
}
/** What its balancer is told of it. */
export interface ReplicaNews {
  /** It listens, and is asked in this way. */
  readied(dispatcher: Pick<Dispatcher, 'dispatch'>): void;
  exited(): void;
}

export interface BalancerDeps {
  readonly region: string;
  readonly adminToken: string | null;
  /** The region's process. */
  readonly own: Pick<Dispatcher, 'dispatch'>;
  readonly startReplica: (news: ReplicaNews) => ReplicaProcess;
  /** Never goes back, and knows fractions. */
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly later: FleetHands['later'];
  readonly tell: FleetHands['tell'];
}

export interface Balancer {
  readonly listener: RequestListener;
  /** Asks for the replicas that the region begins with: these start at once. */
  begin(): void;
  readonly now: () => ReplicasAnswer;
}

/** A request on its way. */
interface Call {
  readonly question: Question;
  readonly response: ServerResponse;
}

export function buildBalancer(settings: ReplicaSettings, deps: BalancerDeps): Balancer {
  const { nowMs, own } = deps;
  const dispatchers = new Map<string, Pick<Dispatcher, 'dispatch'>>();
  const processes = new Map<string, ReplicaProcess>();

  const balance: Balance<Call> = new Balance(settings, nowMs, {
    carry: (call, replica, holdMs) => {
      const headers = [...without(call.question.headers, HOLD_HEADER), HOLD_HEADER, holdMs.toFixed(1)];
      ask(dispatchers.get(replica)!, { ...call.question, headers }, (told) => {
        if (told instanceof Error) fleet.broke(replica);
        balance.ended(call);
        send(call.response, told instanceof Error ? LOST : told);
      });
    },
    turnAway: ({ response }) => send(response, FULL),
    emptied: (replica) => fleet.emptied(replica),
  });

  const fleet: Fleet = new Fleet({
    ...{ balance, nowMs },
    startDelayMs: startDelay(settings, deps.random),
    hands: {
      start: (replica) => {
        const news: ReplicaNews = {
          readied: (dispatcher) => {
            dispatchers.set(replica, dispatcher);
            fleet.readied(replica);
          },
          exited: () => {
            processes.delete(replica);
            dispatchers.delete(replica);
            fleet.exited(replica);
          },
        };
        processes.set(replica, deps.startReplica(news));
      },
      end: (replica) => processes.get(replica)?.end(),
      kill: (replica) => processes.get(replica)?.kill(),
      later: deps.later,
      tell: deps.tell,
    },
  });

  const admin = adminRoute(deps.adminToken, settings.countMax, balance, fleet);
  const figures = figuresOf(deps.region, settings.atOnce, balance, fleet);

  const listener: RequestListener = (request, response) =>
    readQuestion(request, (question) => {
      if (question === null) return send(response, TOO_LONG);
      const [path] = question.path.split('?', 1);
      if (path === REPLICAS_PATH) return send(response, admin(question));
      if (isOwn(path!))
        return ask(own, question, (told) => {
          if (told instanceof Error) send(response, REGION_DOWN);
          else if (path !== METRICS_PATH) send(response, told);
          else figures.metrics().then((text) => send(response, withMore(told, text)));
        });
      const call = { question, response };
      response.on('close', () => balance.hangUp(call));
      balance.arrive(call);
    });

  return {
    listener,
    begin: () => fleet.ask(settings.count, () => 0),
    now: () => replicasNow(balance, fleet),
  };
}

/** What is about the region's process itself, and takes no place of a replica. */
const METRICS_PATH = '/metrics';
const OWN_PATHS: ReadonlySet<string> = new Set([
  ...[METRICS_PATH, '/metrics/breakers', '/healthz', '/carnival-environment'],
]);
const isOwn = (path: string): boolean =>
  OWN_PATHS.has(path) || path.startsWith('/admin/') || path.startsWith('/documentation');

function startDelay({ startSeconds }: ReplicaSettings, random: () => number): () => number {
  if (startSeconds === undefined) return () => 0;
  const { median, p99 } = startSeconds;
  return () => latencyMs({ medianMs: median * MS_PER_SECOND, p99Ms: p99 * MS_PER_SECOND }, random);
}

function withMore({ status, headers, body }: Answer, text: string): Answer {
  if (status !== 200) return { status, headers, body };
  const both = Buffer.concat([body ?? Buffer.alloc(0), Buffer.from(`\n${text}`)]);
  return {
    status,
    headers: [...without(headers, 'content-length'), 'content-length', String(both.length)],
    body: both,
  };
}

const RETRY_HINT = 'Try again with the same Idempotency-Key.';
const FULL = ownAnswer(
  503,
  errorBody('no_room', 'All replicas are busy, and so is the line before them.', RETRY_HINT),
  { 'retry-after': '1' },
);
const LOST = ownAnswer(502, errorBody('replica_died', 'The replica that had it in hand died.', RETRY_HINT));
const REGION_DOWN = ownAnswer(
  502,
  errorBody('region_down', 'The region’s process did not answer.', RETRY_HINT),
);
