/** What a user's shop.ts and plan.ts import. */

export { arriving, held, herd } from '../campaigns/populations.ts';
export { type Conforms, conforms, staysShut } from '../drills/conformance.ts';
export { csv } from './accounts.ts';
export type { Answer, Meaning, Reader } from './answer.ts';
export { definePlan, type ObjectiveFor, type OwnPlan } from './define-plan.ts';
export { type BehaviourSpec, defineShop, type OwnShop, type ShopSpec } from './define-shop.ts';
export { errorIn, gql } from './graphql.ts';
export {
  type ConnectOptions,
  connect,
  del,
  get,
  head,
  patch,
  post,
  put,
  type RequestOptions,
  request,
  type StepOptions,
  type StepSpec,
} from './requests.ts';
export { basic, bearer, env } from './secrets.ts';
export type { CleanUp } from './shop.ts';
export { cookie, header, json, regex } from './takings.ts';
export type { Visit } from './visit.ts';
