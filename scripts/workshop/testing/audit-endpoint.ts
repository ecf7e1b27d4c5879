/** An endpoint of an audit (docs/audit.md) on loopback. A test says what it answers. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditRequest } from '../../audit/contract/stored-order.ts';

export type EndpointAnswer = (request: AuditRequest) =>
  | {
      readonly orders?: readonly object[];
      readonly text?: string;
      readonly status?: number;
      readonly location?: string;
    }
  | 'hang-up'
  | 'trickle';

export interface EndpointRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: AuditRequest;
}

const TRICKLE_MS = 10;
const servers = new Set<Server>();

export async function startEndpoint(
  answer: EndpointAnswer,
): Promise<{ readonly url: string; readonly requests: EndpointRequest[] }> {
  const requests: EndpointRequest[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text) as AuditRequest;
    requests.push({ method: request.method!, path: request.url!, headers: request.headers, body });
    const given = answer(body);
    if (given === 'hang-up') {
      request.socket.destroy();
      return;
    }
    if (given === 'trickle') {
      const timer = setInterval(() => response.write(' '), TRICKLE_MS);
      response.on('close', () => clearInterval(timer));
      return;
    }
    response.writeHead(given.status ?? 200, given.location === undefined ? {} : { location: given.location });
    response.end(given.text ?? JSON.stringify({ orders: given.orders ?? [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.add(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** To be called after each test. */
export async function closeServers(): Promise<void> {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers.clear();
}
