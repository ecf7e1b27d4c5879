/**
 * A gray release: a new version of a service takes a share of the traffic of chosen regions, beside the stable one. The answers of
 * the new version say which one they are from, in a header, and the verdict compares the two. Plain data, for k6 and Node.
 */
export interface GraySettings {
  /** Its name, for people. Of the embedded shop: a service of `mock-services/`. */
  readonly service: string;
  /** What the answers of the new version have in their header. */
  readonly version: string;
  /** Where it takes traffic. In all other regions nobody may see it. */
  readonly regions: readonly string[];
  /** The share of shoppers whom it serves there. A shopper stays with one version. */
  readonly share: number;
  /** The steps that the service answers: those whose answers are compared. */
  readonly steps: readonly string[];
  /** Left out: see `versionHeaderOf`. */
  readonly header?: string;
}

const VERSION_HEADER = 'X-Carnival-Version';
export const versionHeaderOf = ({ header = VERSION_HEADER }: Pick<GraySettings, 'header'>): string => header;
