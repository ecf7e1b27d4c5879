import type { ScaleOutWords } from './words.ts';

export const scaleOut = {
  begins: ({ plan, draws, strategies }) =>
    `正在模拟 ${plan} 的爆发：${strategies} 种策略各 ${draws} 次抽样，更陡的爆发也一样。`,
  progress: ({ part, done, parts }) => `已完成 ${done}/${parts} 部分；接着：${part}。`,
  search: '最少的预热',
  heading: {
    scaleOut: '扩容',
    answer: '结论',
    course: '过程',
    strategies: '策略',
    steep: '更陡',
    notes: '说明',
  },
  about: ({ plan, phase, peak, draws, seed, autoscaler, min, max, first }) =>
    `${plan}，${phase}：每秒最多 ${peak} 个请求 · ${autoscaler}，${min} 至 ${max} 个副本，爆发前 ${first} 个 · ${draws} 次抽样，种子 ${seed}`,
  spread: (median, lower, upper) => (lower === upper ? median : `${median}（${lower} 至 ${upper}）`),
  spreads: '各数为中位数；括号内为十次抽样中九次所在的范围。',
  alone: ({ minutes, held, orders, arrives }) =>
    `仅靠自动扩缩容${arrives ? '来得及' : '来不及'}：` +
    `未达目标的时间为 ${minutes} 分钟，${held} 的抽样守住目标，损失 ${orders} 单。`,
  preWarm: ({ replicas, clock, minutes, isBefore, held, error }) =>
    `最迟在 ${clock}（爆发开始${isBefore ? '前' : '后'} ${minutes} 分钟）预热到至少 ${replicas} 个副本，` +
    `即可在 ${held} 的抽样中守住目标（随机误差 ± ${error}）。`,
  nothingToDo: (held) => `无需提前准备：至少 ${held} 的抽样守住目标。`,
  noPreWarm: (limit, held) =>
    `多少预热都不够：即使有 ${limit} 个副本（可模拟的上限），守住目标的抽样仍不足 ${held}。`,
  steep: ({ factor, alone, held, instead }) =>
    `若爆发陡 ${factor} 倍，仅靠自动扩缩容时未达目标 ${alone} 分钟` +
    `${held === null ? '' : `，上述预热在 ${held} 的抽样中守住目标`}。` +
    (instead === null
      ? ''
      : instead.isSame
        ? '同样的预热已足够。'
        : `此时最迟应在 ${instead.clock} 预热到 ${instead.replicas} 个副本。`),
  strategy: {
    autoscaler: '仅自动扩缩容',
    'pre-warmed': '预热',
    scheduled: '定时扩容',
    'over-provisioned': '常备富余',
    'shed-first': '先限流',
    'goal-rule': '低于目标 60 % 增资源',
    'emergency-call': '应急预案触发',
  },
  column: {
    strategy: '策略',
    held: '守住',
    minutes: '未达分钟',
    late: '迟到',
    failed: '失败',
    orders: '损失订单',
    lost: '金额',
    hours: '副本小时',
    cost: '费用',
  },
  steepColumn: (factor) => `陡 ${factor} 倍`,
  none: '多少都不够',
  note: {
    hold: (share, seconds) =>
      `若每一分钟都有 ${share} 的请求在 ${seconds} 秒内得到响应，该次抽样即守住目标。容量按此测得；等到下一秒才被服务的请求算迟到。`,
    shoppers: ({ timeout, retry, after, orders }) =>
      `顾客等待 ${timeout} 秒后放弃。失败者中 ${retry} 会重试，平均在 ${after} 秒之后；其余每人本会下 ${orders} 单。`,
    rise: (minutes) => `计划中的人群一开始就全部到齐；此处在 ${minutes} 分钟内均匀到来。`,
    schedule: (replicas, utilisation, minutes) =>
      `定时扩容与常备富余：${replicas} 个副本，峰值时用到其承载能力的 ${utilisation}；定时扩容在爆发前 ${minutes} 分钟开始。`,
    maximum: (most, needed) => `自动扩缩容最多 ${most} 个副本，而峰值含余量需要 ${needed} 个：请提高上限。`,
    beyond: (farthest) => `部分抽样要求超过 ${farthest} 个副本。无人测过这么多：超出的部分在此不计承载。`,
    noOrderValue: '每单金额未知：可用 --order-value 给出。',
    noPrice: '副本小时没有价格：可用 --prices 给出。',
  },
  chart: {
    title: '需求、请求的容量与就绪的容量',
    says: '仅自动扩缩容，取居中的一次抽样。红色：就绪副本承载不了的需求。',
    demand: '需求',
    asked: '已请求',
    ready: '已就绪',
    missing: '缺口',
    burst: '爆发',
    begin: '预热',
  },
  page: { title: '扩容来得及吗？', tab: (name) => `扩容 · ${name}`, written: (folder) => `文件：${folder}` },
} as const satisfies ScaleOutWords;
