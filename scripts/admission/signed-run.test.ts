import { describe, expect, it } from 'vitest';
import { admissionFlaw } from '../../scenarios/campaigns/admission.ts';
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import { sha256, signedRun } from './signed-run.ts';

const NOW_MS = Date.parse('2026-11-26T00:00:00Z');
const HOUR_MS = 3_600_000;
const RUN = {
  id: 'run-1',
  targets: { east: 'https://staging.example', south: 'http://[2001:db8::7]:81' },
  hosts: { 'staging.example:443': '192.0.2.7:443' },
  zeroAtMs: NOW_MS,
};
const flawOf = (run: RunSettings, isLoopbackOnly = false, nowMs = NOW_MS) =>
  admissionFlaw(run, { sha256, nowMs, isLoopbackOnly });

describe('a run', () => {
  it('whose targets were admitted may be loaded, whatever the order of its regions in the file', () => {
    const signed = signedRun(RUN);
    const { south, east } = signed.targets;
    expect(flawOf(signed)).toBeNull();
    expect(flawOf({ ...signed, targets: { south, east } })).toBeNull();
  });

  it.each([
    { what: 'no proof', changed: { admission: undefined }, want: 'its targets were not admitted' },
    { what: 'an empty proof', changed: { admission: '' }, want: /was changed after/ },
    {
      what: 'another target',
      changed: { targets: { ...RUN.targets, east: 'https://shop.example' } },
      want: /was changed after/,
    },
    {
      what: 'a target more',
      changed: { targets: { ...RUN.targets, west: 'https://shop.example' } },
      want: /was changed after/,
    },
    {
      what: 'another address',
      changed: { hosts: { 'staging.example:443': '192.0.2.8:443' } },
      want: /was changed after/,
    },
    {
      what: 'a named host more',
      changed: { namedHosts: { search: 'https://shop.example' } },
      want: /was changed after/,
    },
    { what: 'no address', changed: { hosts: {} }, want: /was changed after/ },
    { what: 'another id', changed: { id: 'run-2' }, want: /was changed after/ },
    { what: 'a later zero', changed: { zeroAtMs: NOW_MS + 1 }, want: /was changed after/ },
    {
      what: 'targets that are no record',
      changed: { targets: null },
      want: 'it is not what Carnival writes',
    },
    { what: 'hosts that are no texts', changed: { hosts: { a: 1 } }, want: 'it is not what Carnival writes' },
    { what: 'no zero', changed: { zeroAtMs: undefined }, want: 'it is not what Carnival writes' },
  ])('with $what may not', ({ changed, want }) => {
    const flaw = flawOf({ ...signedRun(RUN), ...changed } as unknown as RunSettings);
    if (typeof want === 'string') expect(flaw).toBe(want);
    else expect(flaw).toMatch(want);
  });

  it('needs a checked address for each host that its shop names, too', () => {
    const namedHosts = { search: 'https://search.example' };
    expect(flawOf(signedRun({ ...RUN, namedHosts }))).toBe(
      'no address of its target https://search.example was checked',
    );
    const hosts = { ...RUN.hosts, 'search.example:443': '192.0.2.9:443' };
    expect(flawOf(signedRun({ ...RUN, namedHosts, hosts }))).toBeNull();
    expect(flawOf(signedRun({ ...RUN, namedHosts }), true)).toMatch(/not an address of loopback/);
  });

  it('may be loaded for a day, and no longer', () => {
    expect(flawOf(signedRun(RUN), false, NOW_MS + 24 * HOUR_MS - 1)).toBeNull();
    expect(flawOf(signedRun(RUN), false, NOW_MS + 24 * HOUR_MS)).toBe(
      'its targets were admitted over 24 hours ago',
    );
  });

  it.each(['https://staging.example:444', 'http://staging.example', 'https://staging.example.evil.example'])(
    'that signs %s without a checked address may not be loaded',
    (url) => {
      expect(flawOf(signedRun({ ...RUN, targets: { east: url } }))).toBe(
        `no address of its target ${url} was checked`,
      );
    },
  );
});

describe('what a shop alone has admitted', () => {
  it.each(['http://127.0.0.1:7101', 'http://127.9.9.9', 'http://[::1]:7101'])('may be %s', (url) => {
    expect(flawOf(signedRun({ ...RUN, targets: { east: url } }), true)).toBeNull();
  });

  it.each([
    'https://staging.example',
    'http://localhost:7101',
    'http://192.0.2.7',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1@evil.example',
    'http://127.0.0.1:80/../x',
    'http://[::1]evil.example',
  ])('may not be %s, even if its proof is right', (url) => {
    expect(flawOf(signedRun({ ...RUN, targets: { east: url } }), true)).toBe(
      `its target ${url} is not an address of loopback`,
    );
  });
});
