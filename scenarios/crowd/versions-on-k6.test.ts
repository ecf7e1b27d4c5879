import type { Response } from 'k6/http';
import { describe, expect, it } from 'vitest';
import type { GraySettings } from '../drills/gray.ts';
import { VERSIONS } from '../metrics.ts';
import { VersionsOnK6 } from './versions-on-k6.ts';

const GRAY: GraySettings = {
  ...{ service: 'home', version: '2.0', share: 0.5 },
  ...{ regions: ['east'], steps: ['home.view'] },
};
const seenIn = (
  gray: GraySettings,
  response: { readonly status: number; readonly headers: object } | null,
) => {
  const versions = new VersionsOnK6(gray);
  if (response !== null) versions.saw(3, response as Response);
  return [VERSIONS[versions.take(3)], VERSIONS[versions.take(3)]];
};

describe('the version that answered', () => {
  it.each([
    { given: { status: 200, headers: { 'X-Carnival-Version': '2.0' } }, want: 'canary' },
    { given: { status: 500, headers: { 'X-Carnival-Version': '2.0' } }, want: 'canary' },
    { given: { status: 200, headers: { 'X-Carnival-Version': '1.9' } }, want: 'stable' },
    { given: { status: 200, headers: {} }, want: 'stable' },
    { given: { status: 0, headers: {} }, want: 'unknown' },
    { given: null, want: 'unknown' },
  ])('of $given is $want, and is told once', ({ given, want }) => {
    expect(seenIn(GRAY, given)).toEqual([want, 'unknown']);
  });

  it('is in the header that the plan names, in whatever case', () => {
    const gray = { ...GRAY, header: 'x-version' };
    expect(seenIn(gray, { status: 200, headers: { 'X-Version': '2.0' } })[0]).toBe('canary');
    expect(seenIn(gray, { status: 200, headers: { 'X-Carnival-Version': '2.0' } })[0]).toBe('stable');
  });
});
