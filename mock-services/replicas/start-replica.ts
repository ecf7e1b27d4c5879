/** Starts replicas as child processes of the balancer, in its process group: whoever ends the group ends them. */
import { spawn } from 'node:child_process';
import { Pool } from 'undici';
import type { BalancerDeps } from './balancer.ts';
import { CLIENT, HOST } from './connections.ts';

/** One that was let go and does not end by itself is killed. */
const END_MS_MAX = 2000;

/**
 * @param script of the replica
 * @param region where the region's process listens
 */
export const replicaStarter =
  (script: string, region: string): BalancerDeps['startReplica'] =>
  (news) => {
    const child = spawn(process.execPath, [script, region], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // It asks for nothing that needs a token.
      env: { ...process.env, CARNIVAL_ADMIN_TOKEN: undefined },
    });
    let pool: Pool | null = null;
    let isGone = false;
    const gone = (): void => {
      if (isGone) return;
      isGone = true;
      // What is still on its connections fails, and says so to whoever asked.
      void pool?.destroy();
      news.exited();
    };
    child.on('message', ({ port }: { port: number }) => {
      pool = new Pool(`http://${HOST}:${port}`, CLIENT);
      news.readied(pool);
    });
    child.on('exit', gone);
    child.on('error', (error) => {
      console.error(JSON.stringify({ at: new Date().toISOString(), error: error.message }));
      if (child.pid === undefined) gone();
    });
    return {
      end: () => {
        if (child.connected) child.disconnect();
        setTimeout(() => child.kill('SIGKILL'), END_MS_MAX).unref();
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
