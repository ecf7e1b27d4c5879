/** Reasons and notes about drills, and about a run that ended early. */
import { type Sentence, sentence } from './sentences.ts';

export const OF_DRILLS: readonly Sentence[] = [
  sentence('drill: drill “{name}”: its fault is lifted', '故障演练 {name}：故障已解除'),
  sentence(
    'drill: drill “{name}”: its fault is set, {seconds} s late: {words}',
    '故障演练 {name}：故障已注入，晚 {seconds} 秒：{words}',
  ),
  sentence('drill: drill “{name}”: its fault is set: {words}', '故障演练 {name}：故障已注入：{words}'),
  sentence(
    'drill: drill “{name}” did not happen as planned: {>why}',
    '故障演练 {name} 没有按计划发生：{>why}',
  ),
  sentence('the load ended before it began', '负载在它开始之前已结束'),
  sentence('errors: {>what}; p99: {>that}', '失败：{>what}；p99：{>that}'),
  sentence('errors: {>what}', '失败：{>what}'),
  sentence('p99: {>what}', 'p99：{>what}'),
  sentence('nothing would have shown: {>why}', '任何差异都检不出：{>why}'),
  sentence('{difference} more would have shown: {>why}', '多出 {difference} 才能检出：{>why}'),
  sentence('too few blocks ({>seen})', '时间块太少（{>seen}）'),
  sentence('too few answers: {>seen}', '响应太少：{>seen}'),
  sentence(
    '{n} blocks of {seconds} s in the drill and {m} before',
    '故障演练中 {n} 块、之前 {m} 块，每块 {seconds} 秒',
  ),
  sentence(
    '{n} block of {seconds} s in the drill and {m} before',
    '故障演练中 {n} 块、之前 {m} 块，每块 {seconds} 秒',
  ),
  sentence(
    'none of the {n} answers to {step} before it led to it',
    '之前 {step} 的 {n} 个响应都没有走到这一步',
  ),
  sentence(
    'none of the {n} answer to {step} before it led to it',
    '之前 {step} 的 {n} 个响应都没有走到这一步',
  ),
  sentence(
    "not recovered {seconds} s after the fault's end, limit {limit} s: {n} requests are open, at most {max} before",
    '故障结束后 {seconds} 秒仍未恢复，上限 {limit} 秒：{n} 个请求未完成，之前至多 {max} 个',
  ),
  sentence(
    '{step}: not recovered when the data ends, {seconds} s after the release, limit {limit} s',
    '{step}：数据结束时仍未恢复，距放行 {seconds} 秒，上限 {limit} 秒',
  ),
  sentence(
    'interrupted: {signal} stopped the load; orders in flight may or may not be stored',
    '已中断：{signal} 停止了负载；在途的订单可能已存也可能未存',
  ),
  sentence(
    'generator-died: k6 did not end within {seconds} of the interrupt, and was killed',
    '压测端异常：k6 在中断后 {seconds} 内没有结束，已被强制终止',
  ),
  sentence(
    "{n} orders in the shop's books without a matching answer or failure in k6's console",
    '商城账本中有 {n} 单在 k6 的控制台里找不到对应的响应或失败',
  ),
  sentence(
    "1 order in the shop's books without a matching answer or failure in k6's console",
    '商城账本中有 1 单在 k6 的控制台里找不到对应的响应或失败',
  ),
  sentence('no tick was recorded', '没有记录到节拍'),
];
