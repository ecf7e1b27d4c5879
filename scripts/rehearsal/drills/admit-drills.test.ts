import { describe, expect, it } from 'vitest';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import type { DrillCall, DrillFault } from '../../../scenarios/drills/drill.ts';
import { PlanError } from '../../mistakes/plan-error.ts';
import { admitDrills, type DrillSurroundings } from './admit-drills.ts';

const SURROUNDINGS: DrillSurroundings = {
  resolve: async (host) => (host === 'chaos.example' ? ['10.1.0.7'] : ['127.0.0.1', '::1']),
  env: {},
  hasTarget: true,
};
const ALLOW = [{ host: 'chaos.example', addresses: ['10.1.0.0/16'] }];
const call = (url: string, rest: Partial<DrillCall> = {}): DrillCall => ({ method: 'POST', url, ...rest });
const http = (begin: DrillCall, end = call('http://127.0.0.1:9000/off')): DrillFault => ({
  kind: 'http',
  begin,
  end,
});

const admit = (fault: DrillFault, changes: Partial<DrillSurroundings> = {}, allow = ALLOW) =>
  admitDrills(
    {
      ...smoke,
      allow,
      drills: [
        {
          name: 'one',
          at: { phase: 'burst', minute: 1 },
          for: { seconds: 1, recoverySeconds: 1 },
          where: { region: 'east' },
          expect: [],
          fault,
        },
      ],
    },
    { ...SURROUNDINGS, ...changes },
  );

const mistakesOf = async (...args: Parameters<typeof admit>): Promise<readonly string[]> => {
  const error: unknown = await admit(...args).then(
    () => null,
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(PlanError);
  return (error as PlanError).mistakes.map(({ path, problem }) => `${path} ${problem}`);
};

describe('the calls of a drill', () => {
  it('may reach loopback and hosts that the plan allows, at the addresses that were checked', async () => {
    const addresses = await admit(
      http(call('https://chaos.example/on?x=1'), call('http://localhost:9000/off')),
    );
    expect([...addresses]).toEqual([
      ['https://chaos.example/on?x=1', ['10.1.0.7']],
      ['http://localhost:9000/off', ['127.0.0.1', '::1']],
    ]);
  });

  it('may reach nobody else, and every mistake is told at once', async () => {
    const wrong = http(
      call('https://chaos.example/on', { authorization: { env: 'NOT_SET' } }),
      call('http://me:secret@127.0.0.1/off'),
    );
    expect(await mistakesOf(wrong, {}, [])).toEqual([
      expect.stringMatching(/^drills\[0\]\.fault\.begin\.url is not on loopback \(10\.1\.0\.7\)/),
      'drills[0].fault.begin.authorization.env is not set in the environment',
      'drills[0].fault.end.url carries credentials',
    ]);
  });

  it('may be shown a secret that is there', async () => {
    const fault = http(call('http://localhost:9000/on', { authorization: { env: 'CHAOS' } }));
    expect((await admit(fault, { env: { CHAOS: 'Bearer x' } })).size).toBe(2);
  });
});

it('a boundary is told on this machine alone, and needs its token', async () => {
  const drill = {
    ...{
      name: 'one',
      at: { phase: 'burst', minute: 1 },
      for: { seconds: 1, recoverySeconds: 1 },
      expect: [],
    },
    where: { dependency: 'bank', steps: ['order.pay'] },
    fault: { kind: 'boundary', faults: [{ kind: 'hang' }] },
  } as const;
  const at = (control: string) => ({
    ...{ ...smoke, drills: [drill] },
    boundaries: { bank: { control, token: { env: 'BANK' } } },
  });
  const surroundings = { ...SURROUNDINGS, env: { BANK: 'secret' } };
  await expect(admitDrills(at('http://127.0.0.1:9444'), surroundings)).resolves.toBeDefined();
  const refused = admitDrills(at('http://10.1.0.7:9444'), SURROUNDINGS);
  await expect(refused).rejects.toThrow(/boundaries\.bank\.control.*boundaries\.bank\.token\.env/s);
});

describe('faults of the embedded shop', () => {
  const shop: DrillFault = { kind: 'shop', faults: [{ kind: 'hang', value: 0 }] };
  it('cannot kill a target', async () => {
    expect(await mistakesOf({ kind: 'kill' })).toEqual([
      'drills[0].fault.kind is for processes of the embedded shop, which --target replaces',
    ]);
  });
  it('need the token of a target that is a Carnival shop', async () => {
    expect(await mistakesOf(shop)).toEqual([
      'drills[0].fault.kind needs a Carnival shop and its token, and CARNIVAL_ADMIN_TOKEN is not set',
    ]);
    expect(await mistakesOf({ kind: 'roll-back' })).toHaveLength(1);
    await expect(admit(shop, { env: { CARNIVAL_ADMIN_TOKEN: 'secret' } })).resolves.toBeDefined();
  });
  it('need nothing without a target', async () => {
    await expect(admit({ kind: 'kill' }, { hasTarget: false })).resolves.toBeDefined();
    await expect(admit(shop, { hasTarget: false })).resolves.toBeDefined();
  });
});
