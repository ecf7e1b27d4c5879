/** The page says what the shop does; and the shop, the crowd's adapter and the behaviours know the same steps. */
import { readFileSync } from 'node:fs';
import { Gauge } from 'prom-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEPENDENCIES } from '../../../mock-services/platform/dependencies.ts';
import { createDependency } from '../../../mock-services/platform/dependency.ts';
import { exactly, id } from '../../../mock-services/platform/schemas.ts';
import type { Service } from '../../../mock-services/platform/service.ts';
import { risk } from '../../../mock-services/risk/routes.ts';
import { BEHAVIOURS } from '../../../scenarios/targets/mock-shop/behaviours/index.ts';
import { mockShop } from '../../../scenarios/targets/mock-shop/mock-shop.ts';
import { shopPage } from './page.ts';
import { readShop, type ShopFacts } from './shop-facts.ts';
import { currentPage, PAGE_FILE } from './shop-page.ts';

const GATE: Service = {
  name: 'gate',
  about: 'Lets in | out.',
  tables: [],
  routes(app, shop) {
    createDependency<void, string>(app, shop, 'sms', { answer: () => 'yes', fallback: () => 'no' });
    const schema = { body: exactly({ shopper: id }) };
    const config = { step: 'gate.pass', refusable: true, guarded: true };
    app.post('/gates', { schema, config }, async () => ({}));
    app.get('/admin/gates', async () => ({}));
    new Gauge({ name: 'shop_gate_open', help: 'Open.', registers: [shop.registry] });
  },
};
const BANNER: Service = {
  name: 'banner',
  about: 'Hangs there.',
  tables: [],
  routes: (app) => void app.get('/banner', { config: { step: 'banner.view' } }, async () => ({})),
};
const SMS = {
  capacity: 7,
  latency: { medianMs: 30, p99Ms: 200 },
  breaker: { timeoutMs: 400, failedPercentMax: 50, callsMin: 20, windowMs: 5000, openMs: 6000 },
  fallback: 'sent again',
};

/** The guard stands in every shop. */
const SMALL = [risk, GATE, BANNER];

describe('what the shop is made of', () => {
  it('is each service with the routes, dependencies and metrics that it added itself', async () => {
    const { services, platformMetrics } = await readShop(SMALL);
    expect(services[0]).toMatchObject({ name: 'risk', routes: [{ step: 'risk.appeal' }] });
    expect(services[0]!.metrics).toContain('shop_risk_stopped_total');
    expect(services.slice(1)).toEqual([
      {
        name: 'gate',
        about: 'Lets in | out.',
        routes: [
          { method: 'POST', url: '/gates', step: 'gate.pass', refusable: true, guarded: true },
          { method: 'GET', url: '/admin/gates', step: null, refusable: false, guarded: false },
        ],
        dependencies: ['sms'],
        metrics: ['shop_gate_open'],
      },
      {
        name: 'banner',
        about: 'Hangs there.',
        routes: [{ method: 'GET', url: '/banner', step: 'banner.view', refusable: false, guarded: false }],
        dependencies: [],
        metrics: [],
      },
    ]);
    expect(platformMetrics).toContain('shop_requests_total');
    expect(platformMetrics.filter((name) => /^shop_(gate|risk)_/.test(name))).toEqual([]);
  });
});

describe('the page', () => {
  it('has a row a service, a dependency and a way to misbehave', async () => {
    const page = shopPage({
      ...(await readShop(SMALL)),
      dependencies: { sms: SMS },
      behaviours: [
        { name: 'guest', steps: { 'gate.pass': { thinkSeconds: 1, ok: {} } } },
        { name: 'stranger', steps: { 'home.view': { thinkSeconds: 1, ok: {} } } },
      ],
      misbehaviours: [{ name: 'leaves', about: 'leaves the gate open', fails: 'oversold', needs: 'a gate' }],
    });
    const breaker =
      'opens when over 50 % of at least 20 calls in 5 s fail; tries again after 6 s; a call times out after 400 ms';
    expect(page.split('\n')).toEqual(
      expect.arrayContaining([
        '| `gate` | Lets in \\| out. | `POST /gates` → **gate.pass** (refuses, guarded)<br>`GET /admin/gates` | ' +
          `\`sms\`: ${breaker} | \`shop_gate_open\` | guest |`,
        '| `banner` | Hangs there. | `GET /banner` → **banner.view** | – | – | – |',
        '| `leaves` | leaves the gate open | `oversold` | a gate |',
        `| \`sms\` | \`gate\` | 7 | 30 ms | 200 ms | ${breaker} | sent again |`,
      ]),
    );
  });

  it('is committed as the shop is', async () => {
    expect(readFileSync(PAGE_FILE, 'utf8'), `${PAGE_FILE} is old: run "npm run generate"`).toBe(
      await currentPage(),
    );
  });
});

describe('the shop, its adapter and its visitors', () => {
  let shop: ShopFacts;
  let served: string[];
  beforeAll(async () => {
    shop = await readShop();
    served = shop.services.flatMap(({ routes }) => routes.flatMap(({ step }) => step ?? []));
  });

  it('know the same steps: what is served is in the adapter, and what the adapter asks for is served', () => {
    const asked = mockShop(1).steps.map(({ name }) => name);
    expect([...served].sort()).toEqual([...asked].sort());
  });

  it('give each step to one route alone', () => {
    expect(served.filter((step, index) => served.indexOf(step) !== index)).toEqual([]);
  });

  it('leave no dependency unasked', () => {
    const asked = new Set<string>(shop.services.flatMap(({ dependencies }) => dependencies));
    expect(Object.keys(DEPENDENCIES).filter((name) => !asked.has(name))).toEqual([]);
  });

  it('leave no route without a step, but those behind the admin token', () => {
    const routes = shop.services.flatMap((service) => service.routes);
    expect(routes.filter(({ step, url }) => (step === null) !== url.startsWith('/admin/'))).toEqual([]);
  });

  describe('where shoppers ask', () => {
    let shoppers: ShopFacts['services'];
    beforeAll(() => {
      shoppers = shop.services.filter(({ routes }) => routes.some(({ step }) => step !== null));
    });

    it('leave no service unvisited', () => {
      const visited = new Set(Object.values(BEHAVIOURS).flatMap(({ steps }) => Object.keys(steps)));
      const unvisited = shoppers.filter(
        ({ routes }) => !routes.some(({ step }) => step !== null && visited.has(step)),
      );
      expect(unvisited.map(({ name }) => name)).toEqual([]);
    });

    it('leave no service unmeasured: each has a metric of its own', () => {
      const unmeasured = shoppers.filter(({ metrics }) => metrics.length === 0);
      expect(unmeasured.map(({ name }) => name)).toEqual([]);
    });
  });
});
