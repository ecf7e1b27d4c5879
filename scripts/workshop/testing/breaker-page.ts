/** A page of an embedded shop's breaker metrics that a test sets, takes down and brings back. It remembers what it told, and when. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SHOP_BREAKER } from '../../../scenarios/metrics.ts';

interface ToldOfBreaker {
  state: 0 | 1 | 2;
  opened: number;
  calls: number;
  arrivals: number;
}

export class BreakerPage {
  now: ToldOfBreaker = { state: 0, opened: 0, calls: 0, arrivals: 0 };
  /** Epoch milliseconds at which it was asked. */
  readonly told: (ToldOfBreaker & { readonly atMs: number })[] = [];
  private readonly dependency: string;
  private server: Server | undefined;
  private port = 0;

  constructor(dependency: string) {
    this.dependency = dependency;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async listen(): Promise<void> {
    this.server = createServer((request, response) => {
      if (request.url !== '/metrics/breakers') {
        response.writeHead(404).end();
        return;
      }
      this.told.push({ ...this.now, atMs: Date.now() });
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(this.text());
    });
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async takeDown(): Promise<void> {
    this.server!.closeAllConnections();
    await new Promise((resolve) => this.server!.close(resolve));
  }

  private text(): string {
    const { state, opened, calls, arrivals } = this.now;
    const labels = `dependency="${this.dependency}",region="as the shop says"`;
    return [
      `${SHOP_BREAKER.state}{${labels}} ${state}`,
      `${SHOP_BREAKER.arrivals}{${labels}} ${arrivals}`,
      ...Object.entries({ open: opened, fire: calls, success: calls, failure: 0, reject: 0 }).map(
        ([event, count]) => `${SHOP_BREAKER.events}{${labels},event="${event}"} ${count}`,
      ),
      '',
    ].join('\n');
  }
}
