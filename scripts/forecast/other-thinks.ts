/** What a verdict must know of think times that are not exponential: they remember how long they have lasted. */
import { type CompiledBehaviour, meanThinkMs, visitShares } from '../../scenarios/crowd/behaviour.ts';
import { varianceOf } from '../../scenarios/crowd/think-time.ts';
import type { PopulationForecast } from './forecast.ts';

const MS_PER_SECOND = 1000;

/** Nothing if all think times are exponential. */
export function otherThinksOf(graph: CompiledBehaviour): Pick<PopulationForecast, 'otherThinks'> {
  const { thinkSpread, retrySpread, thinkMsMean } = graph;
  const spreads = [...thinkSpread, ...retrySpread];
  if (spreads.every((spread) => spread < 0)) return {};
  const [visits, allMs] = [visitShares(graph), meanThinkMs(graph)];
  // In a steady crowd, so many think after each step. What remains of a time with mean Z and variance c²·Z² has mean Z·(1 + c²)/2.
  const offMs = thinkMsMean.map((ms, node) => {
    const share = allMs > 0 ? (visits[node]! * ms) / allMs : 0;
    return (share * ms * Math.abs(1 - varianceOf(thinkSpread[node]!))) / 2;
  });
  return {
    otherThinks: {
      varianceMax: Math.max(...spreads.map(varianceOf)),
      residualSecondsOff: offMs.reduce((sum, ms) => sum + ms, 0) / MS_PER_SECOND,
    },
  };
}
