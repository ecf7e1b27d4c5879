/** Ports on loopback: the preferred one, or the next; a port that the user named is that one or an error. */
import { once } from 'node:events';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Where things are looked for first: Prometheus's registered port, and the shop's regions from 7101 on. */
export const DEFAULT_PORT = { prometheus: 9090, shopFirst: 7101 } as const;

/** How many ports after the preferred one are tried. */
const PORTS_TRIED = 100;

export interface PortWish {
  readonly preferred: number;
  readonly host?: string;
  /** Ports already given to somebody who does not listen yet. */
  readonly except?: readonly number[];
}

/**
 * The preferred port if it is free, else the next that is. Somebody else may take it before it is used: whoever listens
 * must still say so when they cannot.
 */
export const freePort = async ({ preferred, host = LOOPBACK, except = [] }: PortWish): Promise<number> => {
  for (let port = preferred; port < preferred + PORTS_TRIED; port++) {
    if (!except.includes(port) && (await isFree(port, host))) return port;
  }
  throw new Error(
    `No free port on ${host} from ${preferred} to ${preferred + PORTS_TRIED - 1}. Hint: name a free one yourself.`,
  );
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
  throw new Error(
    `${option}: port ${port} on ${host} is taken. Hint: \`lsof -nP -iTCP:${port} -sTCP:LISTEN\` shows by whom; ` +
      `without ${option} the next free port is used.`,
  );
};

/** Throws when the port can be had by nobody: out of range, or reserved for root. */
export const isFree = async (port: number, host: string = LOOPBACK): Promise<boolean> => {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw new Error(`Port ${port} on ${host} cannot be used: ${(cause as Error).message}.`, { cause });
  }
  server.close();
  await once(server, 'close');
  return true;
};
