import Type from 'typebox';
import { error, exactly, id, pieces, readAnswers, text } from '../platform/schemas.ts';

/** A model as one binary file. @see https://www.iana.org/assignments/media-types/model/gltf-binary */
export const MODEL_TYPE = 'model/gltf-binary';

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
      textures: Type.Array(exactly({ name: text, edgePixels: pieces })),
    }),
  ),
};

const assetAnswers: Record<number | string, object> = {
  200: { content: { [MODEL_TYPE]: { schema: Type.String({ format: 'binary' }) } } },
  304: Type.Null({ description: 'The model that if-none-match names.' }),
  '4xx': error,
  '5xx': error,
};
export const assetSchema = { tags: ['ar'], params: exactly({ asset: id }), response: assetAnswers };
