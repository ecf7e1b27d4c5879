/** An authority of the tests' own, made with openssl, and https servers that it vouches for. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import http2 from 'node:http2';
import https, { type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Issued {
  /** Files in PEM. */
  readonly certificate: string;
  readonly key: string;
}

const openssl = (args: readonly string[]): void => {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** An authority whose files begin with `name`. */
export function makeAuthority(folder: string, name: string) {
  const own: Issued = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${name}`, '-keyout', own.key, '-out', own.certificate],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'],
  ]);
  /** @param names as openssl writes them: `DNS:shop.example,IP:127.0.0.1` */
  const issue = (to: string, names: string, days = 1): Issued => {
    const file = (ending: string): string => join(folder, `${name}-${to}.${ending}`);
    const issued: Issued = { certificate: file('pem'), key: file('key') };
    const extensions = file('ext');
    writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    openssl([
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${to}`],
      ...['-keyout', issued.key, '-out', file('csr')],
    ]);
    openssl([
      ...['x509', '-req', '-in', file('csr'), '-CA', own.certificate, '-CAkey', own.key, '-CAcreateserial'],
      ...['-days', String(days), '-extfile', extensions, '-out', issued.certificate],
    ]);
    return issued;
  };
  return { ...own, issue };
}

export interface SecureServer {
  readonly port: number;
  readonly requests: (IncomingMessage | http2.Http2ServerRequest)[];
  readonly close: () => Promise<void>;
}
export interface SecureOptions extends Pick<RequestOptions, 'ca'> {
  readonly issued: Issued;
  /** Lets nobody in without a certificate of `ca`. */
  readonly wantsCertificate?: boolean;
  readonly speaksHttp2?: boolean;
  readonly listener?: RequestListener;
}

const isStaging = (_: unknown, response: Pick<ServerResponse, 'end'>): void => {
  response.end('{"environment":"staging"}');
};

export async function startSecureServer(options: SecureOptions): Promise<SecureServer> {
  const { issued, ca, wantsCertificate = false, speaksHttp2 = false, listener = isStaging } = options;
  const tls = {
    cert: readFileSync(issued.certificate),
    key: readFileSync(issued.key),
    ...(ca === undefined ? {} : { ca }),
    requestCert: wantsCertificate,
    rejectUnauthorized: wantsCertificate,
  };
  const requests: SecureServer['requests'] = [];
  const answer = (request: IncomingMessage | http2.Http2ServerRequest, response: unknown): void => {
    requests.push(request);
    request.resume().on('end', () => listener(request as IncomingMessage, response as ServerResponse));
  };
  const server = speaksHttp2 ? http2.createSecureServer(tls, answer) : https.createServer(tls, answer);
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket: { destroy: () => void }) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
