/** What is wrong with the options of `carnival boundary` or with the faults of one, and what its control port says. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('is no port', '不是端口'),
  sentence(
    'write a whole number up to {max}; 0: any free one',
    '请写不大于 {max} 的整数；0 表示任一空闲端口',
  ),
  sentence('is the port for callers too', '也是调用方的端口'),
  sentence('name another one', '请另选一个'),
  sentence('is where the boundary itself listens', '正是 boundary 自己监听的地址'),
  sentence('name the dependency', '请指定依赖'),
  sentence('is for TLS, and --to is http', '只用于 TLS，而 --to 是 http'),
  sentence('write --to https://…, or leave it out', '请写 --to https://…，或去掉它'),
  sentence('has no port', '没有端口'),
  sentence('has no host name', '没有主机名'),
  sentence(
    'write :9443 for this machine alone, or host:9443, such as 0.0.0.0:9443, for others (a container)',
    '只供本机请写 :9443；供其他机器（容器）请写 host:9443，例如 0.0.0.0:9443',
  ),
  sentence('write --to https://bank.example', '请写 --to https://bank.example'),
  sentence('write https://bank.example', '请写 https://bank.example'),
  sentence('leave them out: the service sends its own', '请去掉：服务会发送自己的账号密码'),
  sentence('has more than a host and a port', '除主机和端口外还有别的'),
  sentence("write {origin}: paths are the service's", '请写 {origin}：路径由服务决定'),
  sentence('name the dependency by its own address', '请用依赖自己的地址'),
  sentence('is missing: {option} alone is half an identity', '缺少：只有 {option} 不足以表明身份'),
  sentence('give both, as PEM files', '请两者都以 PEM 文件给出'),
  sentence('is below the median', '小于中位数'),
  sentence('write a 99th percentile of at least medianMs', '请让第 99 百分位不小于 medianMs'),
  sentence('leaves no call to other faults', '没有给其他故障留下任何调用'),
  sentence('set it alone', '请单独设置'),
  sentence('brings the calls with {kinds} to {sum} of all', '使 {kinds} 的调用达到全部的 {sum} 倍'),
  sentence(
    'a call has one of these at most: their shares add up to 1 or less; a share that is left out is 1',
    '一次调用至多有其中一种：各占比之和不超过 1；省略的占比为 1',
  ),
  sentence('the boundary\'s control port "{url}" {>problem}', 'boundary 的控制端口 "{url}" {>problem}'),
  sentence('is no http:// URL', '不是 http:// 的 URL'),
  sentence('write it as the boundary prints it: {url}', '请按 boundary 打印的写：{url}'),
  sentence('leave them out: the token is a variable of its own', '请去掉：令牌有自己的环境变量'),
  sentence('write http://127.0.0.1:<port>', '请写 http://127.0.0.1:<port>'),
  sentence('is not on this machine', '不在本机'),
  sentence(
    'a control port listens on loopback only; bring one from elsewhere here by a tunnel (ssh -L, kubectl port-forward)',
    '控制端口只在回环地址监听；在别处的请用隧道引到本机（ssh -L、kubectl port-forward）',
  ),
  sentence('the boundary at {host} does not answer: {why}', '{host} 的 boundary 没有响应：{why}'),
  sentence(
    'is `carnival boundary` running, and is this its control port?',
    '`carnival boundary` 在运行吗？这是它的控制端口吗？',
  ),
  sentence('the boundary does not know this token', 'boundary 不认识这个令牌'),
  sentence(
    'give both the same CARNIVAL_BOUNDARY_TOKEN; a boundary that was started without one has printed its own',
    '请给两者同一个 CARNIVAL_BOUNDARY_TOKEN；启动时没有给出令牌的 boundary 会打印自己的',
  ),
  sentence('the boundary answered {status}: {why}', 'boundary 返回 {status}：{why}'),
  sentence('is this the control port of a `carnival boundary`?', '这是 `carnival boundary` 的控制端口吗？'),
  sentence('docs/boundary.md has the faults', 'docs/boundary.md 列出了各种故障'),
];
