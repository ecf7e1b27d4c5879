import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { freePort, isFree, LOOPBACK, requirePort } from './ports.ts';

/** A port that somebody listens on until the test ends. */
const takenPort = async (): Promise<number> => {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};
/** A port that was free a moment ago. */
const untakenPort = async (): Promise<number> => {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

describe('freePort', () => {
  it('gives the preferred port when it is free, and leaves it free', async () => {
    const preferred = await untakenPort();
    expect(await freePort({ preferred })).toBe(preferred);
    expect(await isFree(preferred)).toBe(true);
  });

  it('gives a later port when the preferred one is taken', async () => {
    const preferred = await takenPort();
    const port = await freePort({ preferred });
    expect(port).toBeGreaterThan(preferred);
    expect(await isFree(port)).toBe(true);
  });

  it('does not give a port twice to callers who do not listen yet', async () => {
    const preferred = await untakenPort();
    const first = await freePort({ preferred });
    expect(await freePort({ preferred })).toBeGreaterThan(first);
  });

  it('says so of an address that is not of this machine', async () => {
    await expect(freePort({ preferred: 9090, host: '192.0.2.1' })).rejects.toThrow(
      /port 9090 on 192\.0\.2\.1 cannot be used/,
    );
  });
});

describe('requirePort', () => {
  it('accepts a free port', async () => {
    await requirePort({ port: await untakenPort(), option: '--prometheus-port' });
  });

  it('names the option, the port and a way to find out who has it', async () => {
    const port = await takenPort();
    await expect(requirePort({ port, option: '--prometheus-port' })).rejects.toMatchObject({
      message: `--prometheus-port: port ${port} on 127.0.0.1 is taken`,
      hint: expect.stringContaining(`\`lsof -nP -iTCP:${port} -sTCP:LISTEN\` shows which process has it`),
      exitCode: EXIT.broken,
    });
  });

  it('says so of a number that is no port', async () => {
    await expect(requirePort({ port: 70_000, option: '--prometheus-port' })).rejects.toThrow(/70000/);
  });
});
