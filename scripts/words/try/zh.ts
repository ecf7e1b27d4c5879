import type { TryWords } from './words.ts';

export const tried = {
  withoutThinkTimes: '，不含思考时间',
  outcome: { ok: '成功', refused: '拒绝', failed: '失败', degraded: '降级', stopped: '拦截' },
  nextShopper: (shopper) => `第 ${shopper} 名顾客，走完剩下的步骤`,
  acknowledged: (what) => `已确认：${what}`,
  hint: (hint) => `提示：${hint}`,
  needs: (what) => `它需要 ${what}，但没有任何响应给出过`,
  looksWrong: (how) => `状态码正常，但${how}：请给该步骤写一个读取响应的 \`outcome\``,
  leaves: '离开',
  charactersMore: (count) => `…… 另有 ${count} 个字符`,
  notReached: (steps, why) => `未走到：${steps}${why === null ? '' : `（${why}）`}`,
  and: (names) => names.join('、'),
  result: { walked: '全部走通', 'not-walked': '未走通', interrupted: '已中断' },
  counts: (behaviours, requests, seconds) => `${behaviours} 种行为 · ${requests} 个请求，用时 ${seconds} 秒`,
  steps: (walked, all) => `${all} 个步骤中走通 ${walked} 个`,
  cannotBeWalked: (behaviours, cause) => `${behaviours} 走不通：${cause}`,
  wasStopped: (behaviour, why) => `${behaviour} 被停止：${why}`,
  visitedByNobody: (steps) => `没有行为访问：${steps}`,
  lookWrong: (steps) => `状态码正常，但响应内容看起来不对：${steps}`,
  left: (what) => `留在目标上的数据：${what}`,
  more: (count) => `另有 ${count} 项`,
} as const satisfies TryWords;
