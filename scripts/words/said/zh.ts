import type { SaidWords } from './words.ts';

export const said = {
  rehearsing: ({ plan, shoppers, seconds, where }) =>
    `开始演练 ${plan}（顾客最多约 ${shoppers} 人，${seconds} 秒），目标：${where}`,
  embeddedShop: '内置商城',
  files: (folder) => `文件：${folder}`,
  report: (file) => `报告：${file}`,
  interruptedBeforeLoad: '在发出任何负载之前就已中断：没有可以判定的内容。',
  endedAtOnce: '已立即结束。',
  stops: '按 Ctrl-C 停止。',
  paceLooks: (seconds, phase) => `pace auto：用 ${phase} 阶段对内置商城压测 ${seconds} 秒……`,
  paceFound: (pace, why) => `节奏 ${pace}：${why}`,
  configNames: (options, file) => `未给出 ${options.join('、')}：取自当前文件夹的 ${file}。`,
  builtIn: ({ file, plan, isOnTarget }) =>
    `本文件夹没有 ${file}：使用内置计划 ${plan}${isOnTarget ? '' : '，目标为内置商城'}`,
  builtBefore: 'carnival：代码在构建之后有改动，现在运行的是旧的构建结果：npm run build',
  verdictNotWritten: (why) => `判定没有写入文件夹：${why}`,
  packVerified: (files) => `已校验：${files} 个文件与打包时一致。`,
  packSame: '包内的判定与重新判定一致。',
  packDiffers: '包内的判定结果相同，但细节不同：由另一版本的 Carnival 判定，或已被改动。以上面的判定为准。',
  packed: ({ run, outcome, file, size }) => `已打包 ${run}（${outcome}）：${file}，${size}`,
  shop: {
    api: (url) => `接口文档：${url}`,
    data: '数据',
    token: '令牌',
    noBareRun: (why) => `直接执行 \`k6 run\` 不会压测任何目标：无法写入准入文件：${why}`,
  },
  dashboards: {
    run: '演练',
    user: (name) => `用户 ${name}`,
    passwordIn: (file) => `密码见 ${file}`,
    byHand: '没有启动 Grafana：PATH 中没有，或给出了 --no-grafana。可在另一个终端用下列任一命令启动：',
    itsFolder: 'Grafana 的目录',
  },
  init: {
    steps: (steps, open) => `shop.ts 有 ${steps} 个步骤${open === null ? '' : `，其中 ${open} 处 TODO`}。`,
    next: (command) => `下一步：${command}`,
  },
} as const satisfies SaidWords;
