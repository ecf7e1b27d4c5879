/** The title and the one sentence of every panel, in Simplified Chinese: see en-panels.ts. */
import type { Words } from './words.ts';

export const zhPanels: Words['panels'] = {
  'in-time': {
    title: '按时响应占比',
    description: '故障演练之外，在计划时限内（默认计划为 1.2 秒）得到的响应占比，与最终结论的数字一致。',
  },
  'promised-success': {
    title: '$step 成功率',
    description: '故障演练之外该步骤的成功占比；计划对它设有目标时，与最终结论的数字一致。',
  },
  'response-p99': {
    title: '响应时间 p99',
    description: '从计划发送时刻到收到响应，统计整个演练；精度为一个分桶。',
  },
  'send-lag-p99': {
    title: '发送延迟 p99',
    description: '最差阶段中请求晚发了多久；超过 0.1 秒，负载就与计划不符。',
  },
  'shoppers-highest': {
    title: '同时在线顾客峰值',
    description: '同一时刻处于会话中的顾客人数的最高值。',
  },
  'alerts-on': {
    title: '正在触发的告警',
    description: '所选时间末尾，顾客已经察觉（page）或将会察觉（ticket）的告警数量。',
  },
  shoppers: {
    title: '顾客人数',
    description: '当前处于会话中的顾客，按人群划分。',
  },
  offered: {
    title: '计划负载与实际负载',
    description: '每秒到期的请求、已结束的请求，以及始终没有发出的请求。',
  },
  'in-time-by-region': {
    title: '按时响应占比（按区域）',
    description: '最近几秒内按时得到的响应占比；不计机器人，也不计发压端自身的延迟。',
  },
  'promised-success-by-region': {
    title: '$step 成功率（按区域）',
    description: '最近几秒内该步骤兑现承诺的响应占比。',
  },
  outcomes: {
    title: '结果',
    description: '每秒响应数：成功、拒绝（正确的“不”）、降级、失败，以及被拦下的机器人。',
  },
  'failed-by-step': {
    title: '失败的响应（按步骤）',
    description: '哪些请求失败了，每秒多少次。',
  },
  'response-and-service': {
    title: '响应时间与服务时间',
    description: '响应时间从计划发送时刻算起，服务时间从实际发送时刻算起；两者有差距说明请求在排队等待发送。',
  },
  alerts: {
    title: '告警',
    description: '计划的规则中每条告警的触发时段。',
  },
  'rate-by-service': {
    title: '请求量（按服务）',
    description: '每个服务每秒回答的请求数。',
  },
  'errors-by-service': {
    title: '非 2xx 响应（按服务）',
    description: '每秒状态码不是 2xx 的响应数：4xx 可能是正确的拒绝，5xx 一定不是。',
  },
  'duration-by-service': {
    title: '耗时 p99（按服务）',
    description: '商城内部耗时：从读完请求到发出响应。',
  },
  'rate-by-region': {
    title: '请求量（按区域）',
    description: '每个区域每秒回答的请求数。',
  },
  'errors-by-region': {
    title: '服务端错误（按区域）',
    description: '每个区域中状态码为 5xx 的响应占比。',
  },
  'duration-by-region': {
    title: '耗时 p99（按区域）',
    description: '商城内部耗时，按区域划分。',
  },
  'regions-up': {
    title: '区域',
    description: '每个区域的进程是否响应 Prometheus 的抓取。',
  },
  'event-loop': {
    title: '事件循环延迟 p99',
    description: '每个区域的事件循环晚了多久；超过 0.2 秒，顾客就要等待。',
  },
  pressure: {
    title: '压力',
    description: '每个区域自报的压力；达到 100 % 时只保留最关键的请求。',
  },
  shed: {
    title: '被卸载的请求',
    description: '压力下被拒之门外的请求，按重要程度划分。',
  },
  cpu: {
    title: 'CPU',
    description: '每个区域的进程占用一个核心的比例。',
  },
  memory: {
    title: '内存',
    description: '每个区域的进程的常驻内存。',
  },
  drills: {
    title: '故障演练',
    description: '每场故障演练何时注入故障，以及留给恢复的时间。',
  },
  breakers: {
    title: '熔断器',
    description: '每个熔断器的状态：关闭、半开或打开。',
  },
  'calls-before': {
    title: '熔断器之前的调用',
    description: '商城想对每个依赖发起的调用，包括被拒绝的。',
  },
  'calls-behind': {
    title: '熔断器之后的调用',
    description: '真正到达依赖的调用，在依赖处计数；熔断器打开时几乎没有调用通过。',
  },
  rejected: {
    title: '被拒绝的调用',
    description: '由打开的熔断器直接回答的调用。',
  },
  fallbacks: {
    title: '降级',
    description: '没有使用依赖的结果、而以降级结果回答的调用。',
  },
  'calls-failed': {
    title: '失败的调用',
    description: '熔断器记在依赖账上的失败调用。',
  },
  'own-boundary': {
    title: '边界处的调用',
    description: '到达计划中每个 `carnival boundary` 的调用。',
  },
  'drill-in-time': {
    title: '故障演练中的按时响应占比',
    description: '每场故障演练的窗口内，在时限内得到的响应占比。',
  },
  'drill-outcomes': {
    title: '故障演练中的结果',
    description: '在故障演练窗口内到期的请求，每秒得到的各种结果。',
  },
  'drill-service-time': {
    title: '故障演练中的服务时间 p99',
    description: '故障演练所评判的步骤的耗时：降级必须够快。',
  },
  bystanders: {
    title: '旁观者的响应时间 p99',
    description: '故障演练不应影响的顾客，按区域划分。',
  },
  'orders-sold': {
    title: '成交订单',
    description: '已付款且没有取消或退货的订单。',
  },
  revenue: {
    title: '成交额',
    description: '这些订单带来的金额，单位为元。',
  },
  'orders-an-hour': {
    title: '每小时订单数',
    description: '按最近几秒的下单速度折算成一小时的订单数。',
  },
  'goal-share': {
    title: '目标完成度',
    description: '订单数与成交额中较低者，占目标此刻应达到数值的比例；低于 60 % 时增资源。',
  },
  boost: {
    title: '资源倍数',
    description: '每个区域把资源扩大到了几倍。',
  },
  'coupons-issued': {
    title: '发放的优惠券',
    description: '每秒领取的优惠券，按活动划分。',
  },
  'coupons-redeemed': {
    title: '核销的优惠券',
    description: '每秒在订单中使用的优惠券，按活动划分。',
  },
  'coupons-left': {
    title: '剩余的优惠券',
    description: '还可以发放的优惠券，按活动划分。',
  },
  'redemption-rate': {
    title: '核销率',
    description: '已发放优惠券中被核销的比例：当前四小时窗口，以及最近一个已作决定的窗口。',
  },
  issuance: {
    title: '发券',
    description: '每个区域正在发券，还是已经暂停。',
  },
  funnel: {
    title: '转化漏斗',
    description: '所选时间内，通往付款订单各步骤的成功响应数。',
  },
  'group-funnel': {
    title: '拼团',
    description: '所选时间内，分享、互动、参团和下单的顾客人数。',
  },
  channels: {
    title: '渠道',
    description: '每秒开始的会话，按第一个步骤划分。',
  },
  'lines-of-waiting': {
    title: '排队与观看',
    description: '等待客服的提问、等待仓位的包裹，以及直播间的观众。',
  },
  'stock-left': {
    title: '秒杀剩余件数',
    description: '每个区域秒杀商品的剩余件数。',
  },
  stockout: {
    title: '距售罄的时间',
    description: '按当前销售速度，距商品售罄还有多少活动分钟。',
  },
  reservations: {
    title: '预留',
    description: '当前占用库存的预留数。',
  },
  guarded: {
    title: '风控未放行的请求',
    description: '按人群划分：机器人应当在这里，诚实的顾客不应当。',
  },
  'stopped-by-rule': {
    title: '拦截（按规则）',
    description: '风控的每条规则拦下的请求。',
  },
  blocked: {
    title: '封禁',
    description: '当前被封禁的账号、地址和设备。',
  },
  'late-share': {
    title: '迟到的节拍与发送',
    description: '因发压端自身原因迟到超过 0.1 秒的占比；超过 1 %，这次负载就什么也证明不了。',
  },
  'lag-p99': {
    title: '延迟 p99',
    description: '人群的时钟晚了多久，请求晚发了多久：原因是发压端，还是没有空位。',
  },
  'own-delays': {
    title: '发压端自身的问题',
    description: '因发压端而迟到的响应、失败的请求，以及始终没有发出的请求。',
  },
  slots: {
    title: '在途请求',
    description: '在途的请求、等待空位的请求，以及按利特尔法则算出的均值，三者应当吻合。',
  },
  'vus-started': {
    title: '已开始的 VU',
    description: '开始了某个阶段的 k6 虚拟用户数，各阶段合计。',
  },
  'vus-finished': {
    title: '已完成的 VU',
    description: '走到阶段终点的虚拟用户数；少于已开始的，说明有 VU 中途死亡。',
  },
  sessions: {
    title: '会话',
    description: '每秒开始的会话，按起因划分；以及思考时阶段已结束的顾客。',
  },
  connecting: {
    title: 'k6 自己计的时间 p99',
    description: '等待空闲连接的时间，以及 k6 计算的请求时间。',
  },
};
