/** How the balancer, its replicas and the region's process are connected. */
export const HOST = '127.0.0.1';

/** Whoever keeps a connection closes it: a server that hangs up on an idle one now and then breaks the request that just comes. */
export const SERVER = { keepAliveTimeout: 0, requestTimeout: 0 } as const;
/** One request at a time on each of as many connections as it takes. How long a request may take its client decides. */
export const CLIENT = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 60_000 } as const;
