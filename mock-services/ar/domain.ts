/** AR try-on (campaign review: used by over 40 %): what a phone must load to show a product on its owner. */

import type { Catalogue } from '../catalogue.ts';
import { found, notFound, type Outcome } from '../platform/outcome.ts';
import { unknownProduct } from '../platform/unknown-product.ts';
import type { Model } from './model.ts';

/** An assumption: what a phone's screen can show, in pixels along an edge. */
const TEXTURES = [
  { name: 'base-colour', edgePixels: 1024 },
  { name: 'normals', edgePixels: 512 },
] as const;

/** By product; those whose ids differ by a multiple of the models' number share one. */
export function createManifests(
  catalogue: Catalogue,
  models: ReadonlyMap<string, Model>,
): (product: string) => Outcome {
  const assets = [...models.values()].map(({ name, body, etag }) => ({
    asset: name,
    url: `/ar/assets/${name}`,
    bytes: body.length,
    etag,
    textures: TEXTURES,
  }));
  const assetOf = new Map([...catalogue.keys()].map((id, index) => [id, assets[index % assets.length]!]));
  return (product) => {
    const asset = assetOf.get(product);
    return asset === undefined ? unknownProduct(product) : found({ product, ...asset });
  };
}

export const unknownAsset = (asset: string, models: ReadonlyMap<string, Model>): Outcome =>
  notFound('unknown_asset', `No AR asset "${asset}".`, `There are ${[...models.keys()].join(', ')}.`);
