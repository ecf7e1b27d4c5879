/** Brings a boundary up: the door for callers, the pool of connections to the dependency, and the control port. */
import type { AddressInfo } from 'node:net';
import { rootCertificates } from 'node:tls';
import { LOOPBACK } from '../machine/processes/ports.ts';
import { Call, type Surroundings } from './call.ts';
import { buildControl } from './control.ts';
import { Door, HEAD_BYTES_MAX, type Identity, portError } from './door.ts';
import { FaultsSet, SYSTEM_TIMERS } from './faults-set.ts';
import { reachOf } from './reach.ts';
import { registryOf, Tally } from './tally.ts';

export interface BoundarySettings {
  readonly name: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Where calls are passed on to, and nowhere else. */
  readonly to: URL;
  readonly controlPort: number;
  readonly token: string;
  /** For callers that speak TLS. */
  readonly identity: Identity | null;
  /** Certificates in PEM that the dependency's may come from, besides the built-in ones. */
  readonly authorities: readonly string[];
}

interface Boundary {
  readonly port: number;
  readonly controlPort: number;
  /** Lifts the faults, takes no more calls, lets those under way end within the grace, and closes. */
  readonly close: () => Promise<void>;
}

const CONNECT_MS_MAX = 10_000;
/** Ten minutes. Callers have limits of their own, and those are what is rehearsed. */
const ANSWER_MS_MAX = 600_000;
const DRAIN_MS = 5000;

/** @throws CarnivalError when a port cannot be had */
export async function startBoundary(settings: BoundarySettings): Promise<Boundary> {
  const { name, listen, to, token, identity, authorities } = settings;
  // Only this command needs it, and it takes a while to load.
  const { Pool } = await import('undici');
  const ca = authorities.length === 0 ? undefined : [...rootCertificates, ...authorities];
  const dispatcher = new Pool(to, {
    connect: { timeout: CONNECT_MS_MAX, ...(ca === undefined ? {} : { ca }) },
    headersTimeout: ANSWER_MS_MAX,
    bodyTimeout: ANSWER_MS_MAX,
    maxHeaderSize: HEAD_BYTES_MAX,
  });
  const faults = new FaultsSet(SYSTEM_TIMERS);
  const tally = new Tally();
  const around: Surroundings = {
    dispatcher,
    host: to.host,
    faults,
    tally,
    random: Math.random,
    reset: (socket) => door.reset(socket),
  };
  const door = new Door({
    ...listen,
    identity,
    listener: (request, response) => new Call(around, request, response).begin(),
  });
  faults.onChange = () => (faults.has('refuse') ? door.shut() : door.reopen());
  const reach = reachOf(to, ca);
  const control = await buildControl({
    boundary: name,
    token,
    faults,
    registry: registryOf(name, tally, faults),
    health: async () => ({ boundary: name, to: to.origin, ...(await reach()) }),
  });
  await door.open();
  const { controlPort } = settings;
  await control.listen({ host: LOOPBACK, port: controlPort }).catch(async (cause: Error) => {
    await door.close(0);
    throw portError(cause, LOOPBACK, controlPort);
  });
  return {
    port: door.port,
    controlPort: (control.server.address() as AddressInfo).port,
    close: async () => {
      faults.lift();
      await door.close(DRAIN_MS);
      await control.close();
      await dispatcher.destroy();
    },
  };
}
