/** Tools, ports, disks, folders and packs: progress, what is wrong, and what to do about it. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence(
    'The report in the folder is older than this verdict, and was not made again: {>why}',
    '文件夹中的报告早于本次判定，且未能重新生成：{>why}',
  ),
  sentence(
    'Building {tools} from pinned Go modules, once: about {minutes} min.',
    '正在用固定版本的 Go 模块构建 {tools}，仅此一次：约 {minutes} 分钟。',
  ),
  sentence('{tools} built in {minutes}.', '{tools} 构建完成，用时 {minutes}。'),
  sentence(
    '{module}: {n} packages compiled, {name}; {so} of about {about}',
    '{module}：已编译 {n} 个包，{name}；{so} / 约 {about}',
  ),
  sentence(
    '{module}: {n} modules downloaded; {so} of about {about}',
    '{module}：已下载 {n} 个模块；{so} / 约 {about}',
  ),
  sentence('{module}: starting; {so} of about {about}', '{module}：正在启动；{so} / 约 {about}'),
  sentence('Passed over {>tool}.', '未采用 {>tool}。'),
  sentence('{path}: it does not run ({why})', '{path}：无法运行（{why}）'),
  sentence('{path}: it does not print a version of {name}', '{path}：没有输出 {name} 的版本'),
  sentence(
    '{path}: it is {name} {version}, but Carnival needs {line}.x',
    '{path}：是 {name} {version}，而 Carnival 需要 {line}.x',
  ),
  sentence('does not run ({why})', '无法运行（{why}）'),
  sentence('does not print a version of {name}', '没有输出 {name} 的版本'),
  sentence(
    'is {name} {version}, but Carnival needs {line}.x',
    '是 {name} {version}，而 Carnival 需要 {line}.x',
  ),
  sentence('name a {name} {line}.x, or unset {variable}', '请指定 {name} {line}.x，或取消设置 {variable}'),
  sentence('there is no Go on PATH to build it with', 'PATH 中没有 Go，无法构建'),
  sentence(
    'Go {version} is too old to build it (needs {needed})',
    'Go {version} 太旧，无法构建（需要 {needed}）',
  ),
  sentence('not found: {tools}; and {>problem}', '没有找到 {tools}；并且{>problem}'),
  sentence(
    'install Go {version} or newer and run this again:{lines}From Go {from} on, GOTOOLCHAIN=auto lets Go fetch the newer Go that it needs.{rest}',
    '请安装 Go {version} 或更新的版本，然后重新运行：{lines}自 Go {from} 起，GOTOOLCHAIN=auto 会自动获取所需的新版 Go。{rest}',
  ),
  sentence(
    'install Go {version} or newer and run this again:{lines}From Go {from} on, GOTOOLCHAIN=auto lets Go fetch the newer Go that it needs.',
    '请安装 Go {version} 或更新的版本，然后重新运行：{lines}自 Go {from} 起，GOTOOLCHAIN=auto 会自动获取所需的新版 Go。',
  ),
  sentence('still not found after the build: {tools}', '构建之后仍未找到：{tools}'),
  sentence(
    'the machine carries {requests} requests/s at {cost} µs of CPU each; other programs take {others} of {cores} cores',
    '本机每秒可承载 {requests} 个请求，每个耗 CPU {cost} µs；其他程序占用 {cores} 核中的 {others} 核',
  ),
  sentence(
    "the generator's VUs carries {requests} requests/s at {cost} µs of CPU each; other programs take {others} of {cores} cores",
    '压测端的 VU 每秒可承载 {requests} 个请求，每个耗 CPU {cost} µs；其他程序占用 {cores} 核中的 {others} 核',
  ),
  sentence(
    "the shop's largest region carries {requests} requests/s at {cost} µs of CPU each; other programs take {others} of {cores} cores",
    '商城最大的区域每秒可承载 {requests} 个请求，每个耗 CPU {cost} µs；其他程序占用 {cores} 核中的 {others} 核',
  ),
  sentence(
    'no pace is slow enough: in {phase}, those who do not follow the pace send {n} requests/s, but {>why}',
    '再慢的节奏也不够：{phase} 中不受节奏影响的顾客每秒发出 {n} 个请求，而{>why}',
  ),
  sentence(
    'stop other programs, make the crowd smaller with --scale, or give --pace a number',
    '请停止其他程序，用 --scale 缩小人群，或给 --pace 一个数值',
  ),
  sentence('--pace auto cannot see here what a request costs', '--pace auto 在这里测不出每个请求的开销'),
  sentence(
    'it needs Linux and all cores of the machine; give --pace a number',
    '它需要 Linux 和机器的全部核心；请给 --pace 一个数值',
  ),
  sentence('interrupted while it looked for the pace', '在寻找节奏时被中断'),
  sentence('{option}: port {port} on {host} is taken', '{option}：{host} 的端口 {port} 已被占用'),
  sentence('port {port} on {host} cannot be used: {why}', '{host} 的端口 {port} 不可用：{why}'),
  sentence(
    '`{command}` shows which process has it; without {option} another free port is used',
    '`{command}` 可查出占用的进程；不给 {option} 则使用其他空闲端口',
  ),
  sentence('choose one from 1024 to {max}', '请在 1024 到 {max} 之间选择'),
  sentence('cannot make the folder of runs "{folder}": {why}', '无法建立演练文件夹 "{folder}"：{why}'),
  sentence('cannot make the data folder "{folder}": {why}', '无法建立数据文件夹 "{folder}"：{why}'),
  sentence('name another with --data', '用 --data 指定另一个'),
  sentence('--runs names another folder', '用 --runs 指定另一个文件夹'),
  sentence(
    'the disk of "{folder}" has {free} left; a run needs {needed}',
    '"{folder}" 所在磁盘只剩 {free}；一次演练需要 {needed}',
  ),
  sentence('delete old runs, or name another place with --runs', '请删除旧的演练，或用 --runs 指定别处'),
  sentence('cannot read {file}: it is not there', '无法读取 {file}：它不存在'),
  sentence('cannot read {file}: it is not a file', '无法读取 {file}：它不是文件'),
  sentence('cannot read {file}: {why}', '无法读取 {file}：{why}'),
  sentence('give the folder of a run, such as runs/<id>', '请给出一次演练的文件夹，例如 runs/<id>'),
  sentence('give the folder of a run', '请给出一次演练的文件夹'),
  sentence(
    'name the folder of a run, such as runs/<id>, or a baseline',
    '请给出一次演练的文件夹，例如 runs/<id>，或一个基线',
  ),
  sentence('{file} is not JSON: {why}', '{file} 不是 JSON：{why}'),
  sentence(
    'the run may have ended while it wrote this file; rehearse again',
    '演练可能在写此文件时结束；请重新演练',
  ),
  sentence('{file} is not what a run writes at {place}: {why}', '{file} 不是演练写出的内容，{place}：{why}'),
  sentence('{file} is not what a run writes: {why}', '{file} 不是演练写出的内容：{why}'),
  sentence(
    'it was changed, or written by another version of Carnival: rehearse again',
    '它被改动过，或由另一版本的 Carnival 写出：请重新演练',
  ),
  sentence('{folder} has no {name}', '{folder} 中没有 {name}'),
  sentence('judge the run first: carnival judge runs/<id>', '请先判定该演练：carnival judge runs/<id>'),
  sentence(
    '{folder} is a run of another version of Carnival: its observations have version {one}, and not {other}',
    '{folder} 是另一版本 Carnival 的演练：其观测数据的版本是 {one}，而不是 {other}',
  ),
  sentence('judge it with the version that ran it, or rehearse again', '请用当时的版本判定，或重新演练'),
  sentence(
    '{folder} is a run that still goes on: its Prometheus has a lock on its data',
    '{folder} 是仍在进行的演练：其 Prometheus 锁住了数据',
  ),
  sentence(
    'wait until it has ended; meanwhile it shows itself on the screen',
    '请等它结束；其间屏幕上会显示进展',
  ),
  sentence('{folder} has no data of its Prometheus', '{folder} 中没有其 Prometheus 的数据'),
  sentence(
    'a run that sent no load has none, and {data} may have been deleted, or be a link',
    '没有发出负载的演练没有数据；{data} 也可能已被删除，或是一个链接',
  ),
  sentence(
    '{file} is no baseline of this version of Carnival: its version is {one}, and not {other}',
    '{file} 不是此版本 Carnival 的基线：其版本是 {one}，而不是 {other}',
  ),
  sentence(
    'save it again: carnival gate --save-baseline <file> <run>',
    '请重新保存：carnival gate --save-baseline <file> <run>',
  ),
  sentence('{file} is no pack that can be judged: {>why}', '{file} 不是可以判定的包：{>why}'),
  sentence('it is empty', '它是空的'),
  sentence('it ends too early, so it was not copied whole', '它提前结束，没有完整复制'),
  sentence('it was damaged or changed: its bytes do not belong together', '它已损坏或被改动：其字节互不相符'),
  sentence('{file} is a pack or another archive, and no baseline', '{file} 是证据包或其他归档文件，不是基线'),
  sentence(
    'unpack it with tar -xzf, and name the folder that was in it',
    '请用 tar -xzf 解开，并给出其中的文件夹',
  ),
  sentence('{file} is no baseline: it is not JSON', '{file} 不是基线：它不是 JSON'),
  sentence(
    'name the folder of a run, such as runs/<id>, or what carnival gate --save-baseline <file> <run> wrote',
    '请给出一次演练的文件夹，例如 runs/<id>，或 carnival gate --save-baseline <file> <run> 写出的文件',
  ),
  sentence('there is no run {folder}', '没有演练 {folder}'),
  sentence('the newest run there is {run}', '那里最新的演练是 {run}'),
  sentence('carnival judge {folder} writes it', 'carnival judge {folder} 会写出它'),
  sentence(
    'the run ended before it was read what had happened, or the file was deleted: rehearse again',
    '演练在读取结果之前就已结束，或此文件已被删除：请重新演练',
  ),
  sentence(
    'The report was written again, in {>language}: --lang chooses another',
    '报告已重新写成{>language}：--lang 可换语言',
  ),
  sentence('English', '英文'),
  sentence('Chinese', '中文'),
  sentence(
    'ask for it again, or pack the run again: carnival pack runs/<id>',
    '请重新索取，或重新打包：carnival pack runs/<id>',
  ),
  sentence('it is no archive', '它不是归档文件'),
  sentence('it has no {name}', '其中没有 {name}'),
  sentence('{name} was changed: its SHA-256 is another one', '{name} 被改动过：SHA-256 不一致'),
  sentence('{name} is missing', '缺少 {name}'),
  sentence(
    'the verdict in the pack is {claimed}, but its evidence comes to {outcome}',
    '包内的判定是 {claimed}，而其证据得出 {outcome}',
  ),
  sentence(
    'the verdict was changed, or another version of Carnival judged it: trust the one above',
    '判定被改动过，或由另一版本的 Carnival 判定：请以上面的为准',
  ),
  sentence('the audit was not done: {>why}', '没有完成核对：{>why}'),
  sentence('the run keeps the audit that it has', '演练保留已有的核对结果'),
  sentence(
    'The audit and the verdict were not written into the folder: {why}',
    '核对结果和判定没有写入文件夹：{why}',
  ),
  sentence('nothing is started any more: the command is ending', '命令正在结束，不再启动任何进程'),
  sentence('{name} stopped unexpectedly ({how}): {>said}', '{name} 意外停止（{how}）：{>said}'),
  sentence('{name} stopped unexpectedly: {>said}', '{name} 意外停止：{>said}'),
  sentence('{name} stopped unexpectedly', '{name} 意外停止'),
  sentence(
    '{folder} holds nothing of run {id} that Prometheus can read',
    '{folder} 中没有 Prometheus 能读取的演练 {id} 的数据',
  ),
  sentence('it was cut off or changed, or it is of another run', '它被截断或改动过，或属于另一次演练'),
  sentence('the run cannot be shown from {folder}: {why}', '无法在 {folder} 中展示此次演练：{why}'),
  sentence(
    'is there room for a copy of its data, and may you write there? TMPDIR names another folder',
    '那里有空间存放数据副本吗，您有写入权限吗？可用 TMPDIR 指定另一个文件夹',
  ),
  sentence('see why in its log: {file}', '原因见其日志：{file}'),
  sentence(
    'stopped before {what} was started; nothing was sent',
    '在启动 {what} 之前已停止；没有发出任何请求',
  ),
  sentence('CARNIVAL_DEBUG=1 shows where in the code', 'CARNIVAL_DEBUG=1 会显示代码位置'),
  sentence('carnival {command} ended without a result', 'carnival {command} 没有得出结果就结束了'),
  sentence(
    'it waits for something that cannot come any more: please report it, with the command line',
    '它在等待不会再到来的东西：请附上命令行报告此问题',
  ),
];
