import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { LOOPBACK, requirePort } from './ports.ts';

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

  it('says so of an address that is not of this machine', async () => {
    const elsewhere = { port: 9090, host: '192.0.2.1', option: '--prometheus-port' };
    await expect(requirePort(elsewhere)).rejects.toThrow(/port 9090 on 192\.0\.2\.1 cannot be used/);
  });
});
