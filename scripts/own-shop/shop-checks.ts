/** Every mistake in a user's shop: names that lead nowhere, shares that are none, values that nobody gives. */
import type { Behaviour, Edges } from '../../scenarios/shop/behaviour.ts';
import { isSuccess } from '../../scenarios/shop/http-status.ts';
import { keptOnArrival } from '../../scenarios/shop/kept-on-arrival.ts';
import { bodiesOf } from '../../scenarios/shop/make-request.ts';
import { readsAnswer, type Shop, type Step } from '../../scenarios/shop/shop.ts';
import { thinkFlaws } from '../../scenarios/shop/think-flaws.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Mistake } from '../mistakes/plan-error.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const METHOD = /^[A-Z]+$/;
/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** The admission has checked the host that the URL names, and whoever sends a body counts it. */
const NOT_OURS = ['host', 'content-length', 'transfer-encoding', 'connection'];
const PROMISED: readonly unknown[] = ['order', 'payment', 'redemption', null];
const SUCCESS_MIN = 200;
/** Shares are typed by hand: see the plan's checks. */
const SHARE_ERROR_MAX = 1e-6;
const OUTCOMES_WITH_EDGES = ['ok', 'refused', 'failed', 'stopped', 'degraded'] as const;

type Tell = (path: string, value: unknown, problem: string, hint: string) => void;

export function shopMistakes(shop: Shop): Mistake[] {
  const mistakes: Mistake[] = [];
  const tell: Tell = (path, value, problem, hint) => mistakes.push({ path, value, problem, hint });
  const steps = new Map(shop.steps.map((step) => [step.name, step]));
  if (steps.size === 0) tell('steps', undefined, 'is empty', 'declare at least one step');
  for (const step of shop.steps) checkStep(step, shop, tell);
  for (const [channel, step] of Object.entries(shop.channels))
    if (!steps.has(step))
      tell(`channels.${channel}`, step, 'is not a step of the shop', didYouMean(step, [...steps.keys()]));
  if (shop.couponStep !== null && !steps.has(shop.couponStep))
    tell(
      'couponStep',
      shop.couponStep,
      'is not a step of the shop',
      didYouMean(shop.couponStep, [...steps.keys()]),
    );
  if (typeof shop.cookies !== 'string' && shop.cookies.includes(''))
    tell('cookies', '', 'is not the name of a cookie', "list the names to keep, or write 'jar' for all");
  shop.clean.forEach(({ options }, i) => {
    checkHost(`clean[${i}]`, options.host ?? null, shop, tell);
    checkBodies(`clean[${i}]`, bodiesOf(options), tell);
  });
  checkHeaders('headers', Object.keys(shop.headers), tell);
  const behaviours = Object.values(shop.behaviours);
  if (behaviours.length === 0)
    tell('behaviours', undefined, 'is empty', 'declare at least one: somebody has to come');
  for (const behaviour of behaviours) checkBehaviour(behaviour, shop, steps, tell);
  return mistakes;
}

function checkStep(step: Step, shop: Shop, tell: Tell): void {
  const at = `steps.${step.name}`;
  if (!NAME.test(step.name))
    tell(at, step.name, 'is not a valid name', 'use letters, digits, dots, - and _, such as "cart.add"');
  checkHost(at, step.host, shop, tell);
  checkBodies(at, step.bodies, tell);
  if (step.takes.some(({ name }) => name === ''))
    tell(`${at}.take`, '', 'is an empty name', "name what is taken: take: { order: json('code') }");
  step.unknownNeeds.forEach((name) => {
    tell(`${at}.needs`, name, 'is taken from no answer', didYouMean(name, shop.keeps));
  });
  checkHeaders(`${at}.headers`, step.headerNames, tell);
  checkTurnedAway(at, step, tell);
  if (!PROMISED.includes(step.promises))
    tell(
      `${at}.promises.kind`,
      step.promises,
      'is nothing that can be promised',
      'order, payment or redemption',
    );
  if (step.reader !== null && typeof step.reader !== 'function')
    tell(
      `${at}.outcome`,
      step.reader,
      'is not a function',
      "write: ({ status }) => (status === 406 ? 'failed' : 'ok')",
    );
  const { staySeconds, method } = step;
  if (!METHOD.test(method)) tell(`${at}.method`, method, 'is not an HTTP method', 'such as GET or POST');
  if (staySeconds !== null && !(staySeconds > 0 && Number.isFinite(staySeconds)))
    tell(`${at}.staySeconds`, staySeconds, 'is not a number above 0', 'say how long a connection stays open');
  const { reader, takes, promises, refusable, guarded } = step;
  if (staySeconds !== null && (readsAnswer({ reader, takes }) || promises !== null || refusable || guarded))
    tell(
      at,
      undefined,
      'reads an answer, but k6 shows nothing of the one to a handshake',
      'leave take, outcome, refused, stopped and promises out of a connection',
    );
}

/** Whoever lists a 2xx turns every success into a refusal, and the run would still look busy. */
function checkTurnedAway(at: string, { outcome, staySeconds }: Step, tell: Tell): void {
  // A connection may list nothing at all.
  if (staySeconds !== null) return;
  try {
    outcome(SUCCESS_MIN);
  } catch {
    // Not everybody has a compiler.
    tell(at, undefined, 'has statuses that are no list', 'write: refused: [409], and stopped: [403, 429]');
    return;
  }
  for (let status = SUCCESS_MIN; isSuccess(status); status++) {
    const meaning = outcome(status);
    if (meaning === 'refused' || meaning === 'stopped')
      tell(
        `${at}.${meaning}`,
        status,
        'is a success by its status',
        'list statuses from 300 on; if the body says no at a 2xx, let `outcome` read it',
      );
  }
}

