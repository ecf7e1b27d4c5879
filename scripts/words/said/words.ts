/** The short lines of commands that have no page of their own: what begins, what was written, where to look. */
export interface SaidWords {
  readonly rehearsing: (of: { plan: string; shoppers: string; seconds: string; where: string }) => string;
  readonly embeddedShop: string;
  readonly files: (folder: string) => string;
  readonly report: (file: string) => string;
  readonly interruptedBeforeLoad: string;
  readonly endedAtOnce: string;
  readonly stops: string;
  readonly paceLooks: (seconds: string, phase: string) => string;
  readonly paceFound: (pace: string, why: string) => string;
  /** `--shop`, `--plan` …: options that the folder's file gave. */
  readonly configNames: (options: readonly string[], file: string) => string;
  readonly builtIn: (of: { file: string; plan: string; isOnTarget: boolean }) => string;
  readonly builtBefore: string;
  readonly verdictNotWritten: (why: string) => string;
  readonly packVerified: (files: string) => string;
  readonly packSame: string;
  readonly packDiffers: string;
  readonly packed: (of: { run: string; outcome: string; file: string; size: string }) => string;
  readonly shop: {
    readonly api: (url: string) => string;
    readonly data: string;
    readonly token: string;
    readonly noBareRun: (why: string) => string;
  };
  readonly dashboards: {
    readonly run: string;
    readonly user: (name: string) => string;
    readonly passwordIn: (file: string) => string;
    readonly byHand: string;
    /** In a command line: what stands for Grafana's own folder. */
    readonly itsFolder: string;
  };
  readonly init: {
    readonly steps: (steps: string, open: string | null) => string;
    readonly next: (command: string) => string;
  };
}
