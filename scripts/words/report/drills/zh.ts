import type { ReportDrillWords } from './words.ts';

export const drills = {
  drills: {
    title: '故障演练与熔断器',
    intro: (share) => `${share} 的请求处于故障演练窗口内，由演练自行判定。`,
    what: (where, fault) => `位置与故障：${where}：${fault}。`,
    when: (begin, end, recovered, phase) =>
      `按计划在阶段 ${phase} 的第 ${begin} 秒至第 ${end} 秒，恢复期至第 ${recovered} 秒：此窗口内的请求由演练判定。`,
    requests: (count) => `窗口内共有 ${count} 个请求。`,
    didNotHappen: '未发生',
    cutOff: (count) => `至少有 ${count} 个请求已被某个随后被杀死的进程受理，却从未得到响应。`,
    columns: ['状态', '必须看到', '要求', '实际看到'],
    breakers: '全程的熔断器（最多精确到秒）',
    around: '相关熔断器，每秒读取四次',
    breakersSay: '低条为关闭，中条为半开，满条为打开；空白表示无从得知。上方的色带为故障演练。',
    allClosed: (count) => `其余 ${count} 个熔断器始终关闭。`,
    breakerOf: (dependency, region) => `熔断器 ${dependency}（${region}）`,
    changes: '所有变化',
    changeColumns: ['熔断器', '秒', '状态'],
  },
  recovery: {
    title: '逐秒看恢复',
    faulty: (set, lifted) => `实际上故障至第 ${set} 秒已注入，至第 ${lifted} 秒已解除：时限从这时起算。`,
    neverLifted: (set) => `实际上故障至第 ${set} 秒已注入，未见其解除。`,
    load: (drill) => `${drill}：应发与已结束`,
    loadOfAll: '每秒应发的请求与结束的请求，含所有顾客。计数最多迟一秒，个别秒可能有出入。',
    loadOfPlace: (where) =>
      `故障演练所在处（${where}）每秒应发的请求与结束的请求。计数最多迟一秒，个别秒可能有出入。`,
    good: (drill) => `${drill}：良好的响应`,
    goodOfAll: '未失败且在时限内返回的响应占比，含所有响应：恢复即据此判定。',
    goodOfPlace: (where) =>
      `未失败且在时限内返回的响应占比：一条线为所有响应（恢复即据此判定），另一条为故障演练所在处（${where}）。`,
    offered: '应发',
    achieved: '已结束',
    all: '所有响应',
    place: '演练所在处',
    set: '注入',
    lifted: '解除',
    recovered: '已恢复',
    limit: (seconds) => `时限 ${seconds} 秒`,
  },
} as const satisfies ReportDrillWords;
