/** What is wrong with a shop.ts or its accounts, and what to do about it. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('declare at least one step', '请至少声明一个步骤'),
  sentence('declare at least one: somebody has to come', '请至少声明一个：总得有人来'),
  sentence('is not the name of a cookie', '不是 cookie 的名字'),
  sentence("list the names to keep, or write 'jar' for all", "请列出要保留的名字，或写 'jar' 保留全部"),
  sentence('is an empty name', '名字是空的'),
  sentence(
    "name what is taken: take: { order: json('code') }",
    "请给取出的值起名：take: { order: json('code') }",
  ),
  sentence('is taken from no answer', '没有从任何响应中取出'),
  sentence('is nothing that can be promised', '不是可以承诺的事'),
  sentence('order, payment or redemption', 'order、payment 或 redemption'),
  sentence('is not a function', '不是函数'),
  sentence('is not an HTTP method', '不是 HTTP 方法'),
  sentence('such as GET or POST', '例如 GET 或 POST'),
  sentence('say how long a connection stays open', '请写明连接保持多久'),
  sentence(
    'reads an answer, but k6 shows nothing of the one to a handshake',
    '要读取响应，但 k6 不提供握手的响应',
  ),
  sentence(
    'leave take, outcome, refused, stopped and promises out of a connection',
    '请从连接中去掉 take、outcome、refused、stopped 和 promises',
  ),
  sentence('has statuses that are no list', '状态码不是列表'),
  sentence('is a success by its status', '按状态码是成功'),
  sentence(
    'list statuses from 300 on; if the body says no at a 2xx, let `outcome` read it',
    '请列出 300 以上的状态码；若 2xx 的正文表示拒绝，请由 `outcome` 读取',
  ),
  sentence('use letters, digits and -, such as "{example}"', '请使用字母、数字和 -，例如 "{example}"'),
  sentence('is not the shop’s to say', '不由商城决定'),
  sentence('leave it out; for another host see hosts: [ … ]', '请去掉；需要另一个主机时见 hosts: [ … ]'),
  sentence('is not a host of the shop', '不是该商城的主机'),
  sentence('name it: {what}', '请声明它：{what}'),
  sentence('is less than 0', '小于 0'),
  sentence('write seconds: a finite number, 0 or more', '请写秒数：有限的数，不小于 0'),
  sentence('has {bodies}, and a request has one body', '有 {bodies}，而一个请求只有一个正文'),
  sentence(
    'use letters, digits, dots, - and _, such as "{example}"',
    '请使用字母、数字、点、- 和 _，例如 "{example}"',
  ),
  sentence('use letters, digits, - and _, such as "{example}"', '请使用字母、数字、- 和 _，例如 "{example}"'),
  sentence('are no steps', '不是步骤'),
  sentence('is no entry', '不是入口'),
  sentence(
    "name the first steps: entry: { home: 1 }, or 'channels'",
    "请写明最初的步骤：entry: { home: 1 }，或 'channels'",
  ),
  sentence('but the shop has no channels', '但该商城没有渠道'),
  sentence('name the steps: entry: { home: 1 }', '请写明步骤：entry: { home: 1 }'),
  sentence('leads to "{step}", which it does not visit', '通向 "{step}"，而该行为不访问它'),
  sentence('add it to its steps', '请加到其步骤中'),
  sentence('everybody begins somewhere', '每个人总要从某处开始'),
  sentence('leads to a step that the behaviour does not have', '通向该行为没有的步骤'),
  sentence('write a number from 0 to 1', '请写 0 到 1 的数'),
  sentence('adds up to {sum}, more than 1', '总和是 {sum}，大于 1'),
  sentence('what is left to 1 leaves the shop', '与 1 的差额即离开商城的比例'),
  sentence(
    'cannot be walked: it needs {names}, which nothing before it has given (a session may begin there)',
    '走不通：它需要 {names}，而之前没有步骤给出（会话可能从这里开始）',
  ),
  sentence(
    'cannot be walked: it needs {names}, which nothing before it has given (by way of {step})',
    '走不通：它需要 {names}，而之前没有步骤给出（经由 {step}）',
  ),
  sentence(
    'let a step before it take it, or lead there only after an ok answer of one that does',
    '请让之前的步骤取出它，或只在取出它的步骤成功之后才通向这里',
  ),
  sentence('cannot be bundled for k6: {why}', '无法为 k6 打包：{why}'),
  sentence(
    'it runs in k6, which has no Node: import nothing but carnival and files of your own',
    '它在 k6 中运行，没有 Node：请只导入 carnival 和您自己的文件',
  ),
  sentence('is not there', '不存在'),
  sentence(
    'put it where shop.ts says: a path counts from the folder of shop.ts',
    '请放到 shop.ts 所写的位置：路径从 shop.ts 所在的文件夹算起',
  ),
  sentence('has no accounts', '没有账号'),
  sentence(
    'its first line names the columns, such as username,password; each line after it is an account',
    '首行是列名，例如 username,password；之后每行是一个账号',
  ),
  sentence('has a mistake: {why}', '有错误：{why}'),
  sentence(
    'put fields with a comma, a quote or a line break in quotes',
    '含有逗号、引号或换行的字段请加引号',
  ),
];
