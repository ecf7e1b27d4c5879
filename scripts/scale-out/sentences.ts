/** The answer in a few plain sentences. */
import { inFull, inShort } from '../text/numbers.ts';
import type { ScaleOutWords } from '../words/scale-out/words.ts';
import type { PreWarm } from './pre-warm.ts';
import type { Compared, ScaleOut } from './scale-out.ts';
import { MS_PER_SECOND, SECONDS_PER_MINUTE } from './seconds.ts';
import type { Spread } from './spread.ts';
import type { StrategyName } from './strategies.ts';

export const spreadText = ({ lower, median, upper }: Spread, words: ScaleOutWords): string =>
  words.spread(inShort(median), inShort(lower), inShort(upper));

const TENTHS = 1000;
/** Draws do not say more than tenths of a per cent. Cut, so that no share looks like more than it is. */
export const shareText = (share: number): string => `${inShort(Math.floor(share * TENTHS + 1e-6) / 10)} %`;

const of = ({ compared }: ScaleOut, name: StrategyName): Compared =>
  compared.find((each) => each.name === name)!;

/** The first says whether the scale-out arrives; the second what to do; the third what a steeper burst does. */
export function answerTexts(scaleOut: ScaleOut, words: ScaleOutWords): readonly string[] {
  const { preWarm } = scaleOut;
  const alone = of(scaleOut, 'autoscaler').planned!;
  return [
    words.alone({
      minutes: spreadText(alone.minutesOut, words),
      held: shareText(alone.heldShare),
      orders: inFull(alone.ordersLost.median),
      arrives: alone.heldShare >= scaleOut.holdShare,
    }),
    preWarm === null
      ? words.noPreWarm(inFull(scaleOut.limit), shareText(scaleOut.holdShare))
      : preWarm.replicas <= scaleOut.replicasFirst
        ? words.nothingToDo(shareText(scaleOut.holdShare))
        : words.preWarm({
            replicas: inFull(preWarm.replicas),
            ...{ clock: clockOf(scaleOut, preWarm), minutes: inFull(Math.abs(preWarm.minutesBefore)) },
            isBefore: preWarm.minutesBefore >= 0,
            ...{ held: shareText(scaleOut.holdShare), error: shareText(scaleOut.searchError) },
          }),
    steepText(scaleOut, words),
  ];
}

function steepText(scaleOut: ScaleOut, words: ScaleOutWords): string {
  const { preWarm, preWarmSteep, asked } = scaleOut;
  const alone = of(scaleOut, 'autoscaler').steep!;
  const warms = preWarm !== null && preWarm.replicas > scaleOut.replicasFirst;
  const warmed = warms ? of(scaleOut, 'pre-warmed').steep : null;
  return words.steep({
    factor: inShort(asked.steeper),
    alone: spreadText(alone.minutesOut, words),
    held: warmed === null ? null : shareText(warmed.heldShare),
    instead:
      preWarmSteep === null || preWarmSteep.replicas <= scaleOut.replicasFirst
        ? null
        : {
            ...{ replicas: inFull(preWarmSteep.replicas), clock: clockOf(scaleOut, preWarmSteep) },
            isSame:
              preWarmSteep.replicas === preWarm?.replicas &&
              preWarmSteep.minutesBefore === preWarm.minutesBefore,
          },
  });
}

const MINUTES_PER_DAY = 1440;
const CLOCK = /T(\d\d):(\d\d)/;

/** What clocks show where the campaign runs. */
function clockOf({ asked }: ScaleOut, { minutesBefore }: PreWarm): string {
  const [, hours = '0', minutes = '0'] = CLOCK.exec(asked.startsAt) ?? [];
  const burst = (asked.demand.fromSeconds + asked.demand.burstSeconds) / SECONDS_PER_MINUTE;
  const at = Number(hours) * 60 + Number(minutes) + Math.floor(burst) - minutesBefore;
  const day = ((at % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(day / 60))}:${two(day % 60)}`;
}

/** What must be known before it is trusted. */
export function noteTexts(scaleOut: ScaleOut, words: ScaleOutWords): readonly string[] {
  const { asked, farthest, replicasAtPeak, compared } = scaleOut;
  const { shoppers, autoscaler, settings } = asked;
  const beyond = compared.some(({ planned, steep }) =>
    [planned, steep].some((each) => each !== null && each.replicasMost.upper > farthest),
  );
  return [
    words.note.hold(shareText(asked.targetShare), inShort(asked.withinMs / MS_PER_SECOND)),
    words.note.shoppers({
      timeout: inShort(shoppers.timeoutSeconds),
      retry: shareText(shoppers.retryShare),
      after: inShort(shoppers.retrySeconds),
      orders: inShort(shoppers.ordersEach),
    }),
    words.note.rise(inShort(settings.riseMinutes)),
    words.note.schedule(
      inFull(replicasAtPeak),
      shareText(asked.utilisation),
      inFull(settings.scheduledMinutes),
    ),
    ...(autoscaler.maxReplicas < replicasAtPeak
      ? [words.note.maximum(inFull(autoscaler.maxReplicas), inFull(replicasAtPeak))]
      : []),
    ...(beyond ? [words.note.beyond(inFull(farthest))] : []),
    ...(asked.orderValue === null ? [words.note.noOrderValue] : []),
    ...(asked.price === null ? [words.note.noPrice] : []),
  ];
}
