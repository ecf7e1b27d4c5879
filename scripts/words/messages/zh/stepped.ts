/** What keeps a stepped run from beginning or from going on, and what its levels say. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  // Before it begins.
  sentence('does not say what is to be measured', '没有写明要测量什么'),
  sentence(
    'add capacity: { counts: [1, 2, 3, 4, 6, 8] } to it; or name measurements with --from',
    '请加上 capacity: { counts: [1, 2, 3, 4, 6, 8] }；或用 --from 指定实测数据',
  ),
  sentence('has no objective for response times', '没有响应时间目标'),
  sentence('add one: a capacity is what keeps it', '请加上一个：能守住它的才是容量'),
  sentence('say where the shop listens', '请写明商店的地址'),
  sentence('the plan does not say how the target is scaled', '计划没有写明如何扩缩目标系统'),
  sentence('does not say how the target is scaled', '没有写明如何扩缩目标系统'),
  sentence('add capacity.scale: { command, ready }', '请加上 capacity.scale: { command, ready }'),
  sentence(
    'has no steady load: nobody, only herds, or shoppers who were there before',
    '没有平稳的负载：没有人，或只有蜂拥而至的人群，或此前已在的顾客',
  ),
  sentence('name another phase: capacity.phase', '请指定另一个阶段：capacity.phase'),
  sentence('is for measuring, and --from has measurements', '用于实测，而 --from 已有实测数据'),
  sentence('leave {path} out, or --from', '请去掉 {path} 或 --from'),
  sentence(
    'are too few for a curve, which takes {least} different ones',
    '不足以拟合曲线：需要 {least} 种不同的数目',
  ),
  sentence('add counts between them or beyond: {counts}', '请在其间或其外补充数目：{counts}'),
  // In the plan.
  sentence('is there twice', '出现了两次'),
  sentence('repetitions says how often each is measured', '每种测几次由 repetitions 决定'),
  sentence('is not a phase of the plan', '不是计划中的阶段'),
  sentence('is not less than the zones there are ({zones})', '应少于可用区总数（{zones}）'),
  sentence('say zones too', '请同时写明 zones'),
  sentence('asks a Prometheus that the plan does not name', '要查询计划没有写明的 Prometheus'),
  sentence('add prometheus: { url }, or write a ceiling', '请加上 prometheus: { url }，或写 ceiling'),
  sentence('does not say where the number goes: {gap}', '没有写明数目放在哪里：{gap}'),
  sentence('write it so: kubectl {rest}', '请写成：kubectl {rest}'),
  sentence(
    'add scale: { command: {command}, ready: {ready} }',
    '请加上 scale: { command: {command}, ready: {ready} }',
  ),
  sentence('starts nothing', '没有启动任何东西'),
  sentence('write a command for the shell', '请写一条 shell 命令'),
  sentence('write low ≤ likely ≤ high', '请写成 low ≤ likely ≤ high'),
  sentence('has no ceiling, or two', '没有上限，或有两个'),
  sentence('write ceiling, or saturation: a query', '请写 ceiling，或 saturation：一条查询'),
  sentence('measures replicas, and the shop has none', '要测量副本，而商店没有副本'),
  sentence(
    'add shop.replicas, or capacity.scale with commands of your own',
    '请加上 shop.replicas，或用 capacity.scale 写自己的命令',
  ),
  sentence('is above shop.replicas.countMax ({max})', '大于 shop.replicas.countMax（{max}）'),
  sentence('measure fewer', '请少测一些'),
  // What levels say.
  sentence('some of the replicas were gone at its end', '结束时有副本已经消失'),
  sentence('it was interrupted', '已中断'),
  sentence('it was ended early, and its seconds do not show why', '提前结束，而各秒数据没有显示原因'),
  sentence('the generator was the limit before the target was', '压测端先于目标系统到达极限'),
  sentence('no level settles', '没有一档能平稳下来'),
  // While it scales.
  sentence('the target could not be scaled: {>why}', '目标系统无法扩缩：{why}'),
  sentence(
    'see the logs in its folder; if six counts were measured before, --from takes its levels.json',
    '请看其文件夹中的日志；若已测得六种数目，--from 可读取其 levels.json',
  ),
  sentence(
    '{n} replicas were not ready within {seconds} s: capacity.scale.ready ended with {how}',
    '{n} 个副本在 {seconds} 秒内没有就绪：capacity.scale.ready 以 {how} 结束',
  ),
  sentence(
    '{n} replicas were not ready within {seconds} s: {seen}',
    '{n} 个副本在 {seconds} 秒内没有就绪：{seen}',
  ),
  sentence(
    'the replicas did not finish what they had within {seconds} s: {seen}',
    '副本在 {seconds} 秒内没有做完手头的请求：{seen}',
  ),
  sentence(
    'capacity.scale.command for {n} replicas ended with {how}',
    '{n} 个副本的 capacity.scale.command 以 {how} 结束',
  ),
  sentence('the {name} ended with {how} between two levels', '{name} 在两级之间以 {how} 结束'),
  // What a level has shown.
  sentence('it did not settle within {seconds} s: {>why}', '{seconds} 秒内没有平稳：{why}'),
  sentence('it lasted {seconds} s, and {least} s are needed', '只持续了 {seconds} 秒，而需要 {least} 秒'),
  sentence('the load itself had not settled', '负载本身尚未平稳'),
  sentence(
    'answers stop and go: neither do they keep up, nor does the backlog grow steadily',
    '响应时断时续：既跟不上，积压也不稳定增长',
  ),
  sentence('the backlog grew by {n} requests a second', '积压每秒增长 {n} 个请求'),
  sentence('the backlog grows', '积压在增长'),
  sentence('{share} were good, and {least} must be', '{share} 合格，而至少须有 {least}'),
  sentence('nothing was seen', '什么也没有看到'),
];
