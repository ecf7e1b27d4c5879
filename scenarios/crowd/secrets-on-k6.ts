/** Secrets as k6 knows them: in its environment, and nowhere else. */
import encoding from 'k6/encoding';
import type { SecretReader } from '../shop/secrets.ts';

/** For `fixedHeaders` and `masker`: the same headers as Node sends in the environment check. */
export const SECRETS_ON_K6: SecretReader = {
  read: (name) => __ENV[name],
  base64: (text) => encoding.b64encode(text),
};
