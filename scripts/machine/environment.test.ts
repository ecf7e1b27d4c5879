import { describe, expect, it } from 'vitest';
import { environmentOf } from './environment.ts';

const TOOL = { path: '/somewhere/k6', from: 'path' } as const;

describe('the environment of a run', () => {
  it('is the machine and the versions, without a name or a path', () => {
    const environment = environmentOf({
      k6: { ...TOOL, version: '2.2.0' },
      prometheus: { ...TOOL, version: '3.15.0' },
    });
    expect(environment).toMatchObject({ k6: '2.2.0', prometheus: '3.15.0', node: process.versions.node });
    expect(environment.carnival).toMatch(/^\d+\.\d+\.\d+/);
    expect(environment.cores).toBeGreaterThan(0);
    expect(JSON.stringify(environment)).not.toContain('/somewhere');
  });
});
