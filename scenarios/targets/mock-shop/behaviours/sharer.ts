import type { Behaviour } from '../../../shop/behaviour.ts';

/** Opens a group and shares it with a community. The friends who open the share are group-buyers. */
export const sharer: Behaviour = {
  name: 'sharer',
  description: 'share a product with friends',
  entry: { 'group.share': 1 },
  steps: { 'group.share': { thinkSeconds: 2, ok: {} } },
};
