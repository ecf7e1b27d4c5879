/**
 * What a command that rehearses many times holds meanwhile: a folder for all runs, a keeper, and the children that outlive a single
 * run. Whatever happens, they are ended.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, type StartChild, startChild } from '../machine/processes/child.ts';
import { startKeeper } from '../machine/processes/keeper.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { leave } from '../text/terminal.ts';
import { createGroupFolder } from './group-folder.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';

export interface GroupOptions {
  readonly runs: string;
  readonly plan: { readonly name: string; readonly regions: readonly { readonly name: string }[] };
  readonly kind: 'gate' | 'capacity';
  /** Where in the folder an embedded shop is kept, if one is started. */
  readonly shopFolder: string;
}

export interface GroupRun {
  readonly folder: string;
  readonly start: StartChild;
  readonly interrupt: Interrupt;
}

/** @throws CarnivalError when the folder cannot be made; and whatever `use` throws */
export async function withGroupRun<T>(
  { runs, plan, kind, shopFolder }: GroupOptions,
  use: (group: GroupRun) => Promise<T>,
): Promise<T> {
  const folder = await createGroupFolder(runs, plan.name, new Date(), kind);
  const keeper = await startKeeper();
  const interrupt = listenForInterrupt(() => {
    keeper.close().finally(() => leave(EXIT.interrupted));
  });
  const children: Child[] = [];
  const start: StartChild = async (child) => {
    const started = await startChild(keeper, child);
    children.push(started);
    return started;
  };
  try {
    return await use({ folder, start, interrupt });
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    // What the embedded shop has stored is of no use once it has ended; what it said stays.
    for (const { name } of plan.regions)
      await rm(join(folder, shopFolder, name), { recursive: true, force: true });
    interrupt.stopListening();
    await keeper.close();
  }
}
