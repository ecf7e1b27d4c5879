import { type Sentence, sentence, speaker } from './sentences.ts';
import { OF_DRILLS } from './zh-drills.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  ...OF_DRILLS,
  // ── headlines ────────────────────────────────────────────────────────────
  sentence('interrupted; so far: {>rest}', '已中断；到目前为止：{>rest}'),
  sentence('aborted, because {why}; so far: {>rest}', '已提前终止，因为 {why}；到目前为止：{>rest}'),
  sentence(
    'nothing failed, and every required cell ({n}) is proven: {passed} of {all} cells passed',
    '无一失败，必须证实的 {n} 格全部证实：{all} 格中 {passed} 格通过',
  ),
  sentence(
    'no share of requests is proven, so there is nothing to pass',
    '没有证实任何请求的比例，因此无从通过',
  ),
  sentence('{>rest}. Cause at {step}: {cause} ({n} times)', '{>rest}。{step} 的失败原因：{cause}（{n} 次）'),
  sentence('{>rest}. Cause: {cause} ({n} times)', '{>rest}。失败原因：{cause}（{n} 次）'),
  sentence(
    '{>rest}. Most frequent failure at {step}: {cause} ({n} times)',
    '{>rest}。{step} 最常见的失败：{cause}（{n} 次）',
  ),
  sentence('{>rest}. Most frequent failure: {cause} ({n} times)', '{>rest}。最常见的失败：{cause}（{n} 次）'),
  sentence('{name} failed: {>why}; 1 other cell failed too', '{name} 未通过：{>why}；另有 1 格未通过'),
  sentence('{name} failed: {>why}; {n} other cells failed too', '{name} 未通过：{>why}；另有 {n} 格未通过'),
  sentence('{name} failed: {>why}', '{name} 未通过：{>why}'),
  sentence('the load was not valid ({check}): {>why}', '负载无效（{check}）：{>why}'),
  sentence('{name} is not proven: {>why}', '{name} 未证实：{>why}'),
  // ── around other sentences ───────────────────────────────────────────────
  sentence('not judged because the load was not valid: {>why}', '负载无效，不作判定：{>why}'),
  sentence('the drill did not happen: {why}', '故障演练没有发生：{why}'),
  sentence('not checked: {>why}', '未检查：{>why}'),
  sentence(
    '{>why}, which chance does not explain even among {n} cells',
    '{>why}，即使在 {n} 格之中也不能用偶然解释',
  ),
  sentence('{>why}, but readings are missing just before', '{>why}，但此前缺少读数'),
  sentence('{>why}, but only {seconds} s were seen', '{>why}，但只观察到 {seconds} 秒'),
  sentence(
    '{>why}, but nobody counted the calls that reach {dependency} in {region} afterwards',
    '{>why}，但之后没有人统计 {region} 到达 {dependency} 的调用',
  ),
  sentence('interrupted', '已中断'),
  sentence('only a complete run can prove this share', '只有完整的演练才能证实这个比例'),
  sentence(
    "{share} of its answers are left out as the generator's own, and at most {max} may be",
    '其响应的 {share} 因压测端自身而不计入，至多可为 {max}',
  ),
  // ── shares ───────────────────────────────────────────────────────────────
  sentence('no samples', '没有样本'),
  sentence('at most {share}, below the target of {target}', '至多 {share}，低于目标 {target}'),
  sentence('at least {share}, above the limit of {limit}', '至少 {share}，高于上限 {limit}'),
  sentence(
    '{n} samples, but at most {share} needs {needed} without a bad one',
    '{n} 个样本，而证实至多 {share} 需要 {needed} 个无一不良',
  ),
  sentence(
    '{n} samples, but {share} needs {needed} without a failure',
    '{n} 个样本，而证实 {share} 需要 {needed} 个无一失败',
  ),
  sentence(
    'between {low} and {high}; proving at most {share} needs more samples, because the bad ones came together (deff {deff})',
    '在 {low} 与 {high} 之间；证实至多 {share} 需要更多样本，因为坏样本扎堆出现（deff {deff}）',
  ),
  sentence(
    'between {low} and {high}; proving {share} needs more samples, because the bad ones came together (deff {deff})',
    '在 {low} 与 {high} 之间；证实 {share} 需要更多样本，因为坏样本扎堆出现（deff {deff}）',
  ),
  sentence(
    'between {low} and {high}; proving at most {share} needs more samples',
    '在 {low} 与 {high} 之间；证实至多 {share} 需要更多样本',
  ),
  sentence(
    'between {low} and {high}; proving {share} needs more samples',
    '在 {low} 与 {high} 之间；证实 {share} 需要更多样本',
  ),
  sentence(
    'below the target in {n} samples, but among {cells} cells that nobody requires this happens by chance',
    '{n} 个样本低于目标，但在 {cells} 格无需证实的格中，这会偶然发生',
  ),
  sentence(
    'above the limit in {n} samples, but among {cells} cells that nobody requires this happens by chance',
    '{n} 个样本高于上限，但在 {cells} 格无需证实的格中，这会偶然发生',
  ),
  sentence(
    '{share} refused, within {low} to {high} ({from} to {to} of {n} requests)',
    '拒绝 {share}，在 {low} 至 {high} 之内（{n} 个请求中的 {from} 至 {to} 个）',
  ),
  sentence(
    '{share} refused, outside {low} to {high} ({from} to {to} of {n} requests)',
    '拒绝 {share}，超出 {low} 至 {high}（{n} 个请求中的 {from} 至 {to} 个）',
  ),
  sentence('for information only: the range applies to the whole run', '仅供参考：范围只适用于全程'),
  sentence('any share may be refused: it only lets the step refuse', '可以拒绝任何比例：只是允许这一步拒绝'),
  sentence('nothing refused to honest shoppers', '没有拒绝正常顾客'),
  sentence(
    '{share} ({n}) refused, but this step may refuse nothing to honest shoppers',
    '拒绝 {share}（{n} 个），但这一步不得拒绝正常顾客',
  ),
  sentence('{n} of {all} degraded: each counts as failed', '{all} 个中有 {n} 个降级：每个都算失败'),
  sentence('at least {share}', '至少 {share}'),
  sentence('at most {share}', '至多 {share}'),
  // ── the books ────────────────────────────────────────────────────────────
  sentence("the shop's books were not audited: {why}", '没有核对商城的账本：{why}'),
  sentence(
    '{n} of {all} acknowledged orders lost, such as {ids}',
    '已确认的 {all} 单中丢失 {n} 单，例如 {ids}',
  ),
  sentence('{n} of {all} acknowledged orders lost', '已确认的 {all} 单中丢失 {n} 单'),
  sentence(
    '{pieces} pieces oversold, {coupons} coupons issued beyond the quota',
    '超卖 {pieces} 件，超发优惠券 {coupons} 张',
  ),
  sentence('{n} broken promises', '违背承诺 {n} 项'),
  sentence('no order was acknowledged, so the books prove nothing', '没有一单得到确认，账本证明不了什么'),
  sentence(
    '{arrived} requests arrived for {sent} sent, none twice',
    '发出 {sent} 个请求，到达 {arrived} 个，无一重复',
  ),
  sentence(
    'not compared in {regions}, where a shop did not count from the beginning',
    '{regions} 未作对照：那里的商城不是从一开始就计数',
  ),
  // ── times and steps ──────────────────────────────────────────────────────
  sentence(
    '{step}: recovered {seconds} s after the release, limit {limit} s',
    '{step}：放行后 {seconds} 秒恢复，上限 {limit} 秒',
  ),
  sentence(
    "recovered {seconds} s after the fault's end, limit {limit} s",
    '故障结束后 {seconds} 秒恢复，上限 {limit} 秒',
  ),
  sentence(
    'never ran: all {n} answers to {step} before it failed',
    '从未执行：之前 {step} 的 {n} 个响应全部失败',
  ),
  sentence('never ran: {>why}', '从未执行：{>why}'),
  sentence('nobody came to it', '没有人走到这里'),
  sentence('nothing was asked after the release at the steps of the herd', '放行后，人潮的步骤没有任何请求'),
  // ── drills and breakers ──────────────────────────────────────────────────
  sentence(
    '{alert} fired {seconds} s after the fault, limit {limit} s',
    '故障后 {seconds} 秒触发 {alert}，上限 {limit} 秒',
  ),
  sentence(
    '{alert} slept through the drill: it had to fire within {limit} s',
    '{alert} 在演练中没有触发：应在 {limit} 秒内触发',
  ),
  sentence(
    'opened {seconds} after the fault, bound {bound} ({calls} calls in {span} before)',
    '故障后 {seconds} 打开，上限 {bound}（之前 {span} 内 {calls} 次调用）',
  ),
  sentence("shut {seconds} after the fault's end, bound {bound}", '故障结束后 {seconds} 关闭，上限 {bound}'),
  sentence(
    'at most {n} probe in each of {all} half-open episode, {max} allowed',
    '{all} 次半开中每次至多探测 {n} 次，允许 {max} 次',
  ),
  sentence(
    'at most {n} probe in each of {all} half-open episodes, {max} allowed',
    '{all} 次半开中每次至多探测 {n} 次，允许 {max} 次',
  ),
  sentence(
    'at most {n} probes in each of {all} half-open episode, {max} allowed',
    '{all} 次半开中每次至多探测 {n} 次，允许 {max} 次',
  ),
  sentence(
    'at most {n} probes in each of {all} half-open episodes, {max} allowed',
    '{all} 次半开中每次至多探测 {n} 次，允许 {max} 次',
  ),
  sentence(
    '{n} calls of {all} reached {dependency} while it was open; allowed: {probes} probes and {under} under way',
    '打开期间 {all} 次调用中有 {n} 次到达 {dependency}；允许：探测 {probes} 次，在途 {under} 次',
  ),
  sentence(
    '{n} of {all} fallbacks were slower than the normal round trip + {more} ms ({limits}); {bound} may be: {calls} calls reached {dependency}',
    '{all} 次降级中有 {n} 次比正常往返慢 {more} ms 以上（{limits}）；可以有 {bound} 次：{calls} 次调用到达 {dependency}',
  ),
  sentence('opened once from shut, once allowed', '从关闭状态打开一次，允许一次'),
  sentence('opened once from shut, {n} times allowed', '从关闭状态打开一次，允许 {n} 次'),
  sentence(
    'opened {times} times in spite of {calls} calls, {share} failing',
    '打开了 {times} 次，尽管 {calls} 次调用中只有 {share} 失败',
  ),
  sentence('stayed shut of {calls} calls, {share} failing', '{calls} 次调用中 {share} 失败，保持关闭'),
  sentence('no reading of the breaker of {dependency}', '没有 {dependency} 熔断器的读数'),
  sentence(
    '{n} calls a second still reach {dependency} in {region}, {before} before the fault',
    '{region} 每秒仍有 {n} 次调用到达 {dependency}，故障前为 {before} 次',
  ),
  // ── checks of the load ───────────────────────────────────────────────────
  sentence('Prometheus ran and could be read', 'Prometheus 正常运行，可以读取'),
  sentence('Prometheus could not be read: {why}', '无法读取 Prometheus：{why}'),
  sentence('k6 ended with exit code 0', 'k6 以退出码 0 结束'),
  sentence('k6 was killed by {signal}', 'k6 被 {signal} 终止'),
  sentence('k6 ended with exit code {code}: see k6.log', 'k6 以退出码 {code} 结束：见 k6.log'),
  sentence('the wall clock and the monotonic clock agree', '系统时钟与单调时钟一致'),
  sentence('1 VU started and finished', '1 个 VU 启动并完成'),
  sentence('{n} VUs started and finished', '{n} 个 VU 启动并完成'),
  sentence(
    'of {n} VUs, {started} started and {finished} finished',
    '{n} 个 VU 中，{started} 个启动，{finished} 个完成',
  ),
  sentence(
    'the generator itself failed to send {n} of {all} requests, limit {limit}',
    '压测端自身未能发出 {all} 个请求中的 {n} 个，上限 {limit}',
  ),
  sentence('see k6-console.log for the reason', '原因见 k6-console.log'),
  sentence('tick lag p99 at most {ms} ms, limit {limit} ms', '节拍延迟 p99 至多 {ms} ms，上限 {limit} ms'),
  sentence('tick lag p99 over 10 s, limit {limit} ms', '节拍延迟 p99 超过 10 s，上限 {limit} ms'),
  sentence(
    '{share} of {n} requests were sent over {ms} ms late with a free slot, limit {limit}',
    '{n} 个请求中有 {share} 在有空位时晚发超过 {ms} ms，上限 {limit}',
  ),
  sentence(
    '{n} sessions of {who} began, each where the plan has it',
    '{who} 开始了 {n} 个会话，都与计划一致',
  ),
  sentence('1 session of {who} began, each where the plan has it', '{who} 开始了 1 个会话，与计划一致'),
  sentence(
    '{share} of {n} sessions of {who} began in {region}, plan {plan} ± {slack} by chance',
    '{who} 的 {n} 个会话中有 {share} 在 {region} 开始，计划 {plan}，偶然误差 ± {slack}',
  ),
  sentence(
    '{who} came to each step as often as they were sent there',
    '{who} 到达每一步的次数与应到次数一致',
  ),
  sentence(
    '{who} thought for {seconds} s, with a mean of at most {mean} s: {n} thoughts ended, and at least {least} must, less {chance} by chance',
    '{who} 思考了 {seconds} 秒，平均至多 {mean} 秒：结束了 {n} 次思考，至少应有 {least} 次，偶然误差 {chance}',
  ),
  sentence(
    '{who}: {held} held on average, planned {planned}, limit {limit} fewer',
    '{who}：平均保持 {held} 人，计划 {planned} 人，至多少 {limit}',
  ),
  sentence(
    'every request of every step ended once, or was never sent',
    '每一步的每个请求都恰好结束一次，或从未发出',
  ),
  sentence(
    '{seconds} shopper-seconds of {who} against {requests} requests × {think} s think time + {wait} s waiting: off by {share}, limit {limit}',
    '{who} 的 {seconds} 人秒，对比 {requests} 个请求 × {think} 秒思考 + {wait} 秒等待：相差 {share}，上限 {limit}',
  ),
  sentence('in-flight bound {bound}, needed {needed}', '在途上限 {bound}，需要 {needed}'),
  // ── notes ────────────────────────────────────────────────────────────────
  ...['{n} orders', '1 order'].flatMap((count) => {
    const orders = count.startsWith('1') ? '1 单' : '{n} 单';
    return [
      sentence(
        `${count} never got an answer, not even to a repeated request ({stored} of them in the shop's books): nobody was told of them, so they are not lost`,
        `${orders}始终没有响应，重试也没有（其中 {stored} 单在商城账本中）：没有向任何人承诺，因此不算丢失`,
      ),
      sentence(
        `${count} never got an answer, not even to a repeated request: nobody was told of them, so they are not lost`,
        `${orders}始终没有响应，重试也没有：没有向任何人承诺，因此不算丢失`,
      ),
    ];
  }),
  sentence(
    "the load was cut short before k6 wrote down its last answers, so a part of the shop's books cannot be compared with them: that says nothing against the shop",
    '负载在 k6 写下最后的响应之前就被中断，商城账本有一部分无从对照：这不说明商城有错',
  ),
  sentence("the shop's books are kept in {folder}: {>why}", '商城的账本保留在 {folder}：{>why}'),
  sentence('the load was cut short, so they could not be compared in full', '负载被中断，未能完整对照'),
  sentence('they were not audited: {why}', '没有核对：{why}'),
  sentence('{id} did not pass', '{id} 未通过'),
  sentence('the audit found {n} thing that should not be', '核对发现 {n} 处不应有的内容'),
  sentence('the audit found {n} things that should not be', '核对发现 {n} 处不应有的内容'),
  sentence('--keep-books', '指定了 --keep-books'),
  sentence(
    'all cores were {share} busy in the busiest phase: this may explain late requests, but does not change the verdict',
    '最忙的阶段全部核心占用 {share}：这可能解释请求为何迟到，但不改变判定',
  ),
  sentence(
    'other programs took {share} of all cores during {phase}: this may explain late requests, but does not change the verdict',
    '{phase} 期间其他程序占用了全部核心的 {share}：这可能解释请求为何迟到，但不改变判定',
  ),
  sentence(
    '{n} answers came late or failed only because of the generator: left out of every share, neither good nor bad',
    '{n} 个响应只因压测端而迟到或失败：不计入任何比例，不算好也不算坏',
  ),
  sentence(
    'success means the status alone at {steps}: shop.ts has no outcome for them',
    '{steps} 仅凭状态码判定成功：shop.ts 没有为它们写 outcome',
  ),
  sentence('the target spoke {protocol}', '目标使用 {protocol}'),
];

export const say = speaker(SENTENCES);
