import { expect, it } from 'vitest';
import type { Child, ChildOptions, Exit } from '../machine/processes/child.ts';
import { keepChildren } from './children.ts';

/** A child that ends when it is told to, and remembers how often it was stopped. */
function fakeChild(name: string) {
  let end: (exit: Exit) => void = () => undefined;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  let stops = 0;
  const child: Child = {
    name,
    pid: 1,
    logFile: `${name}.log`,
    exited,
    exit: null,
    signal: () => undefined,
    stop: () => {
      stops++;
      end({ code: null, signal: 'SIGTERM' });
      return exited;
    },
  };
  return { child, end, stops: () => stops };
}

const optionsOf = (name: string): ChildOptions => ({ name, command: name, args: [], logFile: '' });

function family(...fakes: readonly ReturnType<typeof fakeChild>[]) {
  const events: string[] = [];
  const start = async ({ name }: ChildOptions): Promise<Child> => {
    const found = fakes.find(({ child }) => child.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found.child;
  };
  const children = keepChildren(start, (kind, reason) => events.push(`${kind}: ${reason}`));
  return { children, events };
}

it('what was started is stopped, also when something after it could not be started', async () => {
  const east = fakeChild('east');
  const { children } = family(east);
  expect(await children.start(optionsOf('east'))).toBe(east.child);
  await expect(children.start(optionsOf('south'))).rejects.toThrow('no south');
  expect(children.started).toEqual([east.child]);
  await children.stop();
  expect(east.stops()).toBe(1);
});

it('a child that ends by itself is an event of the run, with how it ended and where its log is', async () => {
  const [shop, prometheus] = [fakeChild('shop'), fakeChild('prometheus')];
  const { children, events } = family(shop, prometheus);
  children.noteDeath(await children.start(optionsOf('shop')), 'shop-died', 'the shop');
  children.noteDeath(await children.start(optionsOf('prometheus')), 'prometheus-died', 'Prometheus');
  shop.end({ code: null, signal: 'SIGKILL' });
  prometheus.end({ code: 2, signal: null });
  await Promise.all([shop.child.exited, prometheus.child.exited]);
  expect(events).toEqual([
    'shop-died: the shop ended during the run (SIGKILL); see shop.log',
    'prometheus-died: Prometheus ended during the run (exit code 2); see prometheus.log',
  ]);
});

it('a child that the run stops is no event', async () => {
  const shop = fakeChild('shop');
  const { children, events } = family(shop);
  children.noteDeath(await children.start(optionsOf('shop')), 'shop-died', 'the shop');
  await children.stop();
  await shop.child.exited;
  expect(events).toEqual([]);
});

it('a child whose death is meant is no event, and others are', async () => {
  const [east, south] = [fakeChild('east'), fakeChild('south')];
  const { children, events } = family(east, south);
  for (const name of ['east', 'south'])
    children.noteDeath(await children.start(optionsOf(name)), 'shop-died', `region ${name}`);
  children.expectDeath(east.child);
  for (const { end } of [east, south]) end({ code: null, signal: 'SIGKILL' });
  await Promise.all([east.child.exited, south.child.exited]);
  expect(events).toEqual([expect.stringContaining('shop-died: region south')]);
});
