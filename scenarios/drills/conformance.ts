/** What a drill expects of the breaker in front of its dependency, in one line: the clauses of breaker conformance as plain data. */

export interface Conforms {
  /** Where the targets come from. */
  readonly source: string;
  /** How soon after the fault what is asked for and what is answered meet again; below the drill's recoverySeconds. */
  readonly recoversWithinSeconds: number;
  /** The share of all answers that is good again by then. */
  readonly recoversToShare: number;
  /** The share of the calls that fails while the fault is there. Left out: the fault says it. */
  readonly failingShare?: number;
  /** How the crowd sees a fallback. Left out: degraded. */
  readonly fallback?: 'ok' | 'degraded' | 'failed';
}

interface Clause<Kind extends string> {
  readonly id: string;
  readonly source: string;
  readonly kind: Kind;
  readonly dependency: string;
}
type Failing<Kind extends string> = Clause<Kind> & { readonly failingShare?: number };

/** A fault that is to open the breaker: it opens, sheds, falls back, probes, closes, and leaves all others alone. */
export const conforms = (dependency: string, about: Conforms) =>
  [
    failing(dependency, about, 'breaker-opens'),
    clause(dependency, about, 'breaker-sheds'),
    {
      ...clause(dependency, about, 'breaker-fallback'),
      ...(about.fallback === undefined ? {} : { outcome: about.fallback }),
    },
    failing(dependency, about, 'breaker-probes'),
    clause(dependency, about, 'breaker-closes'),
    failing(dependency, about, 'breaker-steady'),
    ...leavesOthersAlone(dependency, about),
  ] as const;

/** A fault that is too small to open the breaker: it stays shut, and leaves all others alone. */
export const staysShut = (dependency: string, about: Omit<Conforms, 'fallback'>) =>
  [failing(dependency, about, 'breaker-stays-shut'), ...leavesOthersAlone(dependency, about)] as const;

type About = Pick<Conforms, 'source' | 'failingShare' | 'recoversWithinSeconds' | 'recoversToShare'>;

const leavesOthersAlone = (dependency: string, about: About) =>
  [
    clause(dependency, about, 'breaker-isolated'),
    {
      ...clause(dependency, about, 'load-recovers'),
      maxSeconds: about.recoversWithinSeconds,
      targetShare: about.recoversToShare,
    },
  ] as const;

/** `bank` and `breaker-opens` are `bank-opens`. */
const clause = <Kind extends string>(dependency: string, { source }: About, kind: Kind): Clause<Kind> => ({
  id: `${dependency}-${kind.replace(/^breaker-/, '')}`,
  source,
  kind,
  dependency,
});

const failing = <Kind extends string>(dependency: string, about: About, kind: Kind): Failing<Kind> => ({
  ...clause(dependency, about, kind),
  ...(about.failingShare === undefined ? {} : { failingShare: about.failingShare }),
});
