/** The lever of each drill of a plan. */
import { join } from 'node:path';
import type { Plan, PlannedDrill, RunSettings } from '../../../scenarios/campaigns/plan.ts';
import type { BoundaryFault } from '../../../scenarios/drills/boundary-fault.ts';
import type { DrillCall } from '../../../scenarios/drills/drill.ts';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { StartChild } from '../../machine/processes/child.ts';
import type { RunFolder } from '../run-folder.ts';
import type { ShopFamily } from '../shop-family.ts';
import type { DrillAddresses } from './admit-drills.ts';
import { boundaryLever, boundaryList } from './boundary-lever.ts';
import type { FaultList } from './fault-list.ts';
import { killLever } from './kill-lever.ts';
import type { Lever } from './lever.ts';
import type { Lifter } from './lifter.ts';
import { rollBackLever } from './roll-back-lever.ts';
import { ShopFaults } from './shop-faults.ts';
import { shopLever } from './shop-lever.ts';
import type { UserAction } from './user-action.ts';
import { userLever } from './user-lever.ts';

interface LeverOptions {
  /** The embedded shop's processes; null: the target is none of ours. */
  readonly shop: ShopFamily | null;
  readonly targets: Pick<RunSettings, 'targets' | 'hosts'>;
  /** Null: the target is no Carnival shop, or nobody told its token. */
  readonly adminToken: string | null;
  readonly user: UserOptions;
}

/** For what the user's own commands and calls do. */
interface UserOptions {
  readonly folder: Pick<RunFolder, 'id' | 'path'>;
  readonly start: StartChild;
  /** Null: no drill of the plan needs it. */
  readonly lifter: Lifter | null;
  readonly addresses: DrillAddresses;
  /** Certificates in PEM that are trusted besides the built-in ones. */
  readonly authorities: readonly string[];
}

/** Whether a drill is begun by something of the user's that knows no end of its own. */
export const needsLifter = ({ drills = [] }: Plan): boolean =>
  drills.some(({ fault: { kind } }) => kind === 'command' || kind === 'http');

/** One for each drill, in the plan's order. Null: nothing is to be set. */
export function leversOf(
  plan: Plan,
  { shop, targets, adminToken, user }: LeverOptions,
): readonly (Lever | null)[] {
  const faults =
    adminToken === null
      ? null
      : new ShopFaults({
          ...targets,
          adminToken,
          always: shop !== null && isCarnivalPlan(plan) ? plan.shop.faults : [],
          isDown: (region) => shop?.isDown(region) ?? false,
        });
  const boundaries = new Map(
    Object.entries(plan.boundaries ?? {}).map(([dependency, each]) => [dependency, boundaryList(each)]),
  );
  const regions = plan.regions.map(({ name }) => name);
  const rollBack =
    plan.gray === undefined || adminToken === null ? null : rollBackLever(plan.gray, targets, adminToken);
  return (plan.drills ?? []).map((drill) =>
    leverOf(drill, { shop, faults, boundaries, regions, rollBack, user }),
  );
}

interface Found {
  /** By dependency. */
  readonly boundaries: ReadonlyMap<string, FaultList<BoundaryFault>>;
  readonly shop: ShopFamily | null;
  readonly faults: ShopFaults | null;
  readonly regions: readonly string[];
  readonly rollBack: Lever | null;
  readonly user: UserOptions;
}

function leverOf(
  drill: PlannedDrill,
  { shop, faults, boundaries, regions, rollBack, user }: Found,
): Lever | null {
  const { fault } = drill;
  switch (fault.kind) {
    case 'shop':
      if (faults === null) return impossible(NO_TOKEN);
      return shopLever(drill, fault, { faults, regions });
    case 'kill':
      if (shop === null || faults === null) return impossible(NOT_EMBEDDED);
      return killLever(drill, { family: shop, faults, regions });
    case 'roll-back':
      return rollBack ?? impossible(NO_RELEASE);
    case 'boundary': {
      const list = 'dependency' in drill.where ? boundaries.get(drill.where.dependency) : undefined;
      if (list === undefined) return impossible('the plan has no boundary for what it is about');
      return boundaryLever(drill, fault.faults, list);
    }
    case 'command':
      return leverOfUser(drill, commandOf(drill, fault.begin, user), commandOf(drill, fault.end, user), user);
    case 'http':
      return leverOfUser(drill, callOf(fault.begin, user), callOf(fault.end, user), user);
    case 'crowd':
    case 'expect-only':
      return null;
  }
}

const leverOfUser = (
  { name: drill }: PlannedDrill,
  begin: UserAction,
  end: UserAction,
  { start, lifter }: UserOptions,
): Lever =>
  lifter === null ? impossible('nobody would lift it') : userLever({ drill, begin, end, start, lifter });

const commandOf = (
  { name }: PlannedDrill,
  words: readonly string[],
  { folder }: UserOptions,
): UserAction => ({
  kind: 'command',
  words,
  cwd: process.cwd(),
  env: { CARNIVAL_RUN: folder.id, CARNIVAL_DRILL: name },
  logFile: join(folder.path, `drill-${name}.log`),
});

const callOf = (
  { method, url, body, authorization }: DrillCall,
  { folder, addresses, authorities }: UserOptions,
): UserAction => ({
  ...{ kind: 'http', method, url, authorities, runId: folder.id },
  addresses: addresses.get(url) ?? [],
  ...(body === undefined ? {} : { body }),
  ...(authorization === undefined ? {} : { authorizationEnv: authorization.env }),
});

const NO_TOKEN = 'faults can only be set in a Carnival shop whose CARNIVAL_ADMIN_TOKEN is set here';
const NO_RELEASE =
  'only a gray release of a Carnival shop whose CARNIVAL_ADMIN_TOKEN is set here can be rolled back';
const NOT_EMBEDDED = 'only processes of the embedded shop can be killed';

const impossible = (reason: string): Lever => ({
  byHand: 'Nothing was set',
  set: () => Promise.reject(new Error(reason)),
  lift: () => Promise.resolve(),
});
