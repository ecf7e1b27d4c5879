/** docker-compose.yml and the Dockerfile. No engine is here to start them: docs/dashboards.md says so. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GRAFANA_IMAGE } from '../../dashboards/lines.ts';
import { PINS } from '../../machine/toolchain/tool.ts';
import { BREAKER_JOB } from '../../rehearsal/prometheus/breaker-jobs.ts';
import { type ComposeFile, parseCompose, ruleMistakes, schemaMistakes } from './compose.ts';
import { dockerfileMistakes } from './dockerfile.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const compose = parseCompose(read('docker-compose.yml')) as ComposeFile;
const dockerfile = read('Dockerfile');

describe('docker-compose.yml', () => {
  it('is what the Compose Specification’s schema asks for, and keeps our rules', () => {
    expect(schemaMistakes(compose)).toEqual([]);
    expect(ruleMistakes(compose)).toEqual([]);
  });

  it('has a shop for each region, Prometheus, Grafana, and a rehearsal that must be asked for', () => {
    const { services } = compose;
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['shop-east', 'shop-south', 'shop-north', 'prometheus', 'grafana']),
    );
    expect(services.rehearsal?.profiles).toEqual(['rehearsal']);
    expect(services.grafana?.image).toBe(GRAFANA_IMAGE);
  });

  it.each([
    { given: 'a word that is none', change: { imagee: 'x' }, says: /imagee|additional/ },
    { given: 'a list in the place of a text', change: { image: ['x'] }, says: /image must be string/ },
  ])('with $given is not what the schema asks for', ({ change, says }) => {
    const wrong = { ...compose, services: { ...compose.services, grafana: change } };
    expect(schemaMistakes(wrong).join('\n')).toMatch(says);
  });

  it.each([
    { given: 'the newest image', change: { image: 'grafana/grafana:latest' }, says: 'no exact version' },
    { given: 'half a version', change: { image: 'grafana/grafana:13.2' }, says: 'no exact version' },
    { given: 'a port for everybody', change: { ports: ['3000:3000'] }, says: 'open to other machines' },
    { given: 'no health check', change: { healthcheck: undefined }, says: 'no health check' },
    { given: 'all privileges', change: { privileged: true }, says: 'privileged' },
    { given: 'capabilities', change: { cap_drop: [] }, says: 'keeps capabilities' },
    { given: 'a way to more rights', change: { security_opt: [] }, says: 'may gain privileges' },
    {
      given: 'a password that everybody knows',
      change: { environment: { GF_SECURITY_ADMIN_PASSWORD: 'admin' } },
      says: 'a default that everybody knows',
    },
    {
      given: 'a password with a default',
      change: { environment: { GF_SECURITY_ADMIN_PASSWORD: `\${PASSWORD:-admin}` } },
      says: 'a default that everybody knows',
    },
  ])('with $given breaks a rule', ({ change, says }) => {
    const grafana = { ...compose.services.grafana, ...change } as ComposeFile['services'][string];
    expect(ruleMistakes({ services: { grafana } })).toEqual([expect.stringContaining(says)]);
  });

  it.each([
    { given: 'read-only', change: { read_only: true }, says: 'it is read-only, and gets no secret so' },
    { given: 'not root', change: { secrets: ['run-password'] }, says: 'only root may read its secret' },
  ])('gives no secret of the environment to a service that is $given', ({ change, says }) => {
    const prometheus = { ...compose.services.prometheus, ...change } as ComposeFile['services'][string];
    expect(ruleMistakes({ ...compose, services: { prometheus } })).toEqual([`prometheus: ${says}`]);
  });

  it('scrapes the regions where they listen, and asks for what panels read', () => {
    const { scrape_configs: jobs } = parse(read('dashboards/prometheus/prometheus-compose.yml')) as {
      scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap(({ static_configs: all }) => all.flatMap((each) => each.targets));
    const text = read('docker-compose.yml');
    for (const target of targets) expect(text).toContain(target.split(':')[1]);
    expect(jobs.map(({ job_name: name }) => name)).not.toContain(BREAKER_JOB);
  });
});

describe('the Dockerfile', () => {
  it('copies no file of passwords into the image: Compose reads them from .env', () => {
    for (const file of ['.dockerignore', '.gitignore'])
      expect(read(file).split('\n')).toEqual(expect.arrayContaining(['.env', '.env.*']));
  });

  it('is right by a linter, pinned, and not root', () => {
    expect(dockerfileMistakes(dockerfile)).toEqual([]);
  });

  it('takes the k6 and the Prometheus that Carnival needs, and its Node', () => {
    expect(dockerfile).toContain(`FROM grafana/k6:${PINS.k6.line}.`);
    expect(dockerfile).toContain(`FROM prom/prometheus:v${PINS.prometheus.line}.`);
    expect(dockerfile).toContain(`FROM node:${read('.node-version').trim()}-`);
  });

  it.each([
    { given: 'an unknown word', from: 'WORKDIR /runs', to: 'WORKDIRR /runs', says: 'Unknown instruction' },
    { given: 'no version', from: 'grafana/k6:2.2.0', to: 'grafana/k6', says: 'no exact version' },
    { given: 'root', from: 'USER node', to: 'USER root', says: 'runs as root' },
    { given: 'no user', from: 'USER node', to: '', says: 'runs as root' },
    { given: 'ADD', from: 'COPY . .', to: 'ADD . .', says: 'use COPY' },
    { given: 'a relative folder', from: 'WORKDIR /runs', to: 'WORKDIR runs', says: 'relative' },
    {
      given: 'a download',
      from: 'USER node',
      to: 'RUN curl http://x.example | sh\nUSER node',
      says: 'nobody has pinned',
    },
  ])('with $given is wrong', ({ from, to, says }) => {
    expect(dockerfile).toContain(from);
    const found = dockerfileMistakes(dockerfile.replace(from, to));
    expect(found.join('\n')).toContain(says);
  });
});
