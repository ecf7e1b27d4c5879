/** The title and the one sentence of every panel, in English. zh-panels.ts has the same in Chinese. */
export const enPanels = {
  'in-time': {
    title: 'Answers in time',
    description:
      "Share of all answers outside drills that came within the plan's limit (1.2 s in the default plan): the verdict's figure.",
  },
  'promised-success': {
    title: 'Success of $step',
    description:
      "Share of this step that succeeded, outside drills: the verdict's figure where the plan has an objective for it.",
  },
  'response-p99': {
    title: 'Response time p99',
    description: 'From the intended send to the answer, over the whole run; exact to a bucket.',
  },
  'send-lag-p99': {
    title: 'Send lag p99',
    description: 'How late requests left in the worst phase: above 0.1 s the load is not what was planned.',
  },
  'shoppers-highest': {
    title: 'Most shoppers at once',
    description: 'The highest number of shoppers who were in a session at the same time.',
  },
  'alerts-on': {
    title: 'Alerts firing',
    description: 'Alerts that shoppers notice (page) or will notice (ticket), at the end of the time shown.',
  },
  shoppers: {
    title: 'Shoppers',
    description: 'Shoppers in a session now, by population.',
  },
  offered: {
    title: 'Offered and achieved load',
    description: 'Requests that were due, requests that ended, and requests that never left.',
  },
  'in-time-by-region': {
    title: 'Answers in time, by region',
    description:
      'Share of answers of the last seconds that came within the limit; bots, and delays of the generator, are left out.',
  },
  'promised-success-by-region': {
    title: 'Success of $step, by region',
    description: 'Share of answers of this step in the last seconds that kept what they promise.',
  },
  outcomes: {
    title: 'Outcomes',
    description:
      'Answers a second: ok, refused (a correct no), degraded, failed, and bots that were stopped.',
  },
  'failed-by-step': {
    title: 'Failed answers, by step',
    description: 'Which requests fail, and how many a second.',
  },
  'response-and-service': {
    title: 'Response and service time',
    description:
      'Response time counts from the intended send, service time from the actual one: a gap means that requests waited to be sent.',
  },
  alerts: {
    title: 'Alerts',
    description: "When each alert of the plan's rules was firing.",
  },
  'rate-by-service': {
    title: 'Requests, by service',
    description: 'Requests that each service answers a second.',
  },
  'errors-by-service': {
    title: 'Answers that are not 2xx, by service',
    description: 'Answers a second with another status: 4xx may be a correct no, 5xx never is.',
  },
  'duration-by-service': {
    title: 'Duration p99, by service',
    description: 'Time inside the shop, from a request read to its answer sent.',
  },
  'rate-by-region': {
    title: 'Requests, by region',
    description: 'Requests that each region answers a second.',
  },
  'errors-by-region': {
    title: 'Server errors, by region',
    description: 'Share of the answers of a region whose status is 5xx.',
  },
  'duration-by-region': {
    title: 'Duration p99, by region',
    description: 'Time inside the shop, by region.',
  },
  'regions-up': {
    title: 'Regions',
    description: 'Whether the process of each region answers Prometheus.',
  },
  'event-loop': {
    title: 'Event loop lag p99',
    description: 'How late the event loop of each region is: above 0.2 s shoppers wait.',
  },
  pressure: {
    title: 'Pressure',
    description: 'How pressed each region says it is: at 100 % it sheds all that is not vital.',
  },
  shed: {
    title: 'Requests shed',
    description: 'Requests turned away under pressure, by how much they matter.',
  },
  cpu: {
    title: 'CPU',
    description: "What each region's process uses of one core.",
  },
  memory: {
    title: 'Memory',
    description: "Resident memory of each region's process.",
  },
  drills: {
    title: 'Drills',
    description: 'When each drill has its fault set, and the time that recovery may take.',
  },
  breakers: {
    title: 'Breakers',
    description: 'The state of each breaker: closed, half-open or open.',
  },
  'calls-before': {
    title: 'Calls before the breaker',
    description: 'Calls that the shop wanted to make to each dependency, rejected ones included.',
  },
  'calls-behind': {
    title: 'Calls behind the breaker',
    description:
      'Calls that reached the dependency, counted there: an open breaker lets almost none through.',
  },
  rejected: {
    title: 'Calls rejected',
    description: 'Calls that an open breaker answered by itself.',
  },
  fallbacks: {
    title: 'Fallbacks',
    description: 'Calls that were answered with a fallback instead of the dependency.',
  },
  'calls-failed': {
    title: 'Calls failed',
    description: 'Calls that the breaker counts against the dependency.',
  },
  'own-boundary': {
    title: 'Calls at boundaries',
    description: 'Calls that arrived at each `carnival boundary` that the plan names.',
  },
  'drill-in-time': {
    title: 'Answers in time in drills',
    description: 'Share of the answers in the window of each drill that came within the limit.',
  },
  'drill-outcomes': {
    title: 'Outcomes in drills',
    description: 'Answers a second to requests that were due in the window of a drill.',
  },
  'drill-service-time': {
    title: 'Service time p99 in drills',
    description: 'How long the steps that a drill judges take: a fallback must be quick.',
  },
  bystanders: {
    title: 'Response time p99 of bystanders',
    description: 'Shoppers whom a drill must leave alone, by region.',
  },
  'orders-sold': {
    title: 'Orders sold',
    description: 'Orders that are paid, and neither cancelled nor returned.',
  },
  revenue: {
    title: 'Revenue',
    description: 'What these orders bring, in yuan.',
  },
  'orders-an-hour': {
    title: 'Orders an hour',
    description: 'Orders created in the last seconds, as a rate for an hour.',
  },
  'goal-share': {
    title: 'Sold of what the goal expects',
    description:
      'Orders or revenue, whichever is less, as a share of what the goal expects by now; below 60 % more resources are switched on.',
  },
  boost: {
    title: 'Resources',
    description: 'How many times its resources each region has switched on.',
  },
  'coupons-issued': {
    title: 'Coupons issued',
    description: 'Coupons claimed a second, by campaign.',
  },
  'coupons-redeemed': {
    title: 'Coupons redeemed',
    description: 'Coupons used in orders a second, by campaign.',
  },
  'coupons-left': {
    title: 'Coupons left',
    description: 'Coupons that may still be issued, by campaign.',
  },
  'redemption-rate': {
    title: 'Redemption rate',
    description:
      'Coupons redeemed of those issued, in the open window of four hours and in the last one decided.',
  },
  issuance: {
    title: 'Issuance',
    description: 'Whether each region issues coupons or has paused.',
  },
  funnel: {
    title: 'Funnel',
    description: 'Answers that were ok on the way to a paid order, over the time shown.',
  },
  'group-funnel': {
    title: 'Group-buying',
    description: 'Shoppers who shared, interacted, joined a group and ordered, over the time shown.',
  },
  channels: {
    title: 'Channels',
    description: 'Sessions begun a second, by their first step.',
  },
  'lines-of-waiting': {
    title: 'Waiting and watching',
    description: 'Questions that wait for an agent, parcels that wait for room, and viewers of livestreams.',
  },
  'stock-left': {
    title: 'Flash-sale pieces left',
    description: 'Pieces of the flash sale that are left in each region.',
  },
  stockout: {
    title: 'Time to sold out',
    description: 'Campaign minutes until a product is sold out at its present rate.',
  },
  reservations: {
    title: 'Reservations',
    description: 'Reservations that hold a piece now.',
  },
  guarded: {
    title: 'Requests that risk control did not let pass',
    description: 'By population: those of bots should be here, and those of honest shoppers should not.',
  },
  'stopped-by-rule': {
    title: 'Stopped, by rule',
    description: 'Requests that each rule of risk control stopped.',
  },
  blocked: {
    title: 'Blocked',
    description: 'Accounts, addresses and devices that are blocked now.',
  },
  'late-share': {
    title: 'Late ticks and sends',
    description:
      "Share that was over 0.1 s late by the generator's own fault: above 1 % the load proves nothing.",
  },
  'lag-p99': {
    title: 'Lag p99',
    description:
      'How late the clock of the crowd ticks, and requests leave: by the generator, or for want of a slot.',
  },
  'own-delays': {
    title: "The generator's own faults",
    description:
      'Answers that were late, requests that failed, and requests that never left, because of the generator.',
  },
  slots: {
    title: 'Requests in flight',
    description:
      "Requests in flight, those that wait for a slot, and their mean by Little's law, which must agree.",
  },
  'vus-started': {
    title: 'VUs begun',
    description: 'Virtual users of k6 that began a phase, over all phases.',
  },
  'vus-finished': {
    title: 'VUs finished',
    description: 'Virtual users that came to the end of their phase: fewer than began means that some died.',
  },
  sessions: {
    title: 'Sessions',
    description: 'Sessions begun a second by their cause, and shoppers whose phase ended while they thought.',
  },
  connecting: {
    title: "k6's own times, p99",
    description: 'Waiting for a free connection, and the time of a request as k6 counts it.',
  },
} as const;
