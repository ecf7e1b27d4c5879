import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const metrics = async (): Promise<string> => (await shop.get('/metrics')).body;

it('leads from a product to its model', async () => {
  const manifest = (await shop.get('/ar/9')).json();
  expect(manifest).toMatchObject({ product: '9', asset: 'model-1', bytes: 262_144 });
  const asset = await shop.get(manifest.url);
  expect(asset.statusCode).toBe(200);
  expect(asset.rawPayload).toHaveLength(manifest.bytes);
  expect(asset.headers).toMatchObject({
    'content-type': 'model/gltf-binary',
    'content-length': '262144',
    'cache-control': 'public, max-age=86400',
    etag: manifest.etag,
  });
});

it('has eight models that differ, of which every product has one', async () => {
  const assets = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => (await shop.get(`/ar/assets/model-${n + 1}`)).headers.etag),
  );
  expect(new Set(assets).size).toBe(8);
  const products = [...Array.from({ length: 20 }, (_, n) => String(n + 1)), 'flash-1'];
  for (const product of products) {
    const { etag } = (await shop.get(`/ar/${product}`)).json();
    expect(assets).toContain(etag);
  }
});

it('has the same models after a restart', async () => {
  const before = (await shop.get('/ar/assets/model-3')).rawPayload;
  await shop.close();
  shop = await openTestShop();
  expect((await shop.get('/ar/assets/model-3')).rawPayload.equals(before)).toBe(true);
});

it('sends no body to a phone that has the model', async () => {
  const url = '/ar/assets/model-1';
  const { etag } = (await shop.get(url)).headers;
  const again = await shop.app.inject({ url, headers: { 'if-none-match': String(etag) } });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
  const other = await shop.app.inject({ url, headers: { 'if-none-match': '"other"' } });
  expect(other.statusCode).toBe(200);
  expect(await metrics()).toContain('shop_ar_bytes_total{region="east"} 524288');
});

it('tells unknown products and unknown models apart, and counts neither', async () => {
  for (const [url, code] of [
    ['/ar/21', 'unknown_product'],
    ['/ar/assets', 'unknown_product'],
    ['/ar/model-1', 'unknown_product'],
    ['/ar/assets/model-9', 'unknown_asset'],
    ['/ar/assets/1', 'unknown_asset'],
  ] as const) {
    const answer = await shop.get(url);
    expect([url, answer.statusCode, answer.json().error.code]).toEqual([url, 404, code]);
  }
  expect((await shop.get('/ar/assets/model-1/x')).json().error.code).toBe('unknown_route');
  expect(await metrics()).toContain('shop_ar_bytes_total{region="east"} 0');
  expect(await metrics()).toContain('shop_ar_manifests_total{region="east"} 0');
  await shop.get('/ar/1');
  expect(await metrics()).toContain('shop_ar_manifests_total{region="east"} 1');
});
