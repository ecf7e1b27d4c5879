/** Speaks to the control port of a `carnival boundary`: sets faults, lifts them, and asks how it is. */
import type { BoundaryFault } from '../../scenarios/drills/boundary-fault.ts';
import { canonicalAddress, isLoopback } from '../admission/addresses.ts';
import { type Answer, requestFirst } from '../admission/pinned-request.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import type { Flaw } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import type { BoundaryHealth, BoundaryState, ControlMistakes } from './control-answers.ts';

/** It runs on this machine, and answers at once. */
const ANSWER_MS_MAX = 5000;
const BODY_BYTES_MAX = 65_536;
const LOCALHOST = ['127.0.0.1', '::1'];

/** What is wrong with the address of a control port, or null: it listens on this machine only. */
export function controlFlaw(text: string): Flaw | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== 'http:')
    return {
      problem: 'is no http:// URL',
      hint: 'write it as the boundary prints it: http://127.0.0.1:9444',
    };
  if (url.username !== '' || url.password !== '')
    return { problem: 'carries credentials', hint: 'leave them out: the token is a variable of its own' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { problem: 'has more than a host and a port', hint: 'write http://127.0.0.1:<port>' };
  if (addressesOf(url).length === 0)
    return {
      problem: 'is not on this machine',
      hint: 'a control port listens on loopback only; bring one from elsewhere here by a tunnel (ssh -L, kubectl port-forward)',
    };
  return null;
}

/**
 * Replaces all faults. They lift by themselves after `forMs`, whatever becomes of us.
 * @throws CarnivalError when the boundary does not answer, does not know the token, or refuses the faults
 */
export async function setBoundaryFaults(
  control: URL,
  token: string,
  faults: readonly BoundaryFault[],
  forMs: number,
  signal?: AbortSignal,
): Promise<BoundaryState> {
  const body = JSON.stringify({ faults, forMs });
  return read(await ask(control, { method: 'PUT', path: '/faults', token, body, signal }));
}

/** @throws CarnivalError as `setBoundaryFaults` */
export async function liftBoundaryFaults(
  control: URL,
  token: string,
  signal?: AbortSignal,
): Promise<BoundaryState> {
  return read(await ask(control, { method: 'DELETE', path: '/faults', token, signal }));
}

/** @throws CarnivalError as `setBoundaryFaults` */
export async function readBoundaryFaults(
  control: URL,
  token: string,
  signal?: AbortSignal,
): Promise<BoundaryState> {
  return read(await ask(control, { method: 'GET', path: '/faults', token, signal }));
}

/** @throws CarnivalError when the boundary does not answer */
export async function readBoundaryHealth(control: URL, signal?: AbortSignal): Promise<BoundaryHealth> {
  return read(await ask(control, { method: 'GET', path: '/healthz', signal }));
}

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly token?: string;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

async function ask(control: URL, { method, path, token, body, signal }: Asked): Promise<Answer> {
  const flaw = controlFlaw(control.href);
  if (flaw !== null)
    throw new CarnivalError(`the boundary's control port "${control.href}" ${flaw.problem}`, {
      hint: flaw.hint,
    });
  const asked = {
    method,
    path,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
    answerMsMax: ANSWER_MS_MAX,
    bodyBytesMax: BODY_BYTES_MAX,
    signal,
  };
  const { answer } = await requestFirst(control, addressesOf(control), asked).catch((cause: Error) => {
    throw new CarnivalError(`the boundary at ${control.host} does not answer: ${reasonOf(cause)}`, {
      cause,
      hint: 'is `carnival boundary` running, and is this its control port?',
    });
  });
  return answer;
}

function read<Told>({ status, body }: Answer): Told {
  if (status === 401)
    throw new CarnivalError('the boundary does not know this token', {
      hint: 'give both the same CARNIVAL_BOUNDARY_TOKEN; a boundary that was started without one has printed its own',
    });
  if (status === 200) {
    const told = parsed(body);
    if (told !== null) return told as Told;
  }
  const { mistakes = [] } = (parsed(body) ?? {}) as Partial<ControlMistakes>;
  const why = mistakes.map(({ path, problem }) => `${path} ${problem}`).join('; ');
  throw new CarnivalError(`the boundary answered ${status}${why === '' ? '' : `: ${why}`}`, {
    hint:
      why === '' ? 'is this the control port of a `carnival boundary`?' : 'docs/boundary.md has the faults',
  });
}

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** None: it is not on this machine. */
function addressesOf({ hostname }: URL): readonly string[] {
  if (hostname === 'localhost') return LOCALHOST;
  const address = canonicalAddress(hostname.replace(/^\[|\]$/g, ''));
  return address !== null && isLoopback(address) ? [address] : [];
}
