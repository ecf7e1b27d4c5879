/** A shop on loopback whose pages are few and whose connections are well kept, dropped or refused. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export interface WebSocketTarget {
  readonly url: string;
  /** Handshakes that came, with their headers. */
  readonly handshakes: http.IncomingMessage[];
  /** Close codes that it was given, one a connection. */
  readonly closed: number[];
  readonly end: () => Promise<void>;
}

export interface Manners {
  /** It drops every connection after so long. */
  readonly dropsAfterMs?: number;
  /** It refuses every handshake with this status. */
  readonly refusesWith?: number;
  /** It never answers a close frame, and nothing else either, once a connection is open. */
  readonly isDeaf?: boolean;
}

const MESSAGE_EVERY_MS = 200;

export async function startWebSocketTarget({
  dropsAfterMs,
  refusesWith,
  isDeaf = false,
}: Manners): Promise<WebSocketTarget> {
  const handshakes: http.IncomingMessage[] = [];
  const closed: number[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'Set-Cookie': 'sid=mine', 'Content-Type': 'application/json' });
    response.end('{"environment":"rehearsal"}');
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    handshakes.push(request);
    if (refusesWith !== undefined) {
      socket.end(`HTTP/1.1 ${refusesWith} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      const chatter = setInterval(() => connection.send('an order is on its way'), MESSAGE_EVERY_MS);
      connection.on('close', (code) => {
        clearInterval(chatter);
        closed.push(code);
      });
      if (isDeaf) socket.removeAllListeners('data').pause();
      if (dropsAfterMs !== undefined) setTimeout(() => connection.terminate(), dropsAfterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handshakes,
    closed,
    end: () => {
      for (const connection of sockets.clients) connection.terminate();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
