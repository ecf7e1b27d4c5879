import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { checkRules } from './check-rules.ts';
import { RULES_FOLDER } from './rule-files.ts';

describe('the check of the rules', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(temporaryFolder(), 'rules');
    await cp(RULES_FOLDER, folder, { recursive: true });
    // The tests of one alert: all of them take some seconds.
    await rm(join(folder, 'tests', 'figures.yml'));
    const file = join(folder, 'tests', 'alerts.yml');
    const { tests, ...rest } = parse(await readFile(file, 'utf8')) as { tests: { name: string }[] };
    const few = tests.filter(({ name }) => name.startsWith('BreakerOpen'));
    await writeFile(file, stringify({ ...rest, tests: few }));
  });
  const change = async (file: string, from: string, to: string): Promise<void> => {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  };

  it('finds those of the project right: every lint, every alert that fires and every one that must not', async () => {
    const { isRight, said } = await checkRules();
    expect(said).not.toContain('FAILED');
    expect(isRight).toBe(true);
  });

  it('finds the tests of one alert right', async () => {
    expect(await checkRules(folder)).toMatchObject({ isRight: true });
  });

  it('fails for an expression that Prometheus cannot read', async () => {
    await change('smoke.yml', 'vector(1)', 'vector(');
    expect(await checkRules(folder)).toMatchObject({ isRight: false });
  });

  it('fails for an alert that sleeps when it must fire', async () => {
    await change('tests/example.yml', '(shop_breaker_state) == 2', '(shop_breaker_state) == 3');
    const { isRight, said } = await checkRules(folder);
    expect(said).toContain('BreakerOpen');
    expect(isRight).toBe(false);
  });

  it('fails for an alert that fires when it must not', async () => {
    await change('tests/example.yml', '(shop_breaker_state) == 2', '(shop_breaker_state) >= 1');
    expect(await checkRules(folder)).toMatchObject({ isRight: false });
  });
});
