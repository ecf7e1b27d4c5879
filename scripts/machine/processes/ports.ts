/** Ports on loopback. Only the process that binds a port knows that it has it: what is found free here may be taken a moment later. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { CarnivalError } from '../../mistakes/carnival-error.ts';

export const LOOPBACK = '127.0.0.1';

/** The preferred ports: those of Prometheus and Grafana, and 7101 and up for the shop's regions. */
export const DEFAULT_PORT = { prometheus: 9090, grafana: 3000, shopFirst: 7101 } as const;

const PORT_MAX = 65_535;

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
    hint: `\`lsof -nP -iTCP:${port} -sTCP:LISTEN\` shows which process has it; without ${option} another free port is used`,
  });
};

/**
 * For a program that cannot say which port it took: the one that the user named, else the preferred one or any that is free now.
 * Somebody else may take it before the program does. Then that program does not start.
 * @throws CarnivalError when the named one is taken
 */
export async function choosePort(named: number | null, preferred: number, option: string): Promise<number> {
  if (named !== null) {
    await requirePort({ port: named, option });
    return named;
  }
  return (await isFree(preferred)) ? preferred : anyPort();
}

async function anyPort(): Promise<number> {
  const server = createServer();
  server.listen({ port: 0, host: LOOPBACK });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Throws if nobody can use the port: out of range, or reserved for root. */
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
