/** What a try came to: counted from its events, and said in a few lines. Pure. */
import type { TryEvent, Walked } from '../../scenarios/crowd/try-events.ts';
import { type Shop, stepNames } from '../../scenarios/shop/shop.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import type { Paints } from '../text/colour.ts';
import { inFull } from '../text/numbers.ts';
import { wrap } from '../text/wrap.ts';
import type { Words } from '../words/words.ts';

const INDENT = '  ';
const LINES_MAX = 12;

const mostOf = (items: readonly string[], { tried }: Words): readonly string[] =>
  items.length > LINES_MAX
    ? [...items.slice(0, LINES_MAX), tried.more(inFull(items.length - LINES_MAX))]
    : items;

export class TrySummary {
  readonly #shop: Pick<Shop, 'name' | 'steps' | 'behaviours'>;
  #requests = 0;
  readonly #visited = new Set<string>();
  /** Steps of which an answer did not fail. */
  readonly #walkedSteps = new Set<string>();
  /** The behaviours that failed, by step and reason. */
  readonly #failed = new Map<string, { step: string; reason: string; behaviours: Set<string> }>();
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
    const { step, reason, behaviour } = event;
    const cause = `${step}: ${reason}`;
    const failed = this.#failed.get(cause) ?? { step, reason, behaviours: new Set() };
    this.#failed.set(cause, failed);
    failed.behaviours.add(behaviour);
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
    readonly words: Words;
  }): readonly string[] {
    const { ms, isInterrupted, isKept, note, columns, paints, words } = options;
    const { tried, message } = words;
    const prose = (text: string, paint = (line: string): string => line): readonly string[] =>
      wrap(text, { lead: INDENT, hang: INDENT.length + 2, columns }).map(paint);
    const isWalked = this.exitCode === EXIT.pass && !isInterrupted;
    let word = tried.result[isWalked ? 'walked' : 'not-walked'];
    if (isInterrupted) word = tried.result.interrupted;
    const counts = tried.counts(inFull(this.#walked.length), inFull(this.#requests), (ms / 1000).toFixed(1));
    const head = isWalked ? paints.green(paints.bold(word)) : paints.red(paints.bold(word));
    const listed = (items: readonly string[], label: (all: string) => string): readonly string[] =>
      items.length === 0 ? [] : prose(label(items.join(', ')));
    return [
      '',
      `${head}  ${this.#shop.name} · ${counts}`,
      ...prose(this.#steps(words)),
      ...this.#failures(words).flatMap((line) => prose(line, paints.red)),
      ...this.#unfinished.flatMap(({ behaviour, stopped }) =>
        prose(tried.wasStopped(behaviour, message(stopped)), paints.red),
      ),
      ...listed(this.#notReached(), (steps) => tried.notReached(steps, null)),
      ...listed(this.#visitedByNobody(), tried.visitedByNobody),
      ...(this.#looksWrong.size === 0
        ? []
        : prose(tried.lookWrong([...this.#looksWrong].join(', ')), paints.yellow)),
      ...(isKept ? listed(mostOf([...this.#acknowledged], words), tried.left) : []),
      ...(note === null ? [] : prose(message(note), paints.yellow)),
    ];
  }

  #steps({ tried }: Words): string {
    const all = new Set(this.#behaviourSteps());
    return tried.steps(inFull(this.#walkedSteps.size), inFull(all.size));
  }

  #failures(words: Words): readonly string[] {
    const lines = [...this.#failed.values()].map(({ step, reason, behaviours }) =>
      words.tried.cannotBeWalked([...behaviours].join(', '), `${step}: ${words.message(reason)}`),
    );
    return mostOf(lines, words);
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
