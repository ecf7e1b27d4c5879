import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { ADMIN_TOKEN, holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { BATCH_MEMBERS, pushOf, sendDue, taggedMembers } from './domain.ts';
import { SEND_EVERY_MS } from './routes.ts';
import { isReached, type Sms } from './sms.ts';

const SPEED = 60;
/** Two and a half batches. */
const MEMBERS = 2.5 * BATCH_MEMBERS;
const REACHED = taggedMembers(0, MEMBERS).filter(isReached).length;
const MINUTES_A_DAY = 1440;
const time = { ms: NOW_MS };

/** 19:40, as the campaign begins at half past seven in the evening. */
const SETTINGS = {
  calendar: { startsAt: '2026-06-18T19:30:00+08:00', speed: SPEED },
  recall: { atMinute: 10, members: MEMBERS },
};
const open = (dataDir?: string, settings: Partial<typeof SETTINGS> = {}) =>
  openTestShop(
    { ...SETTINGS, ...settings },
    { nowMs: () => time.ms, ...(dataDir === undefined ? {} : { dataDir }) },
  );

let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  shop = await open();
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const toMinute = (minute: number): void => {
  time.ms = NOW_MS + (minute * MINUTE_MS) / SPEED;
};
/** Everything the provider was sent; `taken` says how many batches it takes before it is gone. */
function provider(taken = Number.POSITIVE_INFINITY): { sms: Sms; sent: string[] } {
  const sent: string[] = [];
  let batches = 0;
  const sms: Sms = async ({ members }) => {
    batches += 1;
    if (batches > taken) return null;
    sent.push(...members);
    return members.filter(isReached).length;
  };
  return { sms, sent };
}
const round = (sms: Sms) => sendDue(shop.shop.store, sms, shop.shop.campaign);
const push = () => pushOf(shop.shop.store);
const move = (atMinute: number) => shop.admin('POST', '/admin/recall/pushes', { atMinute });

describe('the push', () => {
  it('goes out at 19:40 and not a second before, once, and reaches 82 %', async () => {
    const { sms, sent } = provider();
    toMinute(9.99);
    await round(sms);
    expect(sent).toEqual([]);
    toMinute(10);
    await round(sms);
    expect(sent).toEqual(taggedMembers(0, MEMBERS));
    expect(push()).toMatchObject({ pushed: MEMBERS, reached: REACHED });
    expect(REACHED / MEMBERS).toBeCloseTo(0.82, 1);
    await round(sms);
    expect(sent).toHaveLength(MEMBERS);
  });

  it('goes on after a restart with the members who did not get it yet', async () => {
    toMinute(10);
    const before = provider(1);
    await round(before.sms);
    expect(push()).toMatchObject({ pushed: BATCH_MEMBERS });
    await shop.close('keep data');
    shop = await open(shop.dataDir);
    const after = provider();
    await round(after.sms);
    expect([...before.sent, ...after.sent]).toEqual(taggedMembers(0, MEMBERS));
    expect(push()).toMatchObject({ pushed: MEMBERS, reached: REACHED });
  });

  it('counts a batch once when two rounds meet', async () => {
    toMinute(10);
    const { sms } = provider();
    await Promise.all([round(sms), round(sms)]);
    expect(push()).toMatchObject({ pushed: MEMBERS, reached: REACHED });
  });

  it('stays queued while the provider is down, and through the night if the provider is back only at ten', async () => {
    toMinute(149);
    const gone = provider(1);
    await round(gone.sms);
    expect(push().pushed).toBe(BATCH_MEMBERS);
    const back = provider();
    for (const minute of [150, 450, 749]) {
      toMinute(minute);
      await round(back.sms);
    }
    expect(back.sent).toEqual([]);
    toMinute(750);
    await round(back.sms);
    expect(push().pushed).toBe(MEMBERS);
  });

  it('that a shop was started with in quiet hours waits for the morning', async () => {
    await shop.close();
    shop = await open(undefined, { recall: { atMinute: 450, members: MEMBERS } });
    const { sms, sent } = provider();
    toMinute(450);
    await round(sms);
    expect(sent).toEqual([]);
    toMinute(750);
    await round(sms);
    expect(sent).toHaveLength(MEMBERS);
  });

  it('goes through the provider by itself, and is measured', async () => {
    toMinute(10);
    vi.advanceTimersByTime(SEND_EVERY_MS);
    await expect.poll(() => push().pushed, { timeout: 5_000 }).toBe(MEMBERS);
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(new RegExp(`^shop_recall_pushed_total\\{.*\\} ${MEMBERS}$`, 'm'));
    expect(body).toMatch(new RegExp(`^shop_recall_reached_total\\{.*\\} ${REACHED}$`, 'm'));
    expect(body).toMatch(/^shop_recall_push_minute\{.*\} 10$/m);
    expect(body).toMatch(/^shop_dependency_arrivals_total\{dependency="sms".*\} 3$/m);
  });
});

describe('POST /admin/recall/pushes', () => {
  it('chooses another minute', async () => {
    const answer = await move(60);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ atMinute: 60, members: MEMBERS });
    const { sms, sent } = provider();
    toMinute(59);
    await round(sms);
    expect(sent).toEqual([]);
    toMinute(60);
    await round(sms);
    expect(sent).toHaveLength(MEMBERS);
  });

  it.each([
    { clock: '3 a.m.', atMinute: 450, wants: ['450', '03:00', '22:00 to 08:00', '750'] },
    {
      clock: '3 a.m. of the night after',
      atMinute: 450 + MINUTES_A_DAY,
      wants: ['03:00', String(750 + MINUTES_A_DAY)],
    },
  ])('refuses $clock, says what is allowed, and leaves the minute as it was', async ({ atMinute, wants }) => {
    const answer = await move(atMinute);
    expect(answer.statusCode).toBe(400);
    for (const want of wants) expect(answer.json().error.message).toContain(want);
    expect(push().atMinute).toBe(10);
  });

  it('refuses a minute that has passed', async () => {
    toMinute(8);
    const answer = await move(7);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toContain('it is minute 8');
  });

  it('refuses once the push has begun, even if batches are still queued', async () => {
    toMinute(10);
    await round(provider(1).sms);
    const answer = await move(60);
    expect(answer.statusCode).toBe(409);
    expect(answer.json().error.code).toBe('push_begun');
    expect(push().atMinute).toBe(10);
  });

  it('lets nobody in without the token', async () => {
    const answer = await shop.app.inject({
      method: 'POST',
      url: '/admin/recall/pushes',
      headers: { authorization: `Bearer not-${ADMIN_TOKEN}` },
      payload: { atMinute: 60 },
    });
    expect(answer.statusCode).toBe(401);
    expect(push().atMinute).toBe(10);
  });
});

