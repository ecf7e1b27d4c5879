/** The words of `carnival doctor`: what a machine has, and what that allows. Figures come in as text. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface DoctorWords {
  readonly mark: Texts<'ok' | 'note' | 'bad'>;
  readonly subject: Texts<
    'environment' | 'passedOver' | 'system' | 'cores' | 'memory' | 'openFiles' | 'disk' | 'ports'
  >;
  readonly from: Texts<'environment' | 'path' | 'cache' | 'built'>;
  readonly tool: (version: string, from: string, path: string) => string;
  readonly toolMissing: (line: string) => string;
  readonly toolCannot: (line: string, problem: string) => string;
  readonly noGo: string;
  readonly goNotNeeded: (has: string) => string;
  readonly goBuilds: (has: string, minutes: string) => string;
  readonly goTooOld: (of: { has: string; needed: string; variables: string }) => string;
  readonly windows: string;
  readonly linux: string;
  readonly otherSystem: (name: string) => string;
  readonly node: (version: string, needed: string) => string;
  readonly cores: (cores: string, requests: string) => string;
  readonly memoryForAll: (of: { has: string; shoppers: string; needed: string }) => string;
  /** Null: none worth saying. */
  readonly memoryForSome: (has: string, shoppers: string | null) => string;
  readonly unlimited: string;
  readonly openFiles: (of: { limit: string; connections: string; wished: string }) => string;
  readonly raiseTo: (text: string, limit: string) => string;
  /** Null: nothing has to be built. */
  readonly disk: (of: { free: string; runs: string; perRun: string; build: string | null }) => string;
  readonly portsTaken: (ports: string) => string;
  readonly portsFree: (ports: string) => string;
  readonly cannotRun: (subjects: string) => string;
  readonly canRun: string;
  readonly canRunOnceBuilt: (minutes: string) => string;
}
