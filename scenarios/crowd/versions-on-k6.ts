/** Reads which version of a gray release answered, and keeps it until the crowd counts the answer. */
import type { Response } from 'k6/http';
import { type GraySettings, versionHeaderOf } from '../drills/gray.ts';
import { VERSIONS } from '../metrics.ts';
import { headerName } from '../shop/header-name.ts';

const STABLE = VERSIONS.indexOf('stable');
const CANARY = VERSIONS.indexOf('canary');
const UNKNOWN = VERSIONS.indexOf('unknown');

export class VersionsOnK6 {
  private readonly header: string;
  private readonly version: string;
  /** By slot. */
  private readonly seen: (number | undefined)[] = [];

  constructor(gray: GraySettings) {
    this.header = headerName(versionHeaderOf(gray));
    this.version = gray.version;
  }

  saw(slot: number, { status, headers }: Response): void {
    if (status !== 0) this.seen[slot] = headers[this.header] === this.version ? CANARY : STABLE;
  }

  /** An index in VERSIONS. What nobody answered is from no version that is known. */
  take(slot: number): number {
    const version = this.seen[slot] ?? UNKNOWN;
    this.seen[slot] = undefined;
    return version;
  }
}