describe('POST /admin/recall/pushes/now', () => {
  const pushNow = () => shop.admin('POST', '/admin/recall/pushes/now');

  it('sends the push at once by day, before its minute', async () => {
    toMinute(3);
    const answer = await pushNow();
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ atMinute: 3, members: MEMBERS, heldBack: false });
    const { sms, sent } = provider();
    await round(sms);
    expect(sent).toHaveLength(MEMBERS);
    expect((await pushNow()).json().error.code).toBe('push_begun');
  });

  it('holds it back at 3 a.m., until the quiet hours end', async () => {
    await move(800);
    toMinute(450);
    expect((await pushNow()).json()).toEqual({ atMinute: 750, members: MEMBERS, heldBack: true });
    const { sms, sent } = provider();
    for (const minute of [450, 600, 749]) {
      toMinute(minute);
      await round(sms);
    }
    expect(sent).toEqual([]);
    toMinute(750);
    await round(sms);
    expect(sent).toHaveLength(MEMBERS);
  });

  it('lets nobody in without the token', async () => {
    const answer = await shop.app.inject({ method: 'POST', url: '/admin/recall/pushes/now' });
    expect(answer.statusCode).toBe(401);
    expect(push().atMinute).toBe(10);
  });
});

describe('GET /recall/:member', () => {
  it('has the coupon when the push is out, and until a day later', async () => {
    expect((await shop.get('/recall/s1')).json()).toEqual({ member: 's1' });
    toMinute(10);
    await round(provider().sms);
    const untilMs = Date.parse('2026-06-19T19:40:00+08:00');
    expect((await shop.get('/recall/s1')).json()).toEqual({ member: 's1', coupon: 'one-yuan', untilMs });
    toMinute(10 + MINUTES_A_DAY);
    expect((await shop.get('/recall/s1')).json()).toEqual({ member: 's1', untilMs });
  });
});
