/** The part of the bench's page about the boundary, and its figures. Pure. */
import type { Block, BoundaryResult, BoundaryRound } from './boundary.ts';
import { figure, inFull, table } from './markdown.ts';
import { median } from './statistics.ts';

const US_PER_SECOND = 1e6;
const MS_PER_SECOND = 1000;

const cpuUsOf = ({ cpuSeconds, requests }: Block): number => (cpuSeconds / requests) * US_PER_SECOND;
const addedMsOf = ({ through, straight }: BoundaryRound): number => through.p99Ms - straight.p99Ms;

/** The median of the rounds' own figures. */
export const boundaryCpuUs = ({ rounds }: BoundaryResult): number =>
  median(rounds.map(({ through }) => cpuUsOf(through)));
export const boundaryAddedP99Ms = ({ rounds }: BoundaryResult): number => median(rounds.map(addedMsOf));

export function boundaryParts(boundary: BoundaryResult): readonly string[] {
  const { settings, rounds, quick, measuredOn } = boundary;
  return [
    `## A boundary\n\nMeasured on ${measuredOn}.${quick ? ' **A quick run.**' : ''} ${inFull(settings.requestsPerSecond)} calls a second to the bench's target, half of them a POST with a body, by turns straight and through \`carnival boundary\`. A round is ${settings.blockMs / MS_PER_SECOND} s of each.`,
    table(
      [
        'round',
        'boundary, CPU µs a call',
        'p50 straight, ms',
        'through',
        'p99 straight, ms',
        'through',
        'added',
      ],
      rounds.map(({ straight, through }, i) => [
        String(i + 1),
        figure(cpuUsOf(through)),
        ...[straight.p50Ms, through.p50Ms, straight.p99Ms, through.p99Ms].map(figure),
        figure(addedMsOf({ straight, through })),
      ]),
    ),
  ];
}
