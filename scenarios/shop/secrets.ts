/** Secrets by the name of the environment variable that holds them. The value is looked up when it is used, and never written. */

export interface Secret {
  readonly env: string;
}

export const env = (name: string): Secret => ({ env: name });

export type Auth =
  | { readonly kind: 'bearer'; readonly token: Secret }
  | { readonly kind: 'basic'; readonly user: Secret; readonly password: Secret };

export const bearer = (token: Secret): Auth => ({ kind: 'bearer', token });
export const basic = (user: Secret, password: Secret): Auth => ({ kind: 'basic', user, password });
