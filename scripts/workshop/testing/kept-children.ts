/** Children of a test, which are ended after it, their keeper, and what was noted of them. */
import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../evidence/observations.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { keepChildren } from '../../rehearsal/children.ts';

export async function keptChildren() {
  const keeper = await startKeeper();
  onTestFinished(() => keeper.close());
  const events: RunEvent['kind'][] = [];
  const children = keepChildren(
    (child) => startChild(keeper, child),
    (kind) => events.push(kind),
  );
  return { keeper, children, events };
}
