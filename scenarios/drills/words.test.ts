import { describe, expect, it } from 'vitest';
import { faultInWords, placeInWords } from './words.ts';

describe('a drill in words', () => {
  it.each([
    { where: { region: 'north' }, words: 'region north' },
    { where: { process: 'north' }, words: 'process north' },
    { where: { step: 'pay', regions: ['north', 'east'] }, words: 'pay in north, east' },
    { where: { dependency: 'bank', steps: ['pay'] }, words: 'bank (pay)' },
  ])('is at $words', ({ where, words }) => {
    expect(placeInWords(where)).toBe(words);
  });

  it('says what comes and goes', () => {
    const flapping = { onSeconds: 1, offSeconds: 2 };
    const error = { kind: 'error', value: 1 };
    expect(faultInWords({ kind: 'shop', faults: [error, { kind: 'hang', value: 0 }], flapping })).toBe(
      'error=1 + hang, 1 s on and 2 s off',
    );
    expect(faultInWords({ kind: 'boundary', faults: [{ kind: 'error', status: 503, share: 0.5 }] })).toBe(
      'error status 503 share 0.5 at the boundary',
    );
  });

  it('tells no secret that a command or an address may have', () => {
    const call = { method: 'POST', url: 'http://127.0.0.1:1/break?key=secret' } as const;
    expect(faultInWords({ kind: 'http', begin: call, end: call })).toBe('POST http://127.0.0.1:1/break?…');
    const command = ['kubectl', '--token', 'secret'];
    expect(faultInWords({ kind: 'command', begin: command, end: command })).toBe('command kubectl …');
    expect(faultInWords({ kind: 'command', begin: ['stop-it'], end: ['go'] })).toBe('command stop-it');
  });
});
