/** Which headers go past the boundary. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endToEnd, headerOf, readRaw } from './headers.ts';

const NOTHING = new Set<string>();

describe('end to end', () => {
  it.each([
    ['Connection', 'close'],
    ['Keep-Alive', 'timeout=5'],
    ['TE', 'trailers'],
    ['Trailer', 'X'],
    ['Transfer-Encoding', 'chunked'],
    ['Upgrade', 'h2c'],
    ['Proxy-Connection', 'keep-alive'],
    ['Proxy-Authorization', 'Basic x'],
    ['PROXY-AUTHENTICATE', 'Basic'],
  ])('%s stays behind', (name, value) => {
    expect(endToEnd(['A', '1', name, value, 'B', '2'], NOTHING)).toEqual(['A', '1', 'B', '2']);
  });

  it('what Connection names stays behind, in whatever case and however often it is said', () => {
    const raw = [
      'x-a',
      '1',
      'Connection',
      'X-A , close',
      'X-B',
      '2',
      'connection',
      'x-b',
      'X-C',
      '3',
      'X-A',
      '4',
    ];
    expect(endToEnd(raw, NOTHING)).toEqual(['X-C', '3']);
  });

  it('the length of the body cannot be taken away', () => {
    const raw = ['Connection', 'Content-Length', 'Content-Length', '4'];
    expect(endToEnd(raw, NOTHING)).toEqual(['Content-Length', '4']);
  });

  it('all others pass, in their order and case, twice if they came twice', () => {
    const name = fc.stringMatching(/^X-[A-Za-z]{1,5}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const raw = pairs.flat();
        expect(endToEnd([...raw, 'Connection', 'keep-alive'], NOTHING)).toEqual(raw);
      }),
    );
  });

  it('what is named besides stays behind', () => {
    expect(endToEnd(['Host', 'a', 'Expect', '100-continue', 'B', '2'], new Set(['host', 'expect']))).toEqual([
      'B',
      '2',
    ]);
  });
});

it('a header is found by its name in any case; the first counts', () => {
  const raw = ['X', 'content-length', 'Content-Length', '4', 'content-length', '5'];
  expect([headerOf(raw, 'content-length'), headerOf(raw, 'upgrade')]).toEqual(['4', null]);
});

it('bytes of a header come through as they are', () => {
  const bytes = Buffer.from([0x41, 0xe9, 0xff]);
  expect(Buffer.from(readRaw([bytes])[0]!, 'latin1')).toEqual(bytes);
});
