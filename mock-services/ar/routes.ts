import { Counter } from 'prom-client';
import { answer } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { createManifests, unknownAsset } from './domain.ts';
import { createModels } from './model.ts';
import { assetSchema, MODEL_TYPE, manifestSchema } from './schema.ts';

/** A day, in seconds: the campaign's models do not change. An assumption. */
const CACHE_CONTROL = 'public, max-age=86400';
const NOT_MODIFIED = 304;
const OK = 200;

export const ar: Service = {
  name: 'ar',
  about: 'AR try-on: which 3D model a product has, and the model itself, a large file.',
  tables: [],
  routes(app, { registry, catalogue }) {
    const models = createModels();
    const manifest = createManifests(catalogue, models);
    const registers = [registry];
    const bytes = new Counter({
      name: 'shop_ar_bytes_total',
      help: 'Bytes of AR models handed out.',
      registers,
    });
    const manifests = new Counter({
      name: 'shop_ar_manifests_total',
      help: 'AR manifests handed out.',
      registers,
    });

    app.get(
      '/ar/:product',
      { schema: manifestSchema, config: { step: 'ar.manifest' } },
      ({ params }, reply) => {
        const outcome = manifest(params.product);
        if (outcome.status === OK) manifests.inc();
        return answer(reply, outcome);
      },
    );
    app.get(
      '/ar/assets/:asset',
      { schema: assetSchema, config: { step: 'ar.asset' } },
      ({ params, headers }, reply) => {
        const model = models.get(params.asset);
        if (model === undefined) return answer(reply, unknownAsset(params.asset, models));
        reply.header('etag', model.etag).header('cache-control', CACHE_CONTROL);
        if (headers['if-none-match'] === model.etag) {
          reply.code(NOT_MODIFIED);
          return null;
        }
        bytes.inc(model.body.length);
        reply.type(MODEL_TYPE);
        return model.body;
      },
    );
  },
};
