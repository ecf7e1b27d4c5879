import type { ForecastWords } from './words.ts';

export const forecast = {
  title: ({ plan, seed, scale, pace, speed }) =>
    `预测  ${plan} · 种子 ${seed} · 规模 ${scale} · 节奏 ${pace} · 速度 ${speed}`,
  row: {
    seconds: '时长（秒）',
    held: '常驻顾客数',
    herd: '人潮人数',
    requests: '请求数',
    perSecond: '请求/秒',
    busiest: '请求/秒，最忙一秒',
    ofHerd: '其中来自人潮',
    orders: '订单/小时',
    inFlight: '平均在途请求',
    inFlightMost: '最多在途请求',
    slots: '所需在途名额',
    connections: '平均保持连接',
    connectionsMost: '最多保持连接',
    generatorCores: '压测端，核',
    generatorMegabytes: '压测端，MB',
    allCores: '全部进程，核',
  },
  byStep: '各步骤的请求/秒',
  visits: '各步骤每会话的请求数，及其占本阶段的比例',
  column: {
    phase: '阶段',
    population: '人群',
    behaviour: '行为',
    sessions: '会话数',
    requests: '请求数',
    perSession: '每会话',
  },
  bot: (behaviour) => `${behaviour}（机器人）`,
  takes: (machine, measuredOn) => `所需资源，按此机器上测得的成本估算：${machine}（${measuredOn}）`,
  paceOne: (phase, requests, generators) =>
    `若节奏为 1（真实思考时间），${phase} 每秒将发出 ${requests} 个请求：需要 ${generators} 台单核压测端。`,
  herd: ({ phase, shoppers, reaction, busiest, beside }) =>
    `${phase} 的人潮：${shoppers} 人，` +
    `${reaction === null ? '同一瞬间全部行动' : `${reaction.half}内到一半，${reaction.most}内到 99 %`}：` +
    `最忙的一秒有 ${busiest} 个请求，此外每秒另有 ${beside} 个。`,
  here: ({ cores, isCarried, shoppers }) =>
    `本机（${cores} 核，含商城）${isCarried ? '能够承载' : '无法按时发出'}：同样陡峭时至多 ${shoppers} 人。`,
  slower: (seconds) => `若 99 % 的人用 ${seconds}或更久到来，本机即可承载。`,
  fleet: (generators, shoppers) => `${generators} 台压测端同样陡峭时至多承载 ${shoppers} 人。`,
  atOneInstant: '没有 `reaction` 的人潮在同一瞬间行动：很少有机器能按时发出。',
  slotsMissing: ({ phase, needed, allowed }) =>
    `${phase} 可能需要 ${needed} 个在途请求，而 generator.inFlightMax 只允许 ${allowed} 个：请调大。`,
  drill: { drill: '故障演练', phase: '阶段', at: '开始', fault: '故障', recovery: '恢复期' },
  drillSays: (where, fault, expectations) => `${where}：${fault}；预期 ${expectations} 项`,
  drillsJudged: '这些时间和位置上的请求按故障演练的预期判定，其余按计划判定。',
  inSeconds: (seconds) => `${seconds} 秒`,
} as const satisfies ForecastWords;
