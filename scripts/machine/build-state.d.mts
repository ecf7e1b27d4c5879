export const STATE_FILE: string;
export function hashesOf(root: string, files: readonly string[]): Record<string, string>;
export function buildState(root: string): 'fresh' | 'stale' | 'missing';
