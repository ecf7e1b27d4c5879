/** What a try came to: counted from its events, and said in a few lines. Pure. */
import type { TryEvent, Walked } from '../../scenarios/crowd/try-events.ts';
import { type Shop, stepNames } from '../../scenarios/shop/shop.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import type { Paints } from '../text/colour.ts';
import { inFull, plural } from '../text/numbers.ts';
import { wrap } from '../text/wrap.ts';

const INDENT = '  ';
const LINES_MAX = 12;

const mostOf = (items: readonly string[]): readonly string[] =>
  items.length > LINES_MAX
    ? [...items.slice(0, LINES_MAX), `and ${inFull(items.length - LINES_MAX)} more`]
    : items;

export class TrySummary {
  readonly #shop: Pick<Shop, 'name' | 'steps' | 'behaviours'>;
  #requests = 0;
  readonly #visited = new Set<string>();
  /** Steps of which an answer did not fail. */
  readonly #walkedSteps = new Set<string>();
  readonly #failed = new Map<string, string[]>();
  readonly #looksWrong = new Set<string>();
  readonly #acknowledged = new Set<string>();
  readonly #walked: Walked[] = [];

  constructor(shop: Pick<Shop, 'name' | 'steps' | 'behaviours'>) {
    this.#shop = shop;
  }

  take(event: TryEvent): void {
    if (event.kind === 'walked') {
      this.#walked.push(event);
      return;
    }
    this.#visited.add(event.step);
    this.#requests++;
    if (event.looksWrong !== '') this.#looksWrong.add(event.step);
    if (event.acknowledged !== '') this.#acknowledged.add(event.acknowledged);
    if (event.outcome !== 'failed') {
      this.#walkedSteps.add(event.step);
      return;
    }
    const cause = `${event.step}: ${event.reason}`;
    const behaviours = this.#failed.get(cause) ?? [];
    this.#failed.set(cause, behaviours);
    if (!behaviours.includes(event.behaviour)) behaviours.push(event.behaviour);
  }

  /** Behaviours that were walked to their end. */
  get ended(): number {
    return this.#walked.length;
  }

  get exitCode(): ExitCode {
    return this.#failed.size > 0 || this.#unfinished.length > 0 ? EXIT.fail : EXIT.pass;
  }

  /** Stopped before they had seen all that they could. */
  get #unfinished(): readonly Walked[] {
    return this.#walked.filter(({ stopped, unvisited }) => stopped !== '' && unvisited.length > 0);
  }

  lines(options: {
    readonly ms: number;
    readonly isInterrupted: boolean;
    /** False: the target is gone, with all that the shoppers left there. */
    readonly isKept: boolean;
    /** What a rehearsal needs beyond the try; null: nothing. */
    readonly note: string | null;
    readonly columns: number;
    readonly paints: Paints;
  }): readonly string[] {
    const { ms, isInterrupted, isKept, note, columns, paints } = options;
    const prose = (text: string, paint = (line: string): string => line): readonly string[] =>
      wrap(text, { lead: INDENT, hang: INDENT.length + 2, columns }).map(paint);
    const isWalked = this.exitCode === EXIT.pass && !isInterrupted;
    let word = isWalked ? 'WALKED' : 'NOT WALKED';
    if (isInterrupted) word = 'INTERRUPTED';
    const counts = `${plural(this.#walked.length, 'behaviour')} · ${plural(this.#requests, 'request')} in ${(ms / 1000).toFixed(1)} s`;
    const head = isWalked ? paints.green(paints.bold(word)) : paints.red(paints.bold(word));
    const listed = (label: string, items: Iterable<string>): readonly string[] => {
      const all = [...items];
      return all.length === 0 ? [] : prose(`${label}: ${all.join(', ')}`);
    };
    return [
      '',
      `${head}  ${this.#shop.name} · ${counts}`,
      ...prose(this.#steps()),
      ...this.#failures().flatMap((line) => prose(line, paints.red)),
      ...this.#unfinished.flatMap(({ behaviour, stopped }) =>
        prose(`${behaviour} was stopped: ${stopped}`, paints.red),
      ),
      ...listed('not reached', this.#notReached()),
      ...listed('no behaviour visits', this.#visitedByNobody()),
      ...(this.#looksWrong.size === 0
        ? []
        : prose(
            `ok by their status, but they look wrong: ${[...this.#looksWrong].join(', ')}`,
            paints.yellow,
          )),
      ...(isKept ? listed('left on the target', mostOf([...this.#acknowledged])) : []),
      ...(note === null ? [] : prose(note, paints.yellow)),
    ];
  }

  #steps(): string {
    const all = new Set(this.#behaviourSteps());
    return `${inFull(this.#walkedSteps.size)} of ${plural(all.size, 'step')} walked`;
  }

  #failures(): readonly string[] {
    const lines = [...this.#failed].map(
      ([cause, behaviours]) => `${behaviours.join(', ')} cannot be walked: ${cause}`,
    );
    return mostOf(lines);
  }

  /** By no shopper of any behaviour that was walked. */
  #notReached(): readonly string[] {
    const missing = this.#walked.flatMap(({ unvisited }) => unvisited);
    return [...new Set(missing)].filter((step) => !this.#visited.has(step));
  }

  #visitedByNobody(): readonly string[] {
    const used = new Set(this.#behaviourSteps());
    return stepNames(this.#shop).filter((step) => !used.has(step));
  }

  #behaviourSteps(): readonly string[] {
    return Object.values(this.#shop.behaviours).flatMap(({ steps }) => Object.keys(steps));
  }
}
