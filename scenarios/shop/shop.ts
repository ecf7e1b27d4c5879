/**
 * What a shop is to the crowd, the forecast, the plan's check and the verdict: its steps, who shops there, and what its answers
 * mean. Users write theirs with `defineShop`; the embedded one is `targets/mock-shop/`, and nothing outside that folder names its
 * steps.
 */
import type { Plan } from '../campaigns/plan.ts';
import type { Outcome } from '../metrics.ts';
import type { Accounts } from './accounts.ts';
import type { Reader } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import type { PromiseKind } from './promise-kinds.ts';
import type { RequestSpec } from './requests.ts';
import type { Auth, Secret } from './secrets.ts';
import type { Taking } from './takings.ts';
import type { Visit } from './visit.ts';

export interface StepRequest {
  readonly method: string;
  /** Path and query on the step's host, or a whole URL. */
  readonly path: string;
  readonly body: string | null;
  /** `null`: none but those that every request carries. A new object each time: the sender adds to it. */
  readonly headers: Record<string, string> | null;
}

/** Something that a session keeps of a step's answers. */
export interface Taken {
  readonly name: string;
  /** Its place in the shop's `keeps`. */
  readonly index: number;
  readonly taking: Taking;
}

export interface Step {
  readonly name: string;
  /** The crowd reuses one visit for all requests, so do not keep it. */
  readonly request: (visit: Visit) => StepRequest;
  /** What a status means if nothing else is known of the answer. `stopped`, for an honest shopper, is a failure. */
  readonly outcome: (status: number) => Outcome;
  /** Decides instead of the status; null: the status decides. */
  readonly reader: Reader | null;
  readonly takes: readonly Taken[];
  /** The places in `keeps` of what earlier answers must have given. */
  readonly needs: readonly number[];
  /** What it needs and no step takes: a mistake. */
  readonly unknownNeeds: readonly string[];
  /** Which of json, form and body make its body. More than one is a mistake. */
  readonly bodies: readonly string[];
  /** Of its own headers. One that k6 or the admission decides is a mistake. */
  readonly headerNames: readonly string[];
  /** What an ok or degraded answer acknowledges; `null`: nothing. */
  readonly promises: PromiseKind | null;
  /** What exactly was acknowledged, in words without line breaks that the shop's audit knows. Only called if it promises. */
  readonly promised: (visit: Visit) => string;
  /** True if the target may correctly refuse the request. */
  readonly refusable: boolean;
  /** True if risk control guards the step. Its responses are counted separately. */
  readonly guarded: boolean;
  /** A host that the shop names in `hosts`; null: its own. */
  readonly host: string | null;
  /** For people and for checks: the request has it too. */
  readonly method: string;
  /** How long the connection of a WebSocket stays open; null: it is a request. */
  readonly staySeconds: number | null;
}

/** A step that is read by its status alone, keeps nothing and promises nothing. */
export const plainStep = (name: string, request: Step['request'], outcome: Step['outcome']): Step => ({
  name,
  request,
  outcome,
  reader: null,
  takes: [],
  needs: [],
  unknownNeeds: [],
  bodies: [],
  headerNames: [],
  promises: null,
  promised: () => '',
  refusable: false,
  guarded: false,
  host: null,
  method: 'GET',
  staySeconds: null,
});

/** How a session's cookies are kept: none; those of these names, as texts; or all of them, in a jar of the session's own. */
export type Cookies = 'none' | 'jar' | readonly string[];

/** What a rehearsal leaves behind is marked, so that people who find it know what it is. */
export interface Mark {
  /** A header on every request. Its value is the run's id. */
  readonly header?: string;
  /** Words for a field of the order, such as its comment: see `visit.note`. */
  readonly note?: string;
}

/** A client certificate and its key, as PEM files relative to the folder of shop.ts. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An acknowledged id that is taken back after the audit. */
export interface CleanUp {
  readonly id: string;
  readonly run: string;
}

export interface Shop {
  readonly name: string;
  /** True: a user's, and not the embedded one. */
  readonly isOwn: boolean;
  readonly steps: readonly Step[];
  /** Who shops, by name. Without a prototype, so that `constructor` is no behaviour. */
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  /** The step by which each of the plan's channels enters, by the channel's name. */
  readonly channels: Readonly<Record<string, string>>;
  /** An answer with this header, and any value in it, is degraded: the shop kept its promise in part, or for later. */
  readonly degradedHeader: string;
  /** The step whose ok answers are counted as orders on the screen and in the forecast, and the one for coupons; `null`: none. */
  readonly orderStep: string | null;
  readonly couponStep: string | null;
  /** What the shop calls an order that it does not keep; null: cancelled, failed, refunded, deleted. */
  readonly badOrderStates: readonly string[] | null;
  /** The names of all that a session may keep, listed cookies included. */
  readonly keeps: readonly string[];
  readonly cookies: Cookies;
  readonly accounts: Accounts | null;
  /** Hosts besides the shop's own, each admitted by itself. */
  readonly hosts: readonly string[];
  /** On every request: made for the visit, or a secret by its name. */
  readonly headers: Readonly<Record<string, string | Secret | ((visit: Visit) => string)>>;
  readonly auth: Auth | null;
  readonly tls: ClientCertificate | null;
  readonly mark: Mark;
  /** Sent for every acknowledged order after the audit, one after the other. */
  readonly clean: readonly RequestSpec<CleanUp>[];
}

/** What a shop has that keeps nothing, sends nothing but its requests, and has one host. */
export const BARE_SHOP = {
  isOwn: false,
  badOrderStates: null,
  degradedHeader: 'X-Degraded',
  keeps: [],
  cookies: 'none',
  accounts: null,
  hosts: [],
  headers: {},
  auth: null,
  tls: null,
  mark: {},
  clean: [],
} as const satisfies Partial<Shop>;

/** A shop may depend on its settings in the plan: the embedded one sells as many products as the plan says. */
export type ShopOf = (plan: Plan) => Shop;

export const stepNames = (shop: Pick<Shop, 'steps'>): readonly string[] => shop.steps.map(({ name }) => name);

/** Whether an answer's body must be kept for the step. */
export const readsAnswer = ({ reader, takes }: Pick<Step, 'reader' | 'takes'>): boolean =>
  reader !== null || takes.length > 0;
