import { capacity } from './capacity/zh.ts';
import { compare } from './compare/zh.ts';
import { doctor } from './doctor/zh.ts';
import { drillText } from './drills/zh.ts';
import { forecast } from './forecast/zh.ts';
import { help } from './help/zh.ts';
import { live } from './live/zh.ts';
import { message } from './messages/zh.ts';
import { mistake } from './mistakes/zh.ts';
import { say } from './reasons/zh.ts';
import { report } from './report/zh.ts';
import { said } from './said/zh.ts';
import { scaleOut } from './scale-out/zh.ts';
import { scaleOutDrill } from './scale-out-drill/zh.ts';
import { table } from './table/zh.ts';
import { tried } from './try/zh.ts';
import type { Words } from './words.ts';

export const zh = {
  language: 'zh-Hans',
  outcome: { pass: '通过', fail: '未通过', inconclusive: '无法判定' },
  state: { pass: '通过', fail: '未通过', 'not-proven': '未证实', 'not-judged': '不作判定' },
  checkState: { ok: '正常', broken: '异常', 'not-checked': '未检查' },
  breakerState: { closed: '关闭', 'half-open': '半开', open: '打开', unknown: '未知' },
  check: {
    'series-complete': '数据完整',
    'generator-ended': '压测端正常结束',
    'clock-steady': '时钟稳定',
    'vus-finished': '各部分均已完成',
    'own-failures': '压测端自身的失败',
    'ticks-on-time': '节拍准时',
    'sends-on-time': '发送准时',
    'achieved-load': '负载符合计划',
    'region-shares': '各区域占比',
    'later-steps': '后续步骤已到达',
    'think-times': '思考时间',
    'crowd-held': '人群规模保持',
    conservation: '请求无遗漏',
    'littles-law': '利特尔法则',
    'in-flight-bound': '在途请求余量',
  },
  wholeRun: '全程',
  reason: (english) => say(english).text.replaceAll(' · whole run', ' · 全程'),
  message: (english) => message(english).text,
  drillText: (english) => drillText(english).text,
  report,
  table,
  live,
  forecast,
  capacity,
  scaleOut,
  scaleOutDrill,
  compare,
  doctor,
  tried,
  said,
  mistake,
  help,
} as const satisfies Words;
