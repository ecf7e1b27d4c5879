/**
 * What a target says it is: by its own answer, by its DNS, or by a header that the plan has agreed with it. One of them has to name an
 * environment that may be loaded, and none of them may name another.
 */
import { Resolver } from 'node:dns/promises';
import type { AgreedHeader } from '../../scenarios/campaigns/plan.ts';
import type { Masked } from '../../scenarios/shop/secrets.ts';
import { type Flaw, quote } from '../mistakes/plan-error.ts';
import { settledWithin } from '../mistakes/settled-within.ts';
import { ENVIRONMENT_PATH, ENVIRONMENTS } from './environment.ts';
import type { Answer } from './pinned-request.ts';

/** One way of saying it. */
export interface Declaration {
  /** Where it stands, as the subject of a sentence. */
  readonly by: string;
  /** The environment that it names; null when it names none. */
  readonly names: string | null;
  readonly mayBeLoaded: boolean;
  /** What it has to be, for a refusal. */
  readonly wanted: string;
  /** For a refusal: what was there instead of a name. */
  readonly instead: string;
}

/** The TXT records of a name, each in the pieces that DNS keeps. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

/** Where no server answers, each target waits for as long before it is asked itself. */
const RESOLVE_MS_MAX = 5000;
const TRY_MS_MAX = 2000;
const TRIES = 2;
const DNS_LABEL = '_carnival';
const DNS_TEXT = 'carnival-environment=';
/** A name has at most 253 characters. @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const NAME_CHARACTERS_MAX = 253;

/** @param servers left out: those of this machine */
export const txtResolver =
  ({
    servers,
    limitMs = RESOLVE_MS_MAX,
  }: {
    readonly servers?: readonly string[];
    readonly limitMs?: number;
  } = {}): ResolveTxt =>
  (name) => {
    const resolver = new Resolver({ timeout: TRY_MS_MAX, tries: TRIES });
    if (servers !== undefined) resolver.setServers(servers);
    return settledWithin(limitMs, resolver.resolveTxt(name), () => {
      resolver.cancel();
      return new Error(`no answer within ${limitMs} ms`);
    });
  };

const dnsNameOf = (host: string): string => `${DNS_LABEL}.${host}`;

const ANY_KNOWN = `${ENVIRONMENTS.slice(0, -1).join(', ')} or ${ENVIRONMENTS.at(-1)}`;
const isKnown = (name: string): boolean => ENVIRONMENTS.some((environment) => environment === name);

/** What the answer to the environment check declares. */
export function declaredByAnswer({ status, body }: Answer, masked: Masked): Declaration {
  const names = status === 200 ? environmentIn(body) : null;
  return {
    by: `GET ${ENVIRONMENT_PATH}`,
    names,
    mayBeLoaded: names !== null && isKnown(names),
    wanted: ANY_KNOWN,
    instead: `answers ${status === 200 ? quote(masked(body)) : status}`,
  };
}

function environmentIn(body: string): string | null {
  try {
    const environment = (JSON.parse(body) as { environment?: unknown } | null)?.environment;
    return environment === undefined ? null : String(environment);
  } catch {
    // Text that is not JSON declares nothing. The caller quotes it.
    return null;
  }
}

/** What the TXT records of `_carnival.<host>` declare. Names under which nobody can have one are not looked up. */
export async function declaredByDns(host: string, resolveTxt: ResolveTxt): Promise<Declaration | null> {
  const name = dnsNameOf(host);
  if (!host.includes('.') || host.endsWith('.localhost') || name.length > NAME_CHARACTERS_MAX) return null;
  const by = `the TXT record of ${name}`;
  const nothing = (instead: string): Declaration => ({
    by,
    names: null,
    mayBeLoaded: false,
    wanted: ANY_KNOWN,
    instead,
  });
  const records = await resolveTxt(name).catch((error: NodeJS.ErrnoException) => error);
  if (records instanceof Error) return nothing(`is not there (${records.code ?? records.message})`);
  const declared = records
    .map((pieces) => pieces.join('').trim())
    .filter((text) => text.toLowerCase().startsWith(DNS_TEXT))
    .map((text) => text.slice(DNS_TEXT.length).trim());
  if (declared.length === 0) return nothing(`is not there among ${records.length} others`);
  const names = declared.find((text) => !isKnown(text)) ?? declared[0]!;
  return { by, names, mayBeLoaded: isKnown(names), wanted: ANY_KNOWN, instead: '' };
}

/** What the header that was agreed says in this answer. */
export function declaredByHeader(
  path: string,
  { status, headers }: Answer,
  agreed: AgreedHeader,
): Declaration {
  const found = headers[agreed.name.toLowerCase()];
  const names = found === undefined ? null : [found].flat().join(', ').trim();
  return {
    by: `the header ${agreed.name} of GET ${path}`,
    names,
    mayBeLoaded: names === agreed.value,
    wanted: agreed.value,
    instead: `is not in the answer (${status})`,
  };
}

/**
 * @param masked takes secrets out of what the target has said, before it is cut short
 * @returns the environment, or why the target may not be loaded
 */
export function decided(declarations: readonly Declaration[], host: string, masked: Masked): string | Flaw {
  const other = declarations.find(({ names, mayBeLoaded }) => names !== null && !mayBeLoaded);
  if (other !== undefined) return declaresAnother(other, masked);
  const found = declarations.find(({ mayBeLoaded }) => mayBeLoaded);
  if (found?.names != null) return found.names;
  return {
    problem: `does not say that it is no production: ${declarations.map(({ by, instead }) => `${by} ${instead}`).join('; ')}`,
    hint: waysToDeclare(host),
  };
}

const declaresAnother = ({ by, names, wanted }: Declaration, masked: Masked): Flaw => ({
  problem: `is ${quote(masked(names ?? ''))}, says ${by}, and not ${wanted}`,
  hint: 'give the URL of a staging; if it is one, correct what it says of itself',
});

export const waysToDeclare = (host: string): string =>
  [
    'let the target say what it is, in one of three ways:',
    `serve GET ${ENVIRONMENT_PATH} with {"environment":"staging"} (or ${ENVIRONMENTS.filter((name) => name !== 'staging').join(', ')});`,
    `or a DNS TXT record ${dnsNameOf(host)} with the text ${DNS_TEXT}staging;`,
    'or a header that every answer of it has, agreed in the plan:',
    `allow: [{ host: ${JSON.stringify(host)}, addresses: […], header: { name: "X-Environment", value: "staging" } }]`,
  ].join(' ');
