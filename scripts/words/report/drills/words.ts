/** What a report says of drills, their breakers, and how the shop recovered. */
export interface ReportDrillWords {
  readonly drills: {
    readonly title: string;
    readonly intro: (share: string) => string;
    readonly what: (where: string, fault: string) => string;
    readonly when: (begin: string, end: string, recovered: string, phase: string) => string;
    readonly requests: (count: string) => string;
    readonly didNotHappen: string;
    readonly cutOff: (count: string) => string;
    readonly columns: readonly [string, string, string, string];
    readonly breakers: string;
    readonly around: string;
    readonly breakersSay: string;
    readonly allClosed: (count: string) => string;
    readonly breakerOf: (dependency: string, region: string) => string;
    readonly changes: string;
    readonly changeColumns: readonly [string, string, string];
  };
  readonly recovery: {
    readonly title: string;
    readonly faulty: (setSeconds: string, liftedSeconds: string) => string;
    readonly neverLifted: (setSeconds: string) => string;
    readonly load: (drill: string) => string;
    readonly loadOfAll: string;
    readonly loadOfPlace: (where: string) => string;
    readonly good: (drill: string) => string;
    readonly goodOfAll: string;
    readonly goodOfPlace: (where: string) => string;
    readonly offered: string;
    readonly achieved: string;
    readonly all: string;
    readonly place: string;
    /** Beside lines in a chart: a word or two. */
    readonly set: string;
    readonly lifted: string;
    readonly recovered: string;
    readonly limit: (seconds: string) => string;
  };
}
