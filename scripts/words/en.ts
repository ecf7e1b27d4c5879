import { capacity } from './capacity/en.ts';
import { compare } from './compare/en.ts';
import { doctor } from './doctor/en.ts';
import { forecast } from './forecast/en.ts';
import { help } from './help/en.ts';
import { live } from './live/en.ts';
import { mistake } from './mistakes/en.ts';
import { report } from './report/en.ts';
import { said } from './said/en.ts';
import { scaleOut } from './scale-out/en.ts';
import { scaleOutDrill } from './scale-out-drill/en.ts';
import { table } from './table/en.ts';
import { tried } from './try/en.ts';
import type { Words } from './words.ts';

export const en = {
  language: 'en',
  outcome: { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' },
  state: { pass: 'passed', fail: 'failed', 'not-proven': 'not proven', 'not-judged': 'not judged' },
  checkState: { ok: 'in order', broken: 'broken', 'not-checked': 'not checked' },
  breakerState: { closed: 'closed', 'half-open': 'half-open', open: 'open', unknown: 'unknown' },
  check: {
    'series-complete': 'data complete',
    'generator-ended': 'generator ended well',
    'clock-steady': 'clock steady',
    'vus-finished': 'every part finished',
    'own-failures': "generator's own failures",
    'ticks-on-time': 'ticks on time',
    'sends-on-time': 'sends on time',
    'achieved-load': 'load as planned',
    'region-shares': 'shares of regions',
    'later-steps': 'later steps reached',
    'think-times': 'think times',
    'crowd-held': 'crowd held',
    conservation: 'every request accounted for',
    'littles-law': "Little's law",
    'in-flight-bound': 'room for requests in flight',
  },
  wholeRun: 'whole run',
  reason: (english) => english,
  message: (english) => english,
  drillText: (english) => english,
  report,
  table,
  live,
  forecast,
  capacity,
  scaleOut,
  scaleOutDrill,
  compare,
  doctor,
  tried,
  said,
  mistake,
  help,
} as const satisfies Words;
