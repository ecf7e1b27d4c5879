/**
 * What `import … from 'carnival'` is in this checkout: for the examples, and for the pages whose code is compiled. What is packed has
 * types of its own: package-types.mjs.
 */

// Each kind of objective adds its fields to the plan's types. Only the types are needed, so nothing of it is bundled.
import type {} from '../objectives/index.ts';

export * from '../../scenarios/shop/index.ts';
