/**
 * Where a run's Prometheus listens, and the credentials that it asks of everybody. They are made for one run, and kept in memory, unless the user
 * gives a password: then another program of the user's, such as Grafana, can ask too.
 */
import { randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}
export interface PrometheusAccess extends Credentials {
  /** Without a path, `http://127.0.0.1:9090`. */
  readonly url: string;
}

/** More than anybody can guess, and less than the 72 bytes that bcrypt looks at. */
const PASSWORD_BYTES = 24;
const USER_BYTES = 6;
/** The lowest. A high cost protects passwords that can be guessed; here Prometheus would only spend CPU. */
const HASH_COST = 4;

export const newCredentials = (): Credentials => ({
  user: `run-${randomBytes(USER_BYTES).toString('hex')}`,
  password: randomBytes(PASSWORD_BYTES).toString('base64url'),
});

/** Names the password of the user `carnival`. */
export const PASSWORD_VARIABLE = 'CARNIVAL_PROMETHEUS_PASSWORD';
const USER = 'carnival';

export function credentialsFrom(env: Readonly<Record<string, string | undefined>>): Credentials {
  const password = env[PASSWORD_VARIABLE];
  return password === undefined ? newCredentials() : { user: USER, password };
}

/** The file for Prometheus' `--web.config.file`. It holds a hash, from which nobody can get the password. */
export const webConfig = async ({ user, password }: Credentials): Promise<string> =>
  `basic_auth_users:\n  ${JSON.stringify(user)}: ${JSON.stringify(await bcrypt.hash(password, HASH_COST))}\n`;

/** The header of RFC 7617. */
export const authorization = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
