/** The push message that brings lapsed members back: sent once, at a chosen minute, never at night. It makes a traffic spike. */
import { type CampaignClock, HOUR_MS, MINUTE_MS } from '../platform/campaign-clock.ts';
import { invalid } from '../platform/errors.ts';
import { accepted, degraded, found, type Outcome, refused } from '../platform/outcome.ts';
import type { Reader, Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import type { RegionSettings } from '../region-settings.ts';
import { allowedMinute, isQuietHour, quietHoursMistake } from './quiet-hours.ts';
import type { Sms } from './sms.ts';

export interface Push {
  /** Calendar minute from the start of the campaign. */
  readonly atMinute: number;
  /** How many lapsed members are tagged. */
  readonly members: number;
  readonly pushed: number;
  readonly reached: number;
  /** When the first batch was sent, on the campaign's clock. */
  readonly beganAtMs?: number;
}
export const PUSHES = table<Push>('recall-pushes');
const ONLY_PUSH = 'push';

/** Assumption: how many members a provider takes in one call. */
export const BATCH_MEMBERS = 1_000;

/** The flash sale's coupon, which 65 % of those who came back redeemed (campaign review). */
const COUPON = 'one-yuan';
/** Assumption: a flash sale's coupon is for the day. */
const COUPON_VALID_HOURS = 24;

export function planPush(tx: Tx, { recall }: Pick<RegionSettings, 'recall'>): void {
  tx.put(PUSHES, ONLY_PUSH, { ...recall, pushed: 0, reached: 0 });
}

/** Always there: `fill` wrote it when the data directory was new. */
export const pushOf = (reader: Reader): Push => reader.get(PUSHES, ONLY_PUSH)!;

/** Moves a push that has not begun to another minute. */
export function movePush(
  tx: Tx,
  atMinute: number,
  calendar: RegionSettings['calendar'],
  campaign: Pick<CampaignClock, 'sinceStartMs'>,
): Outcome {
  const push = pushOf(tx);
  if (push.beganAtMs !== undefined) return begun(push);
  const mistake = quietHoursMistake(calendar, atMinute) ?? passedMistake(atMinute, campaign);
  if (mistake !== null) return invalid([`body/atMinute ${atMinute} ${mistake}`]);
  tx.put(PUSHES, ONLY_PUSH, { ...push, atMinute });
  return accepted({ atMinute, members: push.members });
}

/** Asks for the push at once. In the quiet hours it is held back until they end: nobody is woken, whoever asks. */
export function pushNow(
  tx: Tx,
  calendar: RegionSettings['calendar'],
  campaign: Pick<CampaignClock, 'sinceStartMs'>,
): Outcome {
  const push = pushOf(tx);
  if (push.beganAtMs !== undefined) return begun(push);
  const nowMinute = campaign.sinceStartMs() / MINUTE_MS;
  const atMinute = allowedMinute(calendar, nowMinute);
  tx.put(PUSHES, ONLY_PUSH, { ...push, atMinute });
  return accepted({ atMinute, members: push.members, heldBack: atMinute > nowMinute });
}

function begun(push: Push): Outcome {
  const message = `The push of minute ${push.atMinute} has begun: ${push.pushed} of ${push.members} members got it.`;
  return refused('push_begun', message, 'A push cannot be moved once it has begun.');
}

function passedMistake(atMinute: number, campaign: Pick<CampaignClock, 'sinceStartMs'>): string | null {
  const nowMinute = campaign.sinceStartMs() / MINUTE_MS;
  return atMinute >= nowMinute ? null : `has passed; it is minute ${Math.floor(nowMinute)}`;
}

/**
 * Sends the batches that are due, one after the other, and stops at the first that the provider does not take. In the quiet hours
 * it waits: a push may have been delayed into them, or set into them from the start.
 *
 * @returns false if a batch stays queued because the provider did not take it
 */
export async function sendDue(store: Store, sms: Sms, campaign: CampaignClock): Promise<boolean> {
  while (isDue(pushOf(store), campaign)) {
    const { pushed: first, members: tagged } = pushOf(store);
    const members = taggedMembers(first, Math.min(BATCH_MEMBERS, tagged - first));
    const reached = await sms({ batch: `recall-${first}`, members });
    if (reached === null) return false;
    await store.transact((tx) => {
      const push = pushOf(tx);
      // Another round has sent this batch already.
      if (push.pushed !== first) return;
      tx.put(PUSHES, ONLY_PUSH, {
        ...push,
        pushed: first + members.length,
        reached: push.reached + reached,
        beganAtMs: push.beganAtMs ?? campaign.nowMs(),
      });
    });
  }
  return true;
}

/** How many members should have got the push by now, and have not. */
export function overdueMessages(reader: Reader, campaign: PushClock): number {
  const push = pushOf(reader);
  return isDue(push, campaign) ? push.members - push.pushed : 0;
}

export type PushClock = Pick<CampaignClock, 'sinceStartMs' | 'nowMs' | 'hourAt'>;

const isDue = (push: Push, campaign: PushClock): boolean =>
  push.pushed < push.members &&
  campaign.sinceStartMs() >= push.atMinute * MINUTE_MS &&
  !isQuietHour(campaign.hourAt(campaign.nowMs()));

/** Tagged members are just numbers: the plan says how many there are, and the crowd invents its shoppers. */
export const taggedMembers = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `lapsed-${first + index}`);

/**
 * The page that the push links to. It shows the coupon once the push is out and while the coupon is valid. Only the push leads to
 * this page, so it does not check whether the push reached this member.
 *
 * @param isStuck whether the push should be out, and the provider does not take it
 */
export function landingPage(reader: Reader, member: string, nowMs: number, isStuck = false): Outcome {
  const { beganAtMs } = pushOf(reader);
  if (beganAtMs === undefined) return isStuck ? degraded(found({ member }), 'sms') : found({ member });
  const untilMs = beganAtMs + COUPON_VALID_HOURS * HOUR_MS;
  return found(nowMs < untilMs ? { member, coupon: COUPON, untilMs } : { member, untilMs });
}
