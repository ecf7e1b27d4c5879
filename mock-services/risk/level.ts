/** How strict the rules are, as a state machine. */
import { ATTACK, type Level } from './rules.ts';

/**
 * Between its two thresholds a level stays as it is, so that it does not flap.
 *
 * @param stopped guarded requests stopped within the window
 * @param requests guarded requests in the window, stopped or not
 */
export function nextLevel(level: Level, stopped: number, requests: number): Level {
  if (level === 'normal') {
    return requests >= ATTACK.requestsMin && stopped >= ATTACK.tightFromShare * requests ? 'tight' : 'normal';
  }
  return stopped < ATTACK.relaxBelowShare * requests || requests === 0 ? 'normal' : 'tight';
}
