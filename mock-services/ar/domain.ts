/** AR try-on (campaign review: over 40 % use it): what a phone must load to show a product on its owner. */

import type { Catalogue } from '../catalogue.ts';
import { found, notFound, type Outcome } from '../platform/outcome.ts';
import { unknownProduct } from '../platform/unknown-product.ts';
import type { Model } from './model.ts';

/** An assumption: what a phone's screen can show, in pixels along an edge. */
const TEXTURES = [
  { name: 'base-colour', edgePixels: 1024 },
  { name: 'normals', edgePixels: 512 },
] as const;

/** A product's model. Products share models: there are more products than models. */
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
