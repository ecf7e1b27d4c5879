/** Notes of a comparison, reasons of a gate, and the names of what is compared. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence(
    'base and head are one run, {run}: no run is worse than itself; name another baseline',
    '基线与新版是同一次演练 {run}：演练不会比自身差；请指定另一条基线',
  ),
  sentence('base and head are one run: nothing can differ', '基线与新版是同一次演练：不可能有差异'),
  sentence(
    'base fails by itself, so a head that is not worse may fail too: {>why}',
    '基线自身未通过，因此没有变差的新版也可能未通过：{>why}',
  ),
  sentence(
    'head is inconclusive by itself, and the baseline passed: {>why}',
    '新版自身无定论，而基线已通过：{>why}',
  ),
  sentence(
    '{>name} fails, and the baseline is too old to say whether it did: save it again',
    '{>name} 未通过，而基线太旧，无从得知当时是否通过：请重新保存基线',
  ),
  sentence(
    '{>name} fails, and did not in the baseline, maybe by chance',
    '{>name} 未通过，而基线并非未通过；可能只是偶然',
  ),
  sentence('{>name} fails, and did not in the baseline', '{>name} 未通过，而基线已通过'),
  sentence(
    'times cannot be compared: no step was answered in both runs',
    '无法对比用时：没有在两次演练中都有响应的步骤',
  ),
  sentence(
    'time · {step}: answered in the baseline, and never in head',
    '用时 · {step}：在基线中有响应，在新版中从未有过',
  ),
  sentence('embedded shop or a target', '内置商城或目标'),
  sentence('head fails by itself: {>why}', '新版自身未通过：{>why}'),
  sentence('head gives no evidence: {>why}', '新版不能作为证据：{>why}'),
  sentence('base gives no evidence: {>why}', '基线不能作为证据：{>why}'),
  sentence('it was cut short: {>why}', '演练提前结束：{>why}'),
  sentence(
    "the plan's load has changed since the baseline ({fields}): save a baseline of this plan",
    '自基线以来计划的负载已改变（{fields}）：请为此计划另存基线',
  ),
  sentence(
    '{>name} is required in the baseline, and head does not have it',
    '{>name} 在基线中必须证实，而新版没有这一项',
  ),
  sentence(
    'times cannot be compared: a run has none by the second; save a new baseline',
    '无法对比用时：有一次演练没有逐秒的用时；请另存新的基线',
  ),
  sentence(
    'times cannot be compared: the machines differ, or nobody knows; save a baseline on this machine, or say --other-machine',
    '无法对比用时：机器不同，或无从得知；请在本机另存基线，或加上 --other-machine',
  ),
  sentence('{>name} is worse than the tolerance', '{>name} 变差，超出容差'),
  sentence(
    "the load is another one ({fields}): what differs may be the plan's doing",
    '负载不同（{fields}）：差异可能来自计划本身',
  ),
  sentence(
    'no times by the second in {one} and {other}: rehearse again to compare them',
    '{one} 和 {other} 没有逐秒的用时：重新演练后才能对比',
  ),
  sentence(
    'no times by the second in {run}: rehearse again to compare them',
    '{run} 没有逐秒的用时：重新演练后才能对比',
  ),
  sentence(
    'times are compared across machines, as was asked: a difference may be the machine',
    '按要求跨机器对比用时：差异可能来自机器',
  ),
  sentence(
    'times are not compared: the machines differ (--other-machine does it all the same)',
    '没有对比用时：机器不同（--other-machine 可强制对比）',
  ),
  sentence(
    'times are not compared: nobody knows whether it was one machine (--other-machine does it all the same)',
    '没有对比用时：无从得知是否同一台机器（--other-machine 可强制对比）',
  ),
  sentence(
    'times are not compared in {phases}: not in both runs, or not for as long',
    '{phases} 没有对比用时：并非两次演练都有，或时长不同',
  ),
  sentence(
    'too little in common to say: longer phases, or more traffic at it',
    '可比的样本太少，无法判断：请延长阶段，或增加这里的流量',
  ),
  sentence(
    '{>name}: so close to the tolerance that no run of sensible length would do {>what}: a larger tolerance, or more traffic',
    '{>name}：与容差过于接近，合理时长的演练都不足以{>what}：请放宽容差，或增加流量',
  ),
  sentence(
    '{>name}: {>what} takes about {seconds} s more of the same load',
    '{>name}：要{>what}，还需约 {seconds} 秒同样的负载',
  ),
  sentence(
    'so close to the tolerance that no run of sensible length would do {>what}: a larger tolerance, or more traffic',
    '与容差过于接近，合理时长的演练都不足以{>what}：请放宽容差，或增加流量',
  ),
  sentence(
    '{>what} takes about {seconds} s more of the same load',
    '要{>what}，还需约 {seconds} 秒同样的负载',
  ),
  sentence(
    'nobody knows what was loaded in {one} and {other}: it may have been another target',
    '无从得知 {one} 和 {other} 加压的是什么：目标可能不同',
  ),
  sentence(
    'nobody knows what was loaded in {run}: it may have been another target',
    '无从得知 {run} 加压的是什么：目标可能不同',
  ),
  sentence(
    "the targets differ ({names}): a difference may be theirs, and not the build's",
    '目标不同（{names}）：差异可能来自目标，而非版本',
  ),
  sentence(
    'not compared, because not all of their seconds were read in base: {names} and {more} more',
    '没有对比，因为基线没有读到其全部秒数据：{names} 等，另有 {more} 项',
  ),
  sentence(
    'not compared, because not all of their seconds were read in base: {names}',
    '没有对比，因为基线没有读到其全部秒数据：{names}',
  ),
  sentence(
    'not compared, because not all of their seconds were read in head: {names} and {more} more',
    '没有对比，因为新版没有读到其全部秒数据：{names} 等，另有 {more} 项',
  ),
  sentence(
    'not compared, because not all of their seconds were read in head: {names}',
    '没有对比，因为新版没有读到其全部秒数据：{names}',
  ),
  sentence(
    '{>name}: a run in which all of its seconds are read, and a baseline saved from such a run: nobody knows how its bad answers came together',
    '{>name}：需要一次读到其全部秒数据的演练，以及由这样的演练保存的基线：否则无从得知不良响应是否集中出现',
  ),
  sentence('to show that it is worse', '证实变差'),
  sentence('to prove that it is not worse', '证实没有变差'),
  sentence(
    '{>name}: too little in common to say: longer phases, or more traffic at it',
    '{>name}：可比的样本太少，无法判断：请延长阶段，或增加这里的流量',
  ),
  sentence('time · all steps', '用时 · 全部步骤'),
  sentence('time · {step}', '用时 · {step}'),
  sentence('{objective} · whole run', '{objective} · 全程'),
  sentence('Starting the base: {>command}', '正在启动基线：{>command}'),
  sentence('Starting the head: {>command}', '正在启动新版：{>command}'),
  sentence('warm-up · base', '预热 · 基线'),
  sentence('warm-up · head', '预热 · 新版'),
  sentence('pair {pair} of {pairs} · base', '第 {pair} / {pairs} 对 · 基线'),
  sentence('pair {pair} of {pairs} · head', '第 {pair} / {pairs} 对 · 新版'),
  sentence('Blocks: {>folder}', '各区块：{>folder}'),
];
