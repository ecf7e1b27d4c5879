/** `carnival audit`: looks up the orders of a run that is over, and judges the run again. */
import { resolve } from 'node:path';
import { withoutCredentials } from '../admission/without-credentials.ts';
import { startKeeper } from '../machine/processes/keeper.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { printed, printOptions, type ShowOptions } from '../outputs/index.ts';
import { auditFolder } from '../rehearsal/audit/audit-folder.ts';
import { listenForInterrupt } from '../rehearsal/interrupt.ts';
import { readEvidence } from '../rehearsal/judge-folder.ts';
import { leave, paint, say } from '../text/terminal.ts';
import { languageFrom, wordsOf } from '../words/language.ts';
import { auditMistakes, auditWay } from './audit-option.ts';
import { folderMistakes } from './option-mistakes.ts';

export interface AuditArguments extends ShowOptions {
  readonly orders?: string;
  readonly runOnly?: boolean;
  readonly audit?: string;
}

export async function auditCommand(run: string, options: AuditArguments): Promise<ExitCode> {
  const mistakes = mistakesIn(options);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const { stdout, stderr } = process;
  const language = languageFrom(options.lang, process.env);
  const { message } = wordsOf(language);
  const folder = resolve(run);
  const evidence = await readEvidence(folder);
  const { orders, audit, runOnly = false } = options;
  const way =
    orders === undefined
      ? await auditWay(audit!, { plan: evidence.plan, run: evidence.plan.run ?? { targets: {}, hosts: {} } })
      : ({ kind: 'csv', file: resolve(orders), isRunAlone: runOnly } as const);
  const keeper = await startKeeper();
  const interrupt = listenForInterrupt(() => keeper.close().finally(() => leave(EXIT.interrupted)));
  try {
    const verdict = await auditFolder({
      folder,
      evidence,
      way,
      keeper,
      signal: interrupt.signal,
      language,
      say: (line) => say(stderr, message(line)),
    });
    paint(stdout, printed(verdict, printOptions(stdout, options)));
    return interrupt.happened ? EXIT.interrupted : verdict.exitCode;
  } finally {
    interrupt.stopListening();
    await keeper.close();
  }
}

function mistakesIn({ orders, audit, runOnly }: AuditArguments): readonly Mistake[] {
  const told = (path: string, value: unknown, problem: string, hint: string): readonly Mistake[] => [
    { path, value, problem, hint },
  ];
  const named = [...folderMistakes({ '--orders': orders }), ...auditMistakes(audit)];
  if (orders === undefined && audit === undefined)
    return told(
      '--orders',
      undefined,
      'is missing',
      'give a CSV file with --orders, or --audit with a URL or a command',
    );
  if (orders !== undefined && audit !== undefined)
    named.push(
      ...told('--audit', withoutCredentials(audit), 'is a second way beside --orders', 'give one of them'),
    );
  if (runOnly === true && orders === undefined)
    named.push(
      ...told(
        '--run-only',
        true,
        'is about the file of --orders',
        'leave it out: others are asked for this run alone',
      ),
    );
  return named;
}
