import { error, exactly, id, pieces, readAnswers } from '../platform/schemas.ts';

const text = { type: 'string' } as const;
/** A model as one binary file. @see https://www.iana.org/assignments/media-types/model/gltf-binary */
export const MODEL_TYPE = 'model/gltf-binary';

export interface ManifestParams {
  product: string;
}
export const manifestSchema = {
  tags: ['ar'],
  params: exactly({ product: id }),
  response: readAnswers(
    exactly({
      product: id,
      asset: id,
      url: text,
      bytes: pieces,
      etag: text,
      textures: { type: 'array', items: exactly({ name: text, edgePixels: pieces }) },
    }),
  ),
};

export interface AssetParams {
  asset: string;
}
export const assetSchema = {
  tags: ['ar'],
  params: exactly({ asset: id }),
  response: {
    200: { content: { [MODEL_TYPE]: { schema: { type: 'string', format: 'binary' } } } },
    304: { type: 'null', description: 'The model that if-none-match names.' },
    '4xx': error,
    '5xx': error,
  },
};
