/** What is wrong with the Dockerfile: by a linter, and by rules of ours. */
import { DockerfileParser, From } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { EXACT_TAG } from './compose.ts';

const ROOT = ['root', '0'];

export function dockerfileMistakes(text: string): readonly string[] {
  const instructions = DockerfileParser.parse(text).getInstructions();
  const keyword = (name: string) => instructions.filter((each) => each.getKeyword() === name);
  const froms = instructions.filter((each): each is From => each instanceof From);
  const stages = froms.flatMap((from) => from.getBuildStage() ?? []);
  const last = froms.at(-1)?.getRange()?.start.line ?? 0;
  const users = keyword('USER').filter((each) => (each.getRange()?.start.line ?? 0) > last);
  const user = users.at(-1)?.getArgumentsContent()?.split(':')[0] ?? 'root';
  return [
    ...validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`),
    ...froms.flatMap((from) => {
      const image = from.getImage() ?? '';
      return EXACT_TAG.test(image) || stages.includes(image) ? [] : [`"${image}" has no exact version`];
    }),
    ...(ROOT.includes(user) ? ['it runs as root'] : []),
    ...(keyword('ADD').length > 0 ? ['ADD unpacks and downloads: use COPY'] : []),
    ...keyword('RUN').flatMap((run) =>
      /\b(curl|wget|sudo)\b/.test(run.getArgumentsContent() ?? '')
        ? [`“${run.getArgumentsContent()}” takes what nobody has pinned`]
        : [],
    ),
    ...(keyword('WORKDIR').every((each) => each.getArgumentsContent()?.startsWith('/'))
      ? []
      : ['a WORKDIR is relative']),
  ];
}
