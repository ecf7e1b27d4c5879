/** Where a drill is and what goes wrong in it, as `scenarios/drills/words.ts` says it. What is more special stands first. */
import { type Sentence, sentence, speaker } from '../reasons/sentences.ts';

const SENTENCES: readonly Sentence[] = [
  sentence('killed with -9 and restarted', 'kill -9 后重启'),
  sentence('the gray release is rolled back', '灰度发布回滚'),
  sentence('set by nobody here: expect only', '此处不注入故障，只核对预期'),
  sentence('people: {population}', '人群：{population}'),
  sentence('command {command}', '命令 {command}'),
  sentence('{>fault}, {on} s on and {off} s off', '{>fault}，{on} 秒有、{off} 秒无，交替'),
  sentence('{fault} at the boundary', '边界代理处 {fault}'),
  sentence('region {name}', '区域 {name}'),
  sentence('process {name}', '进程 {name}'),
  sentence('{name} in {regions} ({steps})', '{regions} 的 {name}（{steps}）'),
  sentence('{name} in {regions}', '{regions} 的 {name}'),
  sentence('{name} ({steps})', '{name}（{steps}）'),
];

export const drillText = speaker(SENTENCES);
