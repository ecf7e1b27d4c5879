/** Ports on loopback: the preferred one, or a later one; a port that the user named is that one or an error. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort from 'get-port';
import { CarnivalError } from '../../mistakes/carnival-error.ts';

export const LOOPBACK = '127.0.0.1';

/** Where things are looked for first: Prometheus's registered port, and the shop's regions from 7101 on. */
export const DEFAULT_PORT = { prometheus: 9090, shopFirst: 7101 } as const;

/** How many ports are tried, from the preferred one on, before the system picks any free one. */
const PORTS_TRIED = 100;
const PORT_MAX = 65_535;

export interface PortWish {
  readonly preferred: number;
  readonly host?: string;
}

/**
 * The preferred port if it is free, else a later one, else any. A port that was given away is not given again for 15 to 30 s, even
 * if nobody listens on it yet. Another process may still take it first: whoever listens must say so when they cannot.
 */
export const freePort = async ({ preferred, host = LOOPBACK }: PortWish): Promise<number> => {
  const tried = Array.from({ length: PORTS_TRIED }, (_, i) => preferred + i);
  const port = tried.filter((each) => each <= PORT_MAX);
  return getPort({ port, host }).catch((cause: Error) => {
    throw unusable(preferred, host, cause);
  });
};

export interface PortDemand {
  readonly port: number;
  readonly host?: string;
  /** Where the user named it, as they typed it: `--prometheus-port`. */
  readonly option: string;
}

/** Throws unless the port is free. */
export const requirePort = async ({ port, host = LOOPBACK, option }: PortDemand): Promise<void> => {
  if (await isFree(port, host)) return;
  throw new CarnivalError(`${option}: port ${port} on ${host} is taken`, {
    hint: `\`lsof -nP -iTCP:${port} -sTCP:LISTEN\` shows by whom; without ${option} the next free port is used`,
  });
};

/** Throws when nobody can have the port: out of range, or reserved for root. Unlike `freePort`, gives it to nobody. */
export const isFree = async (port: number, host: string = LOOPBACK): Promise<boolean> => {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw unusable(port, host, cause as Error);
  }
  server.close();
  await once(server, 'close');
  return true;
};

const unusable = (port: number, host: string, cause: Error): CarnivalError =>
  new CarnivalError(`port ${port} on ${host} cannot be used: ${cause.message}`, {
    cause,
    hint: `choose one from 1024 to ${PORT_MAX}`,
  });
