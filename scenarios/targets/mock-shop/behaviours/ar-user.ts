import type { Behaviour } from '../../../shop/behaviour.ts';

/** Looks at products. 40 % try them on (campaign review), which loads a 3D model of a quarter of a megabyte. */
export const arUser: Behaviour = {
  name: 'ar-user',
  description: 'product → AR manifest → AR model',
  entry: { 'product.view': 1 },
  steps: {
    'product.view': { thinkSeconds: 3, ok: { 'ar.manifest': 0.4 } },
    'ar.manifest': { thinkSeconds: 0.5, ok: { 'ar.asset': 1 } },
    'ar.asset': { thinkSeconds: 5, ok: { 'ar.asset': 0.3 } },
  },
};
