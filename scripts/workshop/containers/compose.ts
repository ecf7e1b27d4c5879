/** What is wrong with docker-compose.yml: no engine is here to start it, so it is held to its schema and to rules of ours. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** As much of a compose file as the rules look at. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets?: Readonly<Record<string, { readonly environment?: string }>>;
}
interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly ports?: readonly unknown[];
  readonly healthcheck?: unknown;
  readonly depends_on?: unknown;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly privileged?: boolean;
  readonly security_opt?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly read_only?: boolean;
  readonly secrets?: readonly (string | { readonly source?: string; readonly mode?: unknown })[];
}

/** The Compose Specification's own: NOTICE says from where. */
const SCHEMA = 'scripts/workshop/containers/compose-spec.json';

export const parseCompose = (text: string): unknown => parse(text, { merge: true });

export function schemaMistakes(compose: unknown): readonly string[] {
  validate ??= compiled();
  const isValid = validate(compose);
  return isValid
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Once: it takes most of the time. */
let validate: ValidateFunction | null = null;

function compiled(): ValidateFunction {
  const { $schema: _, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
  // It has keywords and formats of its own.
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

/** Three numbers, so that nobody gets another version tomorrow. */
export const EXACT_TAG = /:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$/;
const ON_LOOPBACK = /^127\.0\.0\.1:/;
/** A variable that must be given: without it, nothing starts. */
const REQUIRED = /^\$\{[A-Z_]+:\?.+\}$/;
const SECRET = /(PASSWORD|TOKEN|SECRET)$/;

export function ruleMistakes({ services, secrets = {} }: ComposeFile): readonly string[] {
  return Object.entries(services).flatMap(([name, service]) => {
    const { image = '', build, ports = [], environment = {} } = service;
    const taken = (service.secrets ?? [])
      .map((each) => (typeof each === 'string' ? { source: each } : each))
      .filter(({ source = '' }) => secrets[source]?.environment !== undefined);
    const says = (isWrong: boolean, problem: string): string[] => (isWrong ? [`${name}: ${problem}`] : []);
    return [
      ...says(build === undefined && !EXACT_TAG.test(image), `its image "${image}" has no exact version`),
      ...says(!ports.every((port) => ON_LOOPBACK.test(String(port))), 'a port is open to other machines'),
      ...says(
        service.healthcheck === undefined && service.profiles === undefined,
        'it has no health check, and does not end by itself',
      ),
      ...says(service.privileged === true, 'it is privileged'),
      // https://github.com/docker/compose/pull/12531
      ...says(taken.length > 0 && service.read_only === true, 'it is read-only, and gets no secret so'),
      ...says(
        taken.some((each) => !('mode' in each)),
        'only root may read its secret',
      ),
      ...says(service.cap_drop?.includes('ALL') !== true, 'it keeps capabilities'),
      ...says(service.security_opt?.includes('no-new-privileges:true') !== true, 'it may gain privileges'),
      ...Object.entries(environment).flatMap(([variable, value]) =>
        says(
          SECRET.test(variable) && !REQUIRED.test(String(value)),
          `${variable} has a default that everybody knows`,
        ),
      ),
    ];
  });
}
