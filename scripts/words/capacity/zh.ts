import type { CapacityWords } from './words.ts';

export const capacity = {
  counted: (n, isMachines) => (isMachines ? `${n} 台机器` : `并发 ${n}`),
  heading: {
    capacity: '容量',
    answer: '结论',
    truth: '真实值',
    curves: '曲线',
    levels: '各档',
    cost: '费用',
    notes: '说明',
  },
  about: ({ name, levels, most, errors, seed }) =>
    `${name} · ${levels} 档，最大 ${most} · ${errors} · 种子 ${seed}`,
  errors: { constant: '误差恒定', relative: '误差成比例' },
  curve: { linear: '线性', amdahl: '阿姆达尔', usl: '完整定律' },
  axis: { replicas: '机器数', load: '并发' },
  column: {
    curve: '曲线',
    top: '顶点',
    throughput: '请求/秒',
    repetitions: '次数',
    interval: '95 % 区间',
    fit: '曲线值',
    off: '偏差',
  },
  verdict: { chosen: '选用', ruledOut: '已排除' },
  intervals: ({ lambda, sigma, kappa, top }) => `95 % 区间：λ ${lambda}，σ ${sigma}，κ ${kappa}，顶点 ${top}`,
  range: (lower, upper) => (upper === null ? `至少 ${lower}` : `${lower} 至 ${upper}`),
  never: '无',
  demand: (perSecond, objective) =>
    `每秒 ${perSecond} 个请求${objective === null ? '' : `（${objective.share} 在 ${objective.seconds} 秒内）`}`,
  enough: ({ demand, counted, range, zones, used, measuredTo, extrapolated }) => {
    const lost =
      zones === null
        ? ''
        : zones.counted === null
          ? `；${zones.all} 个可用区失去 ${zones.lost} 个时多少台都不够，因为所需台数已越过顶点`
          : `，${zones.all} 个可用区失去 ${zones.lost} 个时需 ${zones.counted}`;
    const far = extrapolated === null ? '' : `，外推 ${extrapolated} 倍`;
    return `${demand}：需 ${counted}（95 % 区间：${range}）${lost}，为拐点的 ${used}；实测到 ${measuredTo}${far}。`;
  },
  beyondTop: ({ demand, needed, most, counted, contention, crosstalk }) =>
    `${demand}：多少台都不够。含余量需每秒 ${needed}，而曲线${
      counted === null ? `只能接近每秒 ${most}` : `在 ${counted}时最高，为每秒 ${most}`
    }。在那里的损失中，争用（σ）占 ${contention}，互扰（κ）占 ${crosstalk}。`,
  beyondTier: ({ demand, needed, tier, ceiling }) =>
    `${demand}：多少台机器都不够。含余量需每秒 ${needed}，而 ${tier} 只能承载每秒 ${ceiling}。`,
  tooFar: ({ demand, counted, times, measuredTo, most, needed, extrapolate }) =>
    `${demand}：实测数据不足以回答。${
      counted === null
        ? `含余量需每秒 ${needed}，曲线达不到${most === null ? '' : `（最高每秒 ${most}）`}，但其顶点远在实测范围（${measuredTo}）之外`
        : `约需 ${counted}，为最大实测值（${measuredTo}）的 ${times} 倍`
    }。请补测，或指定 --extrapolate ${extrapolate}。`,
  binds: ({ tier, ceiling, counted }) =>
    `${tier} 最先成为瓶颈：它承载每秒 ${ceiling}，${counted === null ? '曲线不会达到' : `${counted}即会达到`}。`,
  demandRange: (low, high) => `需求自身的范围（每秒 ${low} 至 ${high} 个请求）已计入区间。`,
  noneShare: (share) => `在 ${share} 的抽样中，多少台都不够。`,
  notChosen: (points, least) =>
    `${points} 个点不足以选定曲线：需要 ${least} 个。三条曲线均列出；结论按完整定律给出。`,
  byCurve: ({ linear, amdahl, usl }) => `按各曲线：线性 ${linear}，阿姆达尔 ${amdahl}，完整定律 ${usl}。`,
  atBounds: (what) => `${what} 位于边界 0：真实值可能是区间内的任何值。`,
  lackOfFit: (chance) =>
    `曲线不合适：重复测量能解释其与各档之差的概率为 ${chance}。每档只计一次；超出实测范围不可信。`,
  fits: (chance) => `重复测量未显示曲线不合适（概率 ${chance}）。`,
  influential: ({ n, at, without, says }) =>
    `结果很大程度上取决于 ${n} 这一档：去掉它，曲线在 ${at} 处为每秒 ${without}，而不是 ${says}。请重测此处。`,
  otherErrors: (said, other) => `数据更符合${other}，而不是${said}：见 --errors。`,
  dropped: (n, why) => `${n} 不计入：${why}。`,
  why: {
    'generator-limit': '压测端已到极限',
    unstable: '既不稳定也不增长',
    'edge-not-seen': '没有更高的负载显示过载，可能还能承载更多',
    'missed-objective': '未达到目标',
    'nothing-carried': '没有承载任何请求',
  },
  confirmed: ({ counted, offered, throughput }) =>
    `最后一次运行得以承载：${counted}，每秒 ${offered} 个请求，其中每秒 ${throughput} 个合格。响应时间目标已得到证明，其他目标均未违反。`,
  notConfirmed: ({ counted, offered, why }) =>
    `最后一次运行未能承载：${counted}，每秒 ${offered} 个请求：${why}。`,
  truth: ({ lambda, sigma, kappa, counted, isInside }) =>
    `目标系统内置 λ ${lambda}、σ ${sigma}、κ ${kappa}` +
    `${isInside === null ? '' : `，据此需 ${counted ?? '无穷多台'}：在区间${isInside ? '之内' : '之外'}`}。`,
  cost: ({ machine, answer, range, headroom, zones }) =>
    `${machine}：每小时 ${answer}（95 % 区间：${range}）` +
    `${zones === null ? '' : `，失去可用区时 ${zones}`}${headroom === null ? '' : `；${zones ?? answer} 中余量占 ${headroom}`}。`,
  stepped: {
    begins: (plan, counts, phase) => `按阶段“${phase}”的行为组合，用 ${counts} 台机器实测计划“${plan}”。`,
    unknownTiers: (tiers) => `以下环节的饱和度数据不足，因此没有上限：${tiers}。`,
    nothing: '已中断，尚无实测。',
    leftOut: (populations) => `以下人群不是平稳负载，未计入：${populations}。`,
    level: ({ counted, time, offered, state, throughput, settled, why }) =>
      `${counted} · 第 ${time} 遍 · 每秒 ${offered}：${
        state === 'held'
          ? `承载，每秒 ${throughput} 个合格，${settled} 秒后平稳`
          : `${{ over: '过载', 'generator-limit': '不能说明问题', unstable: '不稳定' }[state]}：${why}`
      }`,
    confirms: (counted, perSecond) => `最后一次运行以证实：${counted}，每秒 ${perSecond}。`,
    levels: (file) => `各档：${file}`,
    interrupted: (file) => `已中断。目前的实测在 ${file}：若已有六种数目，可交给 carnival capacity --from。`,
  },
  chart: {
    section: '图表',
    title: '各规模的承载能力',
    says: '实测值及其 95 % 区间、曲线；两条虚线之间是再测一次时 95 % 会落入的范围。',
    measured: '实测',
    upper: '95 % 上限',
    lower: '95 % 下限',
    demand: '需求',
    needed: '含余量的需求',
    top: '顶点',
    answer: '结论',
    truth: '内置曲线',
  },
  page: {
    title: '容量',
    tab: (name) => `容量 · ${name}`,
    curves: '曲线',
    levels: '各档',
    notes: '说明',
    written: (folder) => `文件：${folder}`,
  },
} as const satisfies CapacityWords;
