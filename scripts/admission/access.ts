/** How a target is spoken to: what is sent along, whom TLS trusts, and who we are. One setting for admission, the audit and k6. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import type { FixedAccess } from '../../scenarios/shop/secrets.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import {
  authoritiesOfNode,
  type ClientCertificate,
  readAuthorities,
  readClientCertificate,
} from './certificates.ts';
import { type Credentials, readCredentials } from './credentials.ts';

export interface TargetAccess extends Credentials {
  /** Certificates in PEM that are trusted besides the built-in ones. */
  readonly authorities: readonly string[];
  readonly client: ClientCertificate | null;
  /** Both of them for Node; null when Node's own setting does. */
  readonly secureContext: SecureContext | null;
}

export const OPEN_ACCESS: TargetAccess = {
  headers: {},
  masked: (text) => text,
  authorities: [],
  client: null,
  secureContext: null,
};

export interface AskedAccess {
  /** What the shop says of itself. The paths in `tls` are absolute. */
  readonly shop: FixedAccess & {
    readonly tls?: { readonly certificate: string; readonly key: string } | null | undefined;
  };
  /** The file of `--ca`. */
  readonly ca: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: number;
  readonly platform: NodeJS.Platform;
}

/** Without --ca, Node trusts the certificates of this file by itself. Then k6 must trust them too. */
const NODE_EXTRA = 'NODE_EXTRA_CA_CERTS';

/** @param mistakes gets all that is wrong with secrets and files */
export function readAccess(
  { shop, ca, env, nowMs, platform }: AskedAccess,
  mistakes: Mistake[],
): TargetAccess {
  const credentials = readCredentials(shop, env, mistakes);
  const authorities =
    ca === undefined
      ? authoritiesOfNode(env[NODE_EXTRA])
      : readAuthorities(ca, { path: '--ca', nowMs, mistakes });
  if (ca !== undefined && platform !== 'linux') {
    const hint = 'add the certificate to the trusted roots of this machine, and leave it out here';
    mistakes.push({
      path: '--ca',
      value: ca,
      problem: 'is for Linux only: k6 cannot be told elsewhere',
      hint,
    });
  }
  const client = shop.tls == null ? null : readClientCertificate(shop.tls, { nowMs, mistakes });
  return { ...credentials, authorities, client, secureContext: secureContextOf(authorities, client) };
}

function secureContextOf(
  authorities: readonly string[],
  client: ClientCertificate | null,
): SecureContext | null {
  if (authorities.length === 0 && client === null) return null;
  return createSecureContext({
    ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
    ...(client === null ? {} : { cert: client.certificatePem, key: client.keyPem }),
  });
}

/** What a run's plan.json says: where k6 finds the client certificate. */
export const runTls = ({ client }: TargetAccess): Pick<RunSettings, 'tls'> =>
  client === null ? {} : { tls: { certificate: client.certificate, key: client.key } };

/** Where Go looks on Linux when nothing is said. @see crypto/x509/root_linux.go */
const SYSTEM_FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * The part of k6's environment that makes it trust the authorities. k6 has no option for it, but Go reads the folders in SSL_CERT_DIR
 * besides the system's own file of roots.
 * @param folder is made
 * @throws CarnivalError when its path has a colon, which parts the folders in SSL_CERT_DIR
 */
export function trustInK6(
  { authorities }: TargetAccess,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (authorities.length === 0) return {};
  if (folder.includes(':'))
    throw new CarnivalError(`k6 cannot be told to trust certificates in "${folder}"`, {
      hint: 'its path has a colon: name another folder with --runs',
    });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ca.pem'), authorities.join(''));
  const others = env.SSL_CERT_DIR ? [env.SSL_CERT_DIR] : SYSTEM_FOLDERS;
  return { SSL_CERT_DIR: [folder, ...others].join(':') };
}
