/** Ports on loopback: the preferred one or a later one. If the user named a port, that one or an error. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort from 'get-port';
import { CarnivalError } from '../../mistakes/carnival-error.ts';

export const LOOPBACK = '127.0.0.1';

/** The preferred ports: Prometheus's registered one, and 7101 and up for the shop's regions. */
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
 * if nobody listens on it yet. Another process may still take it first: so the caller must report when it cannot listen.
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
  /** The option that named it: `--prometheus-port`. */
  readonly option: string;
}

/** Throws unless the port is free. */
export const requirePort = async ({ port, host = LOOPBACK, option }: PortDemand): Promise<void> => {
  if (await isFree(port, host)) return;
  throw new CarnivalError(`${option}: port ${port} on ${host} is taken`, {
    hint: `\`lsof -nP -iTCP:${port} -sTCP:LISTEN\` shows which process has it; without ${option} the next free port is used`,
  });
};

/** Throws if nobody can use the port: out of range, or reserved for root. Unlike `freePort`, does not reserve it. */
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
