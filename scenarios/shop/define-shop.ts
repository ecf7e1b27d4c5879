/** `defineShop`: what a user writes about a shop, compiled to what the crowd needs. Pure; the same in k6 and in Node. */
import type { Outcome } from '../metrics.ts';
import type { Accounts } from './accounts.ts';
import type { Behaviour, BehaviourStep } from './behaviour.ts';
import { isSuccess, SWITCHING_PROTOCOLS } from './http-status.ts';
import { bodiesOf, requestOf } from './make-request.ts';
import { OF_SESSION } from './promise-kinds.ts';
import type { Of, RequestSpec, StepOptions, StepSpec } from './requests.ts';
import type { Auth, Secret } from './secrets.ts';
import {
  BARE_SHOP,
  type CleanUp,
  type ClientCertificate,
  type Cookies,
  type Mark,
  type Shop,
  type Step,
  type Taken,
} from './shop.ts';
import type { Visit } from './visit.ts';

/** The steps that may follow, each a step of the shop, with its probability. */
type EdgesTo<StepName extends string> = { readonly [Name in StepName]?: number };

export interface BehaviourStepSpec<StepName extends string> extends Omit<BehaviourStep, Outcome> {
  readonly ok: EdgesTo<StepName>;
  readonly refused?: EdgesTo<StepName>;
  readonly failed?: EdgesTo<StepName>;
  readonly stopped?: EdgesTo<StepName>;
  readonly degraded?: EdgesTo<StepName>;
}
export interface BehaviourSpec<StepName extends string> {
  readonly description?: string;
  readonly entry: 'channels' | EdgesTo<StepName>;
  readonly bot?: Behaviour['bot'];
  readonly steps: { readonly [Name in StepName]?: BehaviourStepSpec<StepName> };
}

export interface ShopSpec<StepName extends string, BehaviourName extends string> {
  readonly name: string;
  readonly steps: { readonly [Name in StepName]: StepSpec };
  readonly behaviours: { readonly [Name in BehaviourName]: BehaviourSpec<NoInfer<StepName>> };
  /** Where the plan's `channels` enter, for behaviours whose `entry` is 'channels'. */
  readonly channels?: Readonly<Record<string, NoInfer<StepName>>>;
  readonly hosts?: readonly string[];
  readonly headers?: Readonly<Record<string, Of<string> | Secret>>;
  readonly cookies?: Exclude<Cookies, 'none'>;
  readonly accounts?: Accounts;
  readonly auth?: Auth;
  readonly tls?: ClientCertificate;
  readonly mark?: Mark;
  readonly clean?: readonly RequestSpec<CleanUp>[];
  /** The header by which the shop says that it kept a promise in part, or for later. X-Degraded if left out. */
  readonly degradedHeader?: string;
  /** What the shop calls an order that it does not keep. Left out: cancelled, failed, refunded, deleted. */
  readonly badOrderStates?: readonly string[];
  /** The step whose success is shown as the coupons'. Left out: the first that promises a redemption. */
  readonly couponStep?: NoInfer<StepName>;
}

/** A shop that knows the names of its steps and behaviours, so that a plan with another name does not compile. */
export interface OwnShop<StepName extends string = string, BehaviourName extends string = string>
  extends Shop {
  readonly names?: { readonly step: StepName; readonly behaviour: BehaviourName };
}

