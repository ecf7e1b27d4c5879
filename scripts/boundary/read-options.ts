/** The options of `carnival boundary`: what they say, and every mistake in them. */
import { canonicalAddress, canonicalHost, forbidden } from '../admission/addresses.ts';
import { readAuthorities, readClientCertificate } from '../admission/certificates.ts';
import { portOf } from '../admission/pinned-request.ts';
import { LOOPBACK } from '../machine/processes/ports.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import type { BoundarySettings } from './boundary.ts';

/** As typed. */
export interface BoundaryOptions {
  readonly listen?: string | undefined;
  readonly to?: string | undefined;
  readonly name?: string | undefined;
  readonly control: string;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly ca?: string | undefined;
}

const PORT_MAX = 65_535;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

type Tell = (path: string, value: unknown, problem: string, hint: string) => void;

/**
 * @param told mistakes that were found elsewhere
 * @throws PlanError with every mistake
 */
export function readOptions(
  options: BoundaryOptions,
  { nowMs, told }: { readonly nowMs: number; readonly told: readonly Mistake[] },
): Omit<BoundarySettings, 'token'> {
  const mistakes = [...told];
  const tell: Tell = (path, value, problem, hint) => mistakes.push({ path, value, problem, hint });
  const listen = listenOf(options.listen, tell);
  const to = originOf(options.to, tell);
  const controlPort = portNumber(options.control);
  if (controlPort === null)
    tell(
      '--control',
      options.control,
      'is no port',
      `write a whole number up to ${PORT_MAX}; 0: any free one`,
    );
  if (listen !== null && controlPort !== 0 && listen.port === controlPort)
    tell('--control', options.control, 'is the port for callers too', 'name another one');
  if (listen !== null && to !== null && leadsToItself(listen, to))
    tell('--to', options.to, 'is where the boundary itself listens', 'name the dependency');
  const identity = identityOf(options, { nowMs, mistakes }, tell);
  if (options.ca !== undefined && to?.protocol === 'http:')
    tell('--ca', options.ca, 'is for TLS, and --to is http', 'write --to https://…, or leave it out');
  const authorities =
    options.ca === undefined ? [] : readAuthorities(options.ca, { path: '--ca', nowMs, mistakes });
  const name = options.name ?? to?.hostname.replaceAll(/[^A-Za-z0-9_.-]/g, '') ?? '';
  if (options.name !== undefined && !NAME.test(options.name))
    tell('--name', options.name, 'is not a valid name', 'use letters, digits, - and _, such as "bank"');
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  return { name, listen: listen!, to: to!, controlPort: controlPort!, identity, authorities };
}

function portNumber(text: string): number | null {
  const number = Number(text);
  return /^\d{1,5}$/.test(text) && number <= PORT_MAX ? number : null;
}

/** Without a host it is loopback: whoever reaches the port can call the dependency. */
function listenOf(text: string | undefined, tell: Tell): BoundarySettings['listen'] | null {
  const [, host = '', digits = ''] = /^(.*):(\d*)$/.exec(text ?? '') ?? [];
  const port = portNumber(digits);
  const known = host === '' ? LOOPBACK : canonicalHost(host);
  if (port !== null && known !== null) return { host: known, port };
  const hint = `write :9443 for this machine alone, or host:9443, such as 0.0.0.0:9443, for others (a container)`;
  const problem = port === null ? 'has no port' : 'has no host name';
  tell('--listen', text, text === undefined ? 'is missing' : problem, hint);
  return null;
}

function originOf(text: string | undefined, tell: Tell): URL | null {
  const say = (problem: string, hint: string): null => {
    tell('--to', text, problem, hint);
    return null;
  };
  if (text === undefined) return say('is missing', 'write --to https://bank.example');
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return say('is not an http or https URL', 'write https://bank.example');
  if (url.username !== '' || url.password !== '')
    return say('carries credentials', 'leave them out: the service sends its own');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return say('has more than a host and a port', `write ${url.origin}: paths are the service's`);
  const address = canonicalAddress(url.hostname.replace(/^\[|\]$/g, ''));
  const is = address === null ? null : forbidden([address]);
  return is === null ? url : say(is.problem, 'name the dependency by its own address');
}

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);
const leadsToItself = ({ host, port }: BoundarySettings['listen'], to: URL): boolean =>
  port !== 0 &&
  Number(portOf(to)) === port &&
  (to.hostname === host || LOCAL_NAMES.has(to.hostname)) &&
  (LOCAL_NAMES.has(host) || host === '0.0.0.0' || host === '::' || to.hostname === host);

function identityOf(
  { cert, key }: BoundaryOptions,
  into: { readonly nowMs: number; readonly mistakes: Mistake[] },
  tell: Tell,
): BoundarySettings['identity'] {
  if (cert === undefined && key === undefined) return null;
  if (cert !== undefined && key !== undefined)
    return readClientCertificate({ certificate: cert, key }, { ...into, paths: IDENTITY });
  const [given, missing] = cert === undefined ? ['--key', '--cert'] : ['--cert', '--key'];
  tell(missing, undefined, `is missing: ${given} alone is half an identity`, 'give both, as PEM files');
  return null;
}

const IDENTITY = { certificate: '--cert', key: '--key' };
