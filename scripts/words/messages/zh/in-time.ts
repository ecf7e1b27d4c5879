/** What is wrong with what a scale-out is simulated from, and why it cannot be. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('has a 99th percentile below its median', '第 99 百分位小于中位数'),
  sentence('a tail is long to the right: write p99 as the larger one', '长尾在右侧：p99 应是较大的一个'),
  sentence('has no median', '没有中位数'),
  sentence('write a median above 0, or 0 for both', '请写大于 0 的中位数，或两者都写 0'),
  sentence(
    'the simulation cannot make the metric {name} as a value of the autoscaler',
    '模拟无法得出自动扩缩容所用的、以数值为目标的指标 {name}',
  ),
  sentence(
    'the simulation cannot make the metric {name} of the autoscaler',
    '模拟无法得出自动扩缩容所用的指标 {name}',
  ),
  sentence(
    'it can make cpu with averageUtilization, and metrics of requests',
    '它能得出以 averageUtilization 为目标的 cpu，以及请求类指标',
  ),
  sentence(
    'say in --delays what it is, under metrics.names: {names}',
    '请在 --delays 的 metrics.names 下说明它是什么：{names}',
  ),
  sentence(
    'no scale-out will do: the burst asks for {peak} requests/s, and {tier} carries {ceiling}',
    '怎样扩容都不够：爆发时每秒 {peak} 个请求，而 {tier} 只能承载 {ceiling} 个',
  ),
  sentence(
    'replicas do not scale it: raise its ceiling, or lower the demand',
    '增加副本对它无效：请提高其上限，或降低需求',
  ),
  sentence(
    'the measurements do not reach the burst: it asks for {peak} requests/s, and the curve comes to {most}',
    '实测数据够不到这次爆发：它每秒 {peak} 个请求，而曲线最高为 {most}',
  ),
  sentence(
    'name the plan that the capacity is for: --plan; carnival capacity says where the contention is',
    '请用 --plan 指定该容量所对应的计划；carnival capacity 会说明争用在哪里',
  ),
  sentence(
    'the measurements do not reach the burst: its {peak} requests/s take {needed} machines, and {measured} were measured',
    '实测数据够不到这次爆发：每秒 {peak} 个请求需要 {needed} 台机器，而只测到 {measured} 台',
  ),
  sentence('measure more, or say --extrapolate {times}', '请补测，或指定 --extrapolate {times}'),
  sentence('counts load, and not machines', '统计的是并发，而不是机器'),
  sentence('measure several counts of machines, in a column replicas', '请实测多种机器数，写在 replicas 列'),
  sentence(
    'was measured within {measured} s, and the plan asks for {wanted} s',
    '是在 {measured} 秒内测得的，而计划要求 {wanted} 秒',
  ),
  sentence('measure it at the limit of the plan', '请按计划的时限实测'),
  sentence('name what was measured: a capacity.json, or a CSV', '请指定实测数据：capacity.json 或 CSV'),
  sentence('name the manifest of your autoscaler', '请指定自动扩缩容的清单'),
  sentence('is no autoscaler that is known', '不是已知的自动扩缩容'),
  sentence(
    'the manifest has no CPU target that another autoscaler could track',
    '清单中没有其他自动扩缩容可跟踪的 CPU 目标',
  ),
  sentence(
    'give it a metric of the type Resource, cpu with averageUtilization',
    '请添加类型为 Resource 的指标：以 averageUtilization 为目标的 cpu',
  ),
  sentence('is no amount with its currency', '不是带币种的金额'),
  sentence("write it so: '500 CNY'", "请这样写：'500 CNY'"),
  sentence('name a manifest in YAML', '请指定 YAML 清单'),
  sentence(
    'name a file in YAML or JSON: docs/scale-out.md has its fields',
    '请指定 YAML 或 JSON 文件：字段见 docs/scale-out.md',
  ),
  sentence('is not a {kind} number from {least} to {most}', '不是 {least} 到 {most} 之间的整数'),
  sentence('is not a number from {least} to {most}', '不是 {least} 到 {most} 之间的数'),
  sentence('write it in digits', '请用数字书写'),
];
