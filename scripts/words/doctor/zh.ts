import type { DoctorWords } from './words.ts';

export const doctor = {
  mark: { ok: '正常', note: '提示', bad: '问题' },
  subject: {
    environment: '环境变量',
    passedOver: '未采用',
    system: '系统',
    cores: '核心',
    memory: '内存',
    openFiles: '文件句柄',
    disk: '磁盘',
    ports: '端口',
  },
  from: { environment: '环境变量', path: 'PATH', cache: '缓存', built: '本地构建' },
  tool: (version, from, path) => `${version}，来自${from}：${path}`,
  toolMissing: (line) => `没有找到 ${line}.x；首次演练时会构建`,
  toolCannot: (line, problem) => `没有找到 ${line}.x，也无法构建：${problem}`,
  noGo: '不在 PATH 中',
  goNotNeeded: (has) => `${has}：不需要，没有要构建的工具`,
  goBuilds: (has, minutes) => `${has}：可以构建缺少的工具，约 ${minutes} 分钟，仅此一次`,
  goTooOld: ({ has, needed, variables }) => `${has}：构建需要 Go ${needed}；或用 ${variables} 指定已有的程序`,
  windows: 'Windows：请在 WSL 中运行 Carnival',
  linux: 'linux：可以测量每个进程的 CPU 和内存',
  otherSystem: (name) => `${name}：这里无法测量各进程的 CPU 和内存`,
  node: (version, needed) => `${version}：需要 ${needed} 或更新的版本`,
  cores: (cores, requests) => `${cores} 核：商城和 Prometheus 同在本机时，每秒至多约 ${requests} 个请求`,
  memoryForAll: ({ has, shoppers, needed }) =>
    `可用 ${has}：${shoppers} 名顾客同时在线，连同其他一切，需要 ${needed}`,
  memoryForSome: (has, shoppers) =>
    `可用 ${has}：${shoppers === null ? '只够很小的人群' : `人群约 ${shoppers} 人`}；请减小 --scale，或腾出内存`,
  unlimited: '不限',
  openFiles: ({ limit, connections, wished }) =>
    `每个进程 ${limit} 个，可建 ${connections} 条连接；这些核心所能发出的负载需要 ${wished} 条`,
  raiseTo: (text, limit) => `${text}：用 ulimit -n ${limit} 提高上限`,
  disk: ({ free, runs, perRun, build }) =>
    `剩余 ${free}：${build === null ? '' : `除去构建所需的 ${build}，`}约可容纳 ${runs} 次演练，每次至多 ${perRun}`,
  portsTaken: (ports) => `${ports} 已被占用：将改用其他空闲端口`,
  portsFree: (ports) => `${ports} 在回环地址上空闲`,
  cannotRun: (subjects) => `这里还不能演练：${subjects}。`,
  canRun: '可以演练。',
  canRunOnceBuilt: (minutes) => `可以演练；首次演练会先构建工具，约需 ${minutes} 分钟。`,
} as const satisfies DoctorWords;
