/** Reads certificates and keys in PEM, and finds what is wrong with them before anybody is asked. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Mistake } from '../mistakes/plan-error.ts';

/** The roots of a whole system are 250 kB. */
const FILE_BYTES_MAX = 2_000_000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const ENCRYPTED_KEY = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/** A certificate and its key, as files (for k6) and as they were read (for Node). */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

type Tell = (problem: string, hint: string) => void;
const told =
  (mistakes: Mistake[], path: string, value: string): Tell =>
  (problem, hint) => {
    mistakes.push({ path, value, problem, hint });
  };

/**
 * @param path what named the file: an option or a variable
 * @returns the certificates, each as PEM by itself and nothing else of the file
 */
export function readAuthorities(
  file: string,
  { path, nowMs, mistakes }: { readonly path: string; readonly nowMs: number; readonly mistakes: Mistake[] },
): readonly string[] {
  const tell = told(mistakes, path, file);
  const text = readText(file, tell);
  if (text === null) return [];
  if (PRIVATE_KEY.test(text)) {
    tell('holds a private key', 'give the certificates alone: a run copies them into its folder');
    return [];
  }
  return parsed(text, nowMs, tell).map((certificate) => certificate.toString());
}

/**
 * The certificates of a file that Node itself reads. It is often the system's own list, so whatever is wrong with one of them is no
 * mistake of this run's.
 */
export function authoritiesOfNode(file: string | undefined): readonly string[] {
  const text = file === undefined || file === '' ? null : readText(file, () => undefined);
  return (text?.match(CERTIFICATE) ?? []).flatMap((block) => parse(block)?.toString() ?? []);
}

const IN_SHOP = { certificate: 'tls.certificate', key: 'tls.key' };

/**
 * @param files absolute paths where k6 reads them too
 * @param paths what named the files
 */
export function readClientCertificate(
  files: { readonly certificate: string; readonly key: string },
  {
    nowMs,
    mistakes,
    paths = IN_SHOP,
  }: { readonly nowMs: number; readonly mistakes: Mistake[]; readonly paths?: typeof IN_SHOP },
): ClientCertificate | null {
  const tellCertificate = told(mistakes, paths.certificate, files.certificate);
  const tellKey = told(mistakes, paths.key, files.key);
  const certificatePem = readText(files.certificate, tellCertificate);
  const keyPem = readText(files.key, tellKey);
  const [own] = certificatePem === null ? [] : parsed(certificatePem, nowMs, tellCertificate);
  const key = keyPem === null ? null : readKey(keyPem, tellKey);
  if (own === undefined || key === null) return null;
  if (!own.checkPrivateKey(key)) {
    tellKey('is not the key of this certificate', `give the key that ${files.certificate} was made for`);
    return null;
  }
  return { ...files, certificatePem: certificatePem!, keyPem: keyPem! };
}

function readText(file: string, tell: Tell): string | null {
  try {
    const { size } = statSync(file);
    if (size <= FILE_BYTES_MAX) return readFileSync(file, 'utf8');
    tell(`is too large (${size} bytes)`, 'give a PEM file with the certificates that are needed');
  } catch (error) {
    tell(`cannot be read: ${(error as Error).message}`, 'check its path and its permissions');
  }
  return null;
}

/** Nothing if any of them is wrong: with the others alone, some hosts would fail for no visible reason. */
function parsed(text: string, nowMs: number, tell: Tell): readonly X509Certificate[] {
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) {
    tell('holds no certificate', 'it must be PEM: -----BEGIN CERTIFICATE----- …');
    return [];
  }
  const certificates = blocks.flatMap((block, i) => {
    const certificate = parse(block);
    const which = blocks.length === 1 ? 'its certificate' : `certificate ${i + 1} of ${blocks.length}`;
    if (certificate === null)
      tell(`holds something that is no certificate (${which})`, 'export it again as PEM');
    else if (Date.parse(certificate.validTo) < nowMs)
      tell(`has expired (${which}: ${certificate.validTo})`, 'get a new one from whoever issued it');
    else if (Date.parse(certificate.validFrom) > nowMs)
      tell(`is not valid yet (${which}: ${certificate.validFrom})`, 'check the clock of this machine');
    else return [certificate];
    return [];
  });
  return certificates.length < blocks.length ? [] : certificates;
}

function parse(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block);
  } catch {
    return null;
  }
}

function readKey(pem: string, tell: Tell): KeyObject | null {
  if (ENCRYPTED_KEY.test(pem)) {
    tell('is locked with a passphrase', 'give a key without one, in a file that only you may read');
    return null;
  }
  try {
    return createPrivateKey(pem);
  } catch {
    // The reason may quote the key.
    tell('holds no private key', 'it must be PEM: -----BEGIN PRIVATE KEY----- …');
    return null;
  }
}
