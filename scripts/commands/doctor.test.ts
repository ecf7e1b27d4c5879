import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCosts } from '../forecast/costs.ts';
import { allBytes } from '../forecast/needs.ts';
import type { Outlook } from '../machine/toolchain/toolchain.ts';
import { inBytes } from '../text/numbers.ts';
import { en } from '../words/en.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import { type Finding, format, type Machine, machineFindings, toolFindings } from './doctor.ts';

const GIB = 2 ** 30;
const GOOD: Machine = {
  platform: 'linux',
  nodeVersion: '20.20.2',
  openFilesMax: 20_000,
  cores: 2,
  memoryBytesAvailable: 8 * GIB,
  diskBytesFree: 50 * GIB,
  ports: [9090, 7101, 7102, 7103].map((port) => ({ port, free: true })),
};
const NOTHING_FOUND: Outlook = {
  found: { tools: {}, missing: ['k6', 'prometheus', 'promtool'], mistakes: [], passedOver: [] },
  go: { version: '1.26.8', toolchain: 'auto' },
  toBuild: [{ folder: 'k6', tools: ['k6'], buildArgs: [], cpuSeconds: 100, serialSeconds: 10 }],
  estimateSeconds: 60,
  goNeeded: '1.26.0',
  problem: null,
};
const of = (findings: readonly Finding[], subject: string): Finding =>
  findings.find((finding) => finding.subject === subject)!;

describe('what is said of the machine', () => {
  const cases: { given: string; change: Partial<Machine>; subject: string; mark: string; text: RegExp }[] = [
    {
      given: 'a good one',
      change: {},
      subject: 'memory',
      mark: 'ok',
      text: /8\.59 GB .*2,000,000 .*need 620 MB/,
    },
    {
      given: 'less memory than the full crowd needs',
      change: { memoryBytesAvailable: 560_000_000 },
      subject: 'memory',
      mark: 'note',
      text: /a crowd of about 1,000,000/,
    },
    {
      given: 'hardly any memory',
      change: { memoryBytesAvailable: 500_000_000 },
      subject: 'memory',
      mark: 'note',
      text: /only a small crowd/,
    },
    {
      given: 'few open files',
      change: { openFilesMax: 1024 },
      subject: 'open files',
      mark: 'note',
      text: /1,024 a process: 768 connections; .*5,400: raise .* ulimit -n 5656/,
    },
    {
      given: 'no limit of open files',
      change: { openFilesMax: Number.POSITIVE_INFINITY },
      subject: 'open files',
      mark: 'ok',
      text: /unlimited/,
    },
    {
      given: 'one core',
      change: { cores: 1 },
      subject: 'cores',
      mark: 'note',
      text: /1: at most about 1,000 requests/,
    },
    {
      given: 'a full disk',
      change: { diskBytesFree: GIB / 10 },
      subject: 'disk',
      mark: 'bad',
      text: /107 MB free/,
    },
    {
      given: 'an old Node',
      change: { nodeVersion: '20.9.0' },
      subject: 'Node',
      mark: 'bad',
      text: /20\.20 or newer/,
    },
    { given: 'a new Node', change: { nodeVersion: '22.1.0' }, subject: 'Node', mark: 'ok', text: /22\.1\.0/ },
    { given: 'Windows', change: { platform: 'win32' }, subject: 'system', mark: 'bad', text: /WSL/ },
    {
      given: 'macOS',
      change: { platform: 'darwin' },
      subject: 'system',
      mark: 'note',
      text: /cannot be measured/,
    },
    {
      given: 'a port taken',
      change: { ports: [{ port: 9090, free: false }, ...GOOD.ports.slice(1)] },
      subject: 'ports',
      mark: 'note',
      text: /^9090 taken: other free ones/,
    },
  ];
  it.each(cases)('with $given: $mark', ({ change, subject, mark, text }) => {
    const finding = of(
      machineFindings({ ...GOOD, ...change }, { toBuild: [] }, EXAMPLE_COSTS, en.doctor),
      subject,
    );
    expect(finding.mark).toBe(mark);
    expect(finding.text).toMatch(text);
  });

  it('asks for more disk while tools are to be built', () => {
    const small = { ...GOOD, diskBytesFree: 2 * GIB };
    expect(of(machineFindings(small, { toBuild: [] }, EXAMPLE_COSTS, en.doctor), 'disk').mark).toBe('ok');
    expect(of(machineFindings(small, NOTHING_FOUND, EXAMPLE_COSTS, en.doctor), 'disk').mark).toBe('bad');
  });
});

it('the memory that the full crowd needs is what the forecast says of it', async () => {
  const costs = await readCosts();
  const [needed, short] = [allBytes(2_000_000, costs), allBytes(2_000_000, costs) - 1];
  const memory = (memoryBytesAvailable: number) =>
    of(machineFindings({ ...GOOD, memoryBytesAvailable }, { toBuild: [] }, costs, en.doctor), 'memory');
  expect(memory(needed)).toMatchObject({
    mark: 'ok',
    text: expect.stringContaining(`need ${inBytes(needed)}`),
  });
  expect(memory(short).mark).toBe('note');
});

describe('what is said of the tools', () => {
  const MISTAKE = {
    path: 'K6_BIN',
    value: '/no',
    problem: 'does not run',
    hint: 'name a k6, or unset K6_BIN',
  };
  const say = (change: Partial<Outlook>) => toolFindings({ ...NOTHING_FOUND, ...change }, '/project', en);

  it('where they came from, with a short path for those in the project', () => {
    const k6 = { path: '/project/.cache/bin/k6', version: '2.2.0', from: 'cache' } as const;
    const promtool = { path: '/usr/bin/promtool', version: '3.15.0', from: 'path' } as const;
    const findings = say({
      found: { ...NOTHING_FOUND.found, tools: { k6, promtool }, missing: ['prometheus'] },
    });
    expect(of(findings, 'k6')).toEqual({
      mark: 'ok',
      subject: 'k6',
      text: '2.2.0 from the cache: .cache/bin/k6',
    });
    expect(of(findings, 'promtool').text).toBe('3.15.0 from PATH: /usr/bin/promtool');
    expect(of(findings, 'prometheus').mark).toBe('note');
  });

  it('that they can be built, and how long it takes', () => {
    expect(say({}).map(({ mark }) => mark)).toEqual(['note', 'note', 'note', 'ok']);
    expect(of(say({}), 'Go').text).toBe(
      '1.26.8 (GOTOOLCHAIN=auto): can build what is missing, in about 1:00 min, once',
    );
  });

  it('that they cannot be built, and why', () => {
    const findings = say({ go: null, problem: 'there is no Go on PATH to build it with' });
    expect(of(findings, 'k6')).toMatchObject({ mark: 'bad', text: expect.stringContaining('no Go on PATH') });
    expect(of(findings, 'Go').mark).toBe('bad');
  });

  it('that a variable names the wrong thing', () => {
    const findings = say({
      found: { ...NOTHING_FOUND.found, missing: [], mistakes: [MISTAKE] },
      toBuild: [],
    });
    expect(findings.map(({ mark, subject }) => `${mark} ${subject}`)).toEqual(['bad environment', 'ok Go']);
    expect(of(findings, 'environment').text).toBe('K6_BIN="/no" does not run; name a k6, or unset K6_BIN');
  });
});

describe('a line', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 40 });
  it('is never wider than the terminal and loses no word', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 200 }), (text, columns) => {
        const lines = format({ mark: 'note', subject: 'memory', text: text.join(' ') }, columns, en.doctor);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines.join(' ').split(/\s+/)).toEqual(['note', 'memory', ...text]);
      }),
    );
  });
});
