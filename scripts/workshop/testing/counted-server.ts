/** Servers on loopback that count what reaches them, for tests of who is asked and who is not. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountedServer {
  readonly port: number;
  readonly requests: http.IncomingMessage[];
}

const servers = new Set<http.Server>();

export async function startCountedServer(
  address: string,
  listener: http.RequestListener,
  port = 0,
): Promise<CountedServer> {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    // An answer before the body was read would close its connection.
    request.resume().on('end', () => listener(request, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  servers.add(server);
  return { port: (server.address() as AddressInfo).port, requests };
}

/** To be called after each test. */
export async function closeCountedServers(): Promise<void> {
  const closing = [...servers];
  servers.clear();
  await Promise.all(
    closing.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}
