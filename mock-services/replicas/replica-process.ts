/**
 * The process of a replica, which its balancer starts: `node dist/replica.js URL-OF-THE-REGION`. It ends when the channel to the
 * balancer does, so that none outlives it. A signal to the whole group is for the balancer, which lets replicas finish first.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { CLIENT, HOST, SERVER } from './connections.ts';
import { replicaListener } from './replica.ts';

const [region] = process.argv.slice(2);
if (process.send === undefined || region === undefined) {
  console.error('replica: only a balancer starts it, with the address of a region');
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));
const server = createServer(SERVER, replicaListener(new Pool(region, CLIENT)));
server.listen(0, HOST, () => process.send!({ port: (server.address() as AddressInfo).port }));
