import type { MistakeWords } from './words.ts';

export const mistake = {
  hint: '提示：',
  has: (subject, count) => `${subject}：${count} 处错误`,
  at: (place, problem) => `${place}：${problem}`,
} as const satisfies MistakeWords;
