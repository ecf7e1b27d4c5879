/** The presets as the table of docs/breakers.md. */
import { BREAKER_PRESETS, type OpensWhen } from '../../../../scenarios/drills/breaker.ts';
import { PRESETS } from '../../../breakers/presets.ts';
import { METRICS } from '../../../breakers/queries.ts';

const seconds = (ms: number | null): string => (ms === null ? '–' : `${ms / 1000} s`);

function opensInWords(opens: OpensWhen | null): string {
  if (opens === null) return 'the plan must say';
  if (opens.by === 'consecutive') return `${opens.failures} failures in a row`;
  const share = `${opens.opensAtShare ? 'at' : 'above'} ${100 * opens.failedShare} %`;
  return opens.by === 'count-window'
    ? `${share} of the last ${opens.calls} calls, from ${opens.callsMin} on`
    : `${share} of ${seconds(opens.windowMs)} in buckets of ${seconds(opens.bucketMs)}, from ${opens.callsMin} calls on`;
}

const openInWords = (openMs: number | null, openMsMax: number | null, sweepMs: number): string =>
  openMs === null
    ? 'the plan must say'
    : `${seconds(openMs)}${openMsMax === null ? '' : ` × openings, up to ${seconds(openMsMax)}; looks every ${seconds(sweepMs)}`}`;

const untold = (preset: (typeof BREAKER_PRESETS)[number]): string => {
  const queries = METRICS[preset].queries('');
  const missing = Object.entries(queries).flatMap(([name, query]) => (query === null ? [name] : []));
  return [...missing, ...(PRESETS[preset].tellsHalfOpen ? [] : ['half-open'])].join(', ') || '–';
};

export function presetTable(): string {
  const rows = BREAKER_PRESETS.map((preset) => {
    const { opens, timeoutMs, openMs, openMsMax, sweepMs, probesMax } = PRESETS[preset];
    const cells = [
      preset,
      opensInWords(opens),
      seconds(timeoutMs),
      openInWords(openMs, openMsMax, sweepMs),
      probesMax ?? 'none',
      `\`${METRICS[preset].nameLabel}\``,
      untold(preset),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = '| preset | opens | time-out | open for | probes | named by | not told |';
  return [head, '| --- | --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
