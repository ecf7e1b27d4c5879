/** `carnival shop`: the embedded shop alone, until Ctrl-C. */
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { admitShop, type ShopAdmission } from '../admission/shop-admission.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { makeFolder } from '../machine/make-folder.ts';
import { startChild } from '../machine/processes/child.ts';
import { startKeeper } from '../machine/processes/keeper.ts';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { listenForInterrupt } from '../rehearsal/interrupt.ts';
import { processesOf, shopTargets, startShop } from '../rehearsal/shop-regions.ts';
import { leave, say } from '../text/terminal.ts';
import { fillEnd } from '../text/width.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { folderMistakes, tokenMistakes } from './option-mistakes.ts';
import { type PlanArguments, planFrom } from './plan-from.ts';

export interface ShopArguments extends PlanArguments {
  /** The folder for its data; a temporary folder by default. */
  readonly data?: string;
  readonly shopPort?: number;
  /** Only this region of the plan: each in a container of its own. */
  readonly region?: string;
  readonly lang?: Language;
}

const LABEL_WIDTH = 8;

export async function shopCommand(options: ShopArguments): Promise<ExitCode> {
  const plan = await planFrom(EMBEDDED, options, () => [
    ...folderMistakes({ '--data': options.data }),
    ...tokenMistakes(),
  ]);
  if (!isCarnivalPlan(plan))
    throw new CarnivalError(`plan "${plan.name}" has no settings for the embedded shop`, {
      hint: 'give a plan that has `shop`',
      exitCode: EXIT.badPlan,
    });
  if (options.region !== undefined && !plan.regions.some(({ name }) => name === options.region))
    throw new CarnivalError(`plan "${plan.name}" has no region "${options.region}"`, {
      hint: `it has ${plan.regions.map(({ name }) => name).join(', ')}`,
      exitCode: EXIT.badPlan,
    });
  const folder =
    options.data === undefined ? await mkdtemp(join(tmpdir(), 'carnival-shop-')) : resolve(options.data);
  await makeFolder(folder).catch((cause: Error) => {
    throw new CarnivalError(`cannot make the data folder "${folder}": ${cause.message}`, {
      cause,
      hint: 'name another with --data',
    });
  });
  const adminToken = process.env.CARNIVAL_ADMIN_TOKEN ?? randomBytes(24).toString('hex');
  const keeper = await startKeeper();
  let admission: ShopAdmission | null = null;
  const interrupt = listenForInterrupt(() =>
    Promise.all([admission?.withdraw(), keeper.close()]).finally(() => leave(EXIT.interrupted)),
  );
  const { stdout } = process;
  const { said } = wordsOf(languageFrom(options.lang, process.env));
  const line = (label: string, text: string): void => say(stdout, `${fillEnd(label, LABEL_WIDTH)} ${text}`);
  try {
    const regions = await startShop({
      start: (child) => startChild(keeper, child),
      plan,
      folder,
      adminToken,
      campaignWaits: false,
      port: options.shopPort ?? null,
      ...(options.region === undefined ? {} : { only: options.region }),
    });
    for (const { region, url } of regions) line(region, `${url}   ${said.shop.api(`${url}/documentation`)}`);
    line(said.shop.data, folder);
    admission = await admitShop(projectRoot(), shopTargets(regions).targets, Date.now()).catch(
      (error: Error) => {
        say(process.stderr, said.shop.noBareRun(error.message));
        return null;
      },
    );
    if (process.env.CARNIVAL_ADMIN_TOKEN === undefined) line(said.shop.token, adminToken);
    say(stdout, said.stops);
    const died = Promise.race(
      regions.flatMap((each) =>
        processesOf(each).map((child) => child.exited.then(() => ({ region: each.region, child }))),
      ),
    );
    const end = await Promise.race([interrupt.first, died]);
    if (typeof end !== 'string')
      throw new CarnivalError(`the shop's region ${end.region} stopped unexpectedly`, {
        hint: `see why in its log: ${end.child.logFile}`,
      });
    await Promise.all(regions.flatMap(processesOf).map((child) => child.stop()));
    return EXIT.pass;
  } finally {
    await admission?.withdraw();
    interrupt.stopListening();
    await keeper.close();
  }
}
