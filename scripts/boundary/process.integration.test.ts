/** The real command: what it says, what it refuses, and its end. */
import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '../workshop/testing/processes.ts';
import { setBoundaryFaults } from './boundary-client.ts';
import {
  call,
  endAll,
  spawnBoundary,
  startDependency,
  startProcess,
  TOKEN,
} from './testing/boundary-process.ts';

afterEach(endAll);

describe('the process', () => {
  it('ends with 0 on SIGTERM, once the call under way has its answer; new ones find nobody', async () => {
    const bank = await startDependency((_request, response) => {
      setTimeout(() => response.end('done'), 700);
    });
    const boundary = await startProcess(bank.origin);
    const under = call(boundary.url);
    await vi.waitFor(() => expect(bank.requests).toHaveLength(1), PATIENCE);
    boundary.signal('SIGTERM');
    await vi.waitFor(() => expect(call(boundary.url)).rejects.toThrow('ECONNREFUSED'), PATIENCE);
    expect((await under).body).toBe('done');
    expect((await boundary.ended).code).toBe(0);
  });

  it('ends in spite of a call that never ends', async () => {
    const bank = await startDependency(() => undefined);
    const boundary = await startProcess(bank.origin);
    const under = expect(call(boundary.url)).rejects.toThrow();
    await vi.waitFor(() => expect(bank.requests).toHaveLength(1), PATIENCE);
    boundary.signal('SIGINT');
    await under;
    expect((await boundary.ended).code).toBe(0);
  });

  it('lifts its faults first: a call that hangs is passed on, and ends well', async () => {
    const bank = await startDependency((_request, response) => response.end('late, but here'));
    const boundary = await startProcess(bank.origin);
    await setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'hang' }], 60_000);
    const hanging = call(boundary.url);
    await vi.waitFor(async () => {
      const { body } = await call(new URL('/metrics', boundary.control).href);
      expect(body).toMatch(/in_flight\{boundary="bank"\} 1/);
    }, PATIENCE);
    boundary.signal('SIGTERM');
    expect((await hanging).body).toBe('late, but here');
    const { code, stdout } = await boundary.ended;
    expect(code).toBe(0);
    // It was given, so it is not told.
    expect(stdout).not.toContain(TOKEN);
  });

  it('makes a token and prints it, if it is given none; names the address that others reach', async () => {
    const { said, child, ended } = spawnBoundary(
      ['--listen', '0.0.0.0:0', '--to', 'http://127.0.0.1:9', '--control', '0'],
      { CARNIVAL_BOUNDARY_TOKEN: undefined },
    );
    expect(await said).toMatch(/^token {4}[0-9a-f]{48}$/m);
    child.kill('SIGTERM');
    expect((await ended).stderr).toMatch(/other machines reach 0\.0\.0\.0:\d+/);
  });

  it('names the port that is taken, and ends', async () => {
    const busy = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => busy.once('listening', resolve));
    const { port } = busy.address() as net.AddressInfo;
    const to = ['--to', 'http://127.0.0.1:9'];
    const [asDoor, asControl] = await Promise.all([
      spawnBoundary(['--listen', `:${port}`, ...to, '--control', '0']).ended,
      spawnBoundary(['--listen', ':0', ...to, '--control', String(port)]).ended,
    ]);
    busy.close();
    for (const { code, stderr } of [asDoor, asControl]) {
      expect(code).toBe(104);
      expect(stderr).toMatch(new RegExp(`^port ${port} on 127\\.0\\.0\\.1 is taken\\n +hint: .*\\n$`));
    }
  });

  it('tells all mistakes in its options at once, and ends with 104', async () => {
    const { ended } = spawnBoundary(['--to', 'ftp://bank', '--control', 'x', '--cert', 'c.pem'], {
      CARNIVAL_BOUNDARY_TOKEN: '',
    });
    const { code, stderr } = await ended;
    expect(code).toBe(104);
    for (const path of ['--listen', '--to', '--control', '--key', 'CARNIVAL_BOUNDARY_TOKEN'])
      expect(stderr).toContain(`  ${path}: `);
  });
});
