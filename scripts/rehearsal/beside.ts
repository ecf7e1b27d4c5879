/** What else runs beside a load, such as an autoscaler: it is started once Prometheus is up, and ended when the load is over. */
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import type { RunChildren } from './children.ts';
import type { RunPrometheus } from './prometheus/start.ts';
import type { RunFolder } from './run-folder.ts';

export interface BesideOptions {
  readonly folder: Pick<RunFolder, 'id' | 'path' | 'note'>;
  readonly children: Pick<RunChildren, 'start' | 'noteDeath' | 'expectDeath'>;
  readonly prometheus: Pick<RunPrometheus, 'access'>;
  /** By region. */
  readonly targets: Pick<RunSettings, 'targets'>;
  /** Null: the target is no shop of ours. */
  readonly adminToken: string | null;
}

export interface Beside {
  end(): Promise<void>;
}

/** @throws CarnivalError when it cannot begin: then no load is sent */
export type StartBeside = (options: BesideOptions) => Promise<Beside>;
