/**
 * The tools that a rehearsal needs, their pins, and how each one says its version.
 *
 * To move a pin: `go get -tool <package>@<version>` in its folder beside this file, then `line` here, and for Prometheus
 * the version that module.ts links in.
 */

export interface Tool {
  readonly path: string;
  readonly version: string;
  readonly from: 'environment' | 'path' | 'cache' | 'built';
}
export interface Tools {
  readonly k6: Tool;
  readonly prometheus: Tool;
  readonly promtool: Tool;
}
export type ToolName = keyof Tools;
export const TOOL_NAMES: readonly ToolName[] = ['k6', 'prometheus', 'promtool'];

interface Pin {
  /** Environment variable that names a binary. */
  readonly variable: string;
  /** The release line. Any patch version of it fits. */
  readonly line: string;
  readonly versionArgs: readonly string[];
}

/** Prometheus 3.15 is the Go module's v0.315.0: see the go.mod files beside this one. */
export const PINS: Readonly<Record<ToolName, Pin>> = {
  k6: { variable: 'K6_BIN', line: '2.2', versionArgs: ['version'] },
  prometheus: { variable: 'PROMETHEUS_BIN', line: '3.15', versionArgs: ['--version'] },
  promtool: { variable: 'PROMTOOL_BIN', line: '3.15', versionArgs: ['--version'] },
};

/** `k6 v2.2.0 (go1.26.8, linux/amd64)` or `prometheus, version 3.15.0 (branch: …`; null when the text is neither. */
export const parseVersion = (name: ToolName, output: string): string | null => {
  const said = name === 'k6' ? /^k6\S* v(\d+\.\d+\.\d+\S*)/m : new RegExp(`^${name}, version (\\d\\S*)`, 'm');
  return output.match(said)?.[1] ?? null;
};

export const fits = (name: ToolName, version: string): boolean => version.startsWith(`${PINS[name].line}.`);