/** Nothing is checked here: `carnival` reports every mistake at once, with those of the plan. */
export function defineShop<const StepName extends string, const BehaviourName extends string>(
  spec: ShopSpec<StepName, BehaviourName>,
): OwnShop<StepName, BehaviourName> {
  const { name, cookies = 'none', hosts, headers, accounts, auth, tls, mark, clean, degradedHeader } = spec;
  const { badOrderStates } = spec;
  const specs = Object.entries<StepSpec>(spec.steps);
  const listed = Array.isArray(cookies) ? (cookies as readonly string[]) : [];
  const taken = specs.flatMap(([, { options }]) => Object.keys(options.take ?? {}));
  const keeps = [...new Set([...listed, ...taken])];
  const steps = specs.map(([step, its]) => compiled(step, its, keeps));
  const promising = (kind: Step['promises']): string | null =>
    steps.find(({ promises }) => promises === kind)?.name ?? null;
  return {
    ...BARE_SHOP,
    name,
    isOwn: true,
    steps,
    behaviours: named(spec.behaviours as Readonly<Record<string, BehaviourSpec<string>>>),
    channels: spec.channels ?? {},
    orderStep: promising('order'),
    couponStep: spec.couponStep ?? promising('redemption'),
    keeps,
    cookies,
    ...(hosts === undefined ? {} : { hosts }),
    ...(headers === undefined ? {} : { headers }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(auth === undefined ? {} : { auth }),
    ...(tls === undefined ? {} : { tls }),
    ...(mark === undefined ? {} : { mark }),
    ...(clean === undefined ? {} : { clean }),
    ...(degradedHeader === undefined ? {} : { degradedHeader }),
    ...(badOrderStates === undefined ? {} : { badOrderStates }),
  };
}

function compiled(name: string, spec: StepSpec, keeps: readonly string[]): Step {
  const { options, staySeconds = null } = spec;
  const { take = {}, needs = [], outcome = null, promises = null, refused = [] } = options;
  const takes = Object.entries(take).map(
    ([its, taking]): Taken => ({ name: its, index: keeps.indexOf(its), taking }),
  );
  return {
    name,
    request: (visit) => requestOf(spec, visit),
    outcome: statusMeaning(options, staySeconds !== null),
    reader: outcome,
    takes,
    needs: needs.flatMap((its) => (keeps.includes(its) ? [keeps.indexOf(its)] : [])),
    unknownNeeds: needs.filter((its) => !keeps.includes(its)),
    bodies: bodiesOf(options),
    promises: promises?.kind ?? null,
    promised: (visit) => promisedWords(promises, visit),
    headerNames: Object.keys(options.headers ?? {}),
    refusable: refused.length > 0 || outcome !== null,
    guarded: (options.stopped ?? []).length > 0,
    host: options.host ?? null,
    method: spec.method,
    staySeconds,
  };
}

function statusMeaning(
  { refused = [], stopped = [] }: Pick<StepOptions, 'refused' | 'stopped'>,
  isConnection: boolean,
): (status: number) => Outcome {
  // The same function for all steps that say nothing: the crowd makes a table for each that is another.
  if (refused.length === 0 && stopped.length === 0) return isConnection ? connected : succeeded;
  return (status) => {
    if (refused.includes(status)) return 'refused';
    if (stopped.includes(status)) return 'stopped';
    return isConnection ? connected(status) : succeeded(status);
  };
}

const connected = (status: number): Outcome => (status === SWITCHING_PROTOCOLS ? 'ok' : 'failed');
const succeeded = (status: number): Outcome => (isSuccess(status) ? 'ok' : 'failed');

/** `<id> <amount> ~<session>`; the amount may be missing, and only an order has a session. Blanks part them, so none may have any. */
function promisedWords(promises: StepOptions['promises'] | null, visit: Visit): string {
  if (promises === null || promises === undefined) return '';
  let id: string;
  let amount: string;
  try {
    id = withoutBlanks(promises.id(visit) ?? '');
    amount = promises.amount === undefined ? '' : ` ${withoutBlanks(promises.amount(visit))}`;
  } catch {
    // It may expect what a failed answer did not give. Of an ok one, an order without a number is told where promises are read.
    return '';
  }
  // The answer that would have named it did not come.
  if (id === '') return '';
  return `${id}${amount}${promises.kind === 'order' ? ` ${OF_SESSION}${tagOf(visit.order)}` : ''}`;
}

const TAG_RADIX = 36;

/** FNV-1a of what names a session: two that are told one order's number can be told apart. */
function tagOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(TAG_RADIX);
}

const withoutBlanks = (text: string): string => String(text).replace(/\s+/g, '_');

/** Without a prototype: a behaviour may be called `constructor`. */
function named(
  behaviours: Readonly<Record<string, BehaviourSpec<string>>>,
): Readonly<Record<string, Behaviour>> {
  const all: Record<string, Behaviour> = Object.create(null);
  for (const [name, { description = '', ...spec }] of Object.entries(behaviours))
    all[name] = { name, description, ...spec } as Behaviour;
  return all;
}
