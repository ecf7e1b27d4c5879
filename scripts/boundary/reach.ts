/** Whether a connection to the dependency can be opened. No request is sent, and the faults have no part in it. */
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { portOf } from '../admission/pinned-request.ts';
import { reasonOf } from '../mistakes/reason-of.ts';

const CONNECT_MS_MAX = 2000;
/** Whoever asks more often gets the same answer again: health checks must not become connections by the hundred. */
const ASKED_AGAIN_MS = 500;

interface Reach {
  readonly isReachable: boolean;
  readonly reason: string | null;
}

/** @param ca what TLS trusts; Node's own if it is undefined */
export function reachOf(origin: URL, ca: readonly string[] | undefined): () => Promise<Reach> {
  let last: { readonly atMs: number; readonly reach: Promise<Reach> } | null = null;
  return () => {
    const nowMs = performance.now();
    if (last === null || nowMs - last.atMs > ASKED_AGAIN_MS) last = { atMs: nowMs, reach: reach(origin, ca) };
    return last.reach;
  };
}

function reach(origin: URL, ca: readonly string[] | undefined): Promise<Reach> {
  const host = origin.hostname.replace(/^\[|\]$/g, '');
  const port = Number(portOf(origin));
  const isSecure = origin.protocol === 'https:';
  return new Promise((resolve) => {
    const socket = isSecure
      ? connectTls({
          host,
          port,
          servername: servernameOf(host),
          ...(ca === undefined ? {} : { ca: [...ca] }),
        })
      : connectTcp({ host, port });
    const settle = (reason: string | null): void => {
      socket.destroy();
      resolve({ isReachable: reason === null, reason });
    };
    socket.setTimeout(CONNECT_MS_MAX, () => settle(`no connection within ${CONNECT_MS_MAX} ms`));
    socket.on('error', (error) => settle(reasonOf(error)));
    socket.on(isSecure ? 'secureConnect' : 'connect', () => settle(null));
  });
}

/** TLS names no addresses. @see https://www.rfc-editor.org/rfc/rfc6066#section-3 */
const servernameOf = (host: string): string => (isIP(host) === 0 ? host : '');
