/** What a shop acknowledged; or what it may have done, because the request failed or got no answer. */
export type Sureness = 'acknowledged' | 'unsure';
