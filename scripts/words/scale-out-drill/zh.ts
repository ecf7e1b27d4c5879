import type { ScaleOutDrillWords } from './words.ts';

export const scaleOutDrill = {
  heading: {
    drill: '扩容演练',
    verdict: '结论',
    figures: '模拟 × 实测',
    course: '过程',
    notes: '说明',
  },
  about: ({ plan, autoscaler, min, max, sync, level, first, needed, draws, seed }) =>
    `${plan}：每秒最多 ${level} 个请求，需要 ${needed} 个副本 · ${autoscaler}，${min} 至 ${max} 个，每 ${sync} 秒同步一次，爆发前 ${first} 个 · ${draws} 次抽样，种子 ${seed}`,
  begins: ({ plan, seconds, draws }) =>
    `已对 ${plan} 模拟 ${draws} 次抽样；现在实际演练 ${seconds} 秒，并带自动扩缩容。`,
  verdict: {
    agree: '模拟与实际相符。',
    differ: '模拟与实际不符。',
    'cannot-tell': '无法判断模拟是否正确。',
  },
  differs: (figures) => `不符之处：${figures}。`,
  figure: {
    'to-capacity': '达到容量的时间',
    'seconds-out': '未达目标的时间',
    'replicas-most': '最多副本数',
  },
  column: { figure: '指标', simulated: '模拟', agrees: '相符范围', measured: '实测', verdict: '结论' },
  spread: (median, lower, upper) => (lower === upper ? median : `${median}（${lower} 至 ${upper}）`),
  range: (from, until) => `${from} 至 ${until}`,
  seconds: (seconds) => `${seconds} 秒`,
  never: '从未',
  cell: { agrees: '相符', differs: '不符' },
  note: {
    interval: ({ share, sync, counted }) =>
      `模拟：中位数，及 ${share} 的抽样所在的范围。实测值在此范围内、或超出不多于以下数量即为相符：达到容量的时间为一个同步周期（${sync} 秒），未达目标的时间为 ${counted} 秒（两边都按整秒计），副本为一个。`,
    objective: (share, seconds) =>
      `若某一秒的请求中在 ${seconds} 秒内得到响应的少于 ${share}，该秒即未达目标。达到容量的时间从需求超过最初副本的承载能力算起，到就绪副本能承载爆发为止。`,
    run: (folder) => `演练：${folder}`,
    cluster: '副本属于用户的集群，通过 kubectl 观察；何时同步由集群决定，此处不知道它的时钟。',
  },
  chart: {
    title: '模拟与实测：就绪副本的承载能力',
    says: '居中的一次抽样，其上为实际情况。红色：就绪副本未能承载的需求。',
    demand: '需求',
    asked: '已请求（实测）',
    simulated: '已就绪（模拟）',
    measured: '已就绪（实测）',
    missing: '缺口（实测）',
    burst: '爆发',
  },
  page: { title: '扩容的模拟正确吗？', tab: (plan) => `扩容演练 · ${plan}` },
} as const satisfies ScaleOutDrillWords;