function checkHeaders(at: string, names: readonly string[], tell: Tell): void {
  for (const name of names) {
    if (!TOKEN.test(name))
      tell(at, name, 'is not the name of a header', 'use letters, digits and -, such as "X-Api-Key"');
    if (NOT_OURS.includes(name.toLowerCase()))
      tell(
        `${at}.${name}`,
        undefined,
        'is not the shop’s to say',
        'leave it out; for another host see hosts: [ … ]',
      );
  }
}

function checkHost(at: string, host: string | null, { hosts }: Pick<Shop, 'hosts'>, tell: Tell): void {
  if (host !== null && !hosts.includes(host))
    tell(`${at}.host`, host, 'is not a host of the shop', hostHint(host, hosts));
}

function checkBodies(at: string, bodies: readonly string[], tell: Tell): void {
  if (bodies.length > 1)
    tell(at, undefined, `has ${bodies.join(' and ')}, and a request has one body`, 'keep one of them');
}

const hostHint = (host: string, hosts: readonly string[]): string =>
  hosts.length === 0 ? `name it: hosts: ['${host}']` : didYouMean(host, hosts);

function checkBehaviour(
  behaviour: Behaviour,
  shop: Shop,
  steps: ReadonlyMap<string, Step>,
  tell: Tell,
): void {
  const at = `behaviours.${behaviour.name}`;
  if (!NAME.test(behaviour.name))
    tell(at, behaviour.name, 'is not a valid name', 'use letters, digits, - and _, such as "buyer"');
  // Not everybody has a compiler.
  if (!isObject(behaviour.steps) || !Object.values(behaviour.steps).every(isObject)) {
    tell(
      `${at}.steps`,
      behaviour.steps,
      'are no steps',
      'write: steps: { home: { thinkSeconds: 1, ok: {} } }',
    );
    return;
  }
  if (behaviour.entry !== 'channels' && !isObject(behaviour.entry)) {
    tell(
      `${at}.entry`,
      behaviour.entry,
      'is no entry',
      "name the first steps: entry: { home: 1 }, or 'channels'",
    );
    return;
  }
  for (const { path, problem, hint } of thinkFlaws(behaviour.steps))
    tell(`${at}.steps.${path.join('.')}`, undefined, problem, hint);
  const visited = Object.keys(behaviour.steps);
  for (const name of visited) {
    if (!steps.has(name))
      tell(
        `${at}.steps.${name}`,
        undefined,
        'is not a step of the shop',
        didYouMean(name, [...steps.keys()]),
      );
    const step = behaviour.steps[name]!;
    for (const outcome of OUTCOMES_WITH_EDGES)
      checkEdges(step[outcome] ?? {}, visited, `${at}.steps.${name}.${outcome}`, tell);
  }
  if (behaviour.entry === 'channels') {
    if (Object.keys(shop.channels).length === 0)
      tell(`${at}.entry`, 'channels', 'but the shop has no channels', 'name the steps: entry: { home: 1 }');
    const missing = Object.values(shop.channels).filter((step) => !visited.includes(step));
    for (const step of missing)
      tell(`${at}.entry`, 'channels', `leads to "${step}", which it does not visit`, 'add it to its steps');
  } else {
    checkEdges(behaviour.entry, visited, `${at}.entry`, tell);
    const sum = sumOf(behaviour.entry);
    if (Math.abs(sum - 1) > SHARE_ERROR_MAX)
      tell(
        `${at}.entry`,
        undefined,
        `adds up to ${Number(sum.toFixed(6))}, not to 1`,
        'everybody begins somewhere',
      );
  }
  checkNeeds(behaviour, shop, steps, at, tell);
}

function checkEdges(edges: Edges, visited: readonly string[], at: string, tell: Tell): void {
  for (const [next, probability] of Object.entries(edges)) {
    if (!visited.includes(next))
      tell(
        `${at}.${next}`,
        probability,
        'leads to a step that the behaviour does not have',
        didYouMean(next, visited),
      );
    if (!(typeof probability === 'number' && probability >= 0 && probability <= 1))
      tell(`${at}.${next}`, probability, 'is not a probability', 'write a number from 0 to 1');
  }
  const sum = sumOf(edges);
  if (sum > 1 + SHARE_ERROR_MAX)
    tell(
      at,
      undefined,
      `adds up to ${Number(sum.toFixed(6))}, more than 1`,
      'what is left to 1 leaves the shop',
    );
}

/** What is no number is a mistake of its own. */
const sumOf = (edges: Edges): number =>
  Object.values(edges).reduce((sum, each) => (typeof each === 'number' ? sum + each : sum), 0);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Nobody may come to a step without what it needs. */
function checkNeeds(
  behaviour: Behaviour,
  shop: Shop,
  steps: ReadonlyMap<string, Step>,
  at: string,
  tell: Tell,
): void {
  for (const { step, missing, by } of keptOnArrival(behaviour, shop, steps)) {
    const names = missing.map((index) => shop.keeps[index]!).join(' and ');
    const way = by === null ? 'a session may begin there' : `by way of ${by}`;
    tell(
      `${at}.steps.${step}`,
      undefined,
      `cannot be walked: it needs ${names}, which nothing before it has given (${way})`,
      'let a step before it take it, or lead there only after an ok answer of one that does',
    );
  }
}
