import { describe, expect, it } from 'vitest';
import { askable, liveBytes } from './live-bytes.ts';

describe('what k6 really needs', () => {
  it('is read from Go’s own count, at the end of the profile', () => {
    expect(liveBytes('heap profile: 1: 8\n# Alloc = 5\n# HeapAlloc = 123456\n# HeapSys = 9\n')).toBe(123_456);
  });

  it('is an error, and no figure, when k6 does not say', () => {
    expect(() => liveBytes('404 page not found')).toThrow(/no line of HeapAlloc/);
  });

  it('is asked for on loopback only', () => {
    expect(askable(7501).at(-1)).toBe('127.0.0.1:7501');
  });
});
