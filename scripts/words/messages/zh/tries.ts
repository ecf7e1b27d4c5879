/** What `carnival try` says of an answer, and what to do about it. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('--verbose shows the whole answer', '--verbose 显示完整的响应'),
  sentence('no answer has given {what} yet', '还没有任何响应给出 {what}'),
  sentence('mend the step in shop.ts', '请修正 shop.ts 中的该步骤'),
  sentence('nothing was sent', '没有发出请求'),
  sentence('nobody knows this name: is it spelled right?', '无法解析这个名字：拼写正确吗？'),
  sentence('--ca trusts an authority of your own', '--ca 可以信任您自己的签发机构'),
  sentence(
    'the plan waits for `generator.requestTimeoutMs` and no longer',
    '计划只等待 `generator.requestTimeoutMs`',
  ),
  sentence(
    "list the cookie with the token in the shop's `cookies`, and send it back: {line}",
    '请在商城的 `cookies` 中列出带令牌的 cookie，并送回：{line}',
  ),
  sentence(
    'the target does not know the shopper: is it logged in, is its token taken and sent (`headers`), has it expired? For a shared credential: `auth`',
    '目标不认识这名顾客：登录了吗？令牌取出并送回了吗（`headers`）？是否过期？共用的凭据请用 `auth`',
  ),
  sentence(
    'is the path right, with its prefix (/api) and its last slash?',
    '路径对吗？前缀（/api）和末尾的斜杠呢？',
  ),
  sentence('is the path right, with its prefix (/api)?', '路径对吗？前缀（/api）呢？'),
  sentence('the path is there, but not for this method', '路径存在，但不接受这种方法'),
  sentence(
    'redirects are not followed: take the step to {place} itself, or read it in `outcome`',
    '不跟随重定向：请让步骤直接访问 {place}，或在 `outcome` 中读取',
  ),
  sentence(
    'send it as `json`, `form` or `body`, with its content type',
    '请用 `json`、`form` 或 `body` 发送，并带上内容类型',
  ),
  sentence('the target limits its callers: let it know this machine', '目标在限流：请让它放行本机'),
  sentence(
    'the body is no JSON: does the path lead to the API, and not to a page?',
    '响应不是 JSON：路径指向的是接口，而不是网页吗？',
  ),
  sentence('let an earlier step `take` it', '请让前面的步骤用 `take` 取出它'),
  sentence('name a file of them in shop.ts: {line}', '请在 shop.ts 中指定账号文件：{line}'),
  sentence('{what} was not in the answer (HTTP {status})', '响应中没有 {what}（HTTP {status}）'),
  sentence('stopped, though it is no bot: {why}', '被拦截，尽管它不是机器人：{why}'),
  sentence('HTTP {status}, which shop.ts takes for ok', 'HTTP {status}，而 shop.ts 视之为成功'),
  sentence('shop.ts gives no outcome: {what}', 'shop.ts 没有给出 outcome：{what}'),
  sentence('shop.ts could not make the request: {error}', 'shop.ts 未能构造请求：{error}'),
  sentence('the answer has neither data nor errors', '响应中既没有 data，也没有 errors'),
  sentence('the body is not JSON', '响应不是 JSON'),
  sentence('the body is an error in XML', '响应是 XML 格式的错误'),
  sentence('the body is an error page', '响应是错误页面'),
  sentence('the body has errors', '响应中有 errors'),
  sentence('the body has an errorCode', '响应中有 errorCode'),
  sentence('the body has an error', '响应中有 error'),
  sentence('the body has an exception', '响应中有 exception'),
  sentence('the body has an error code', '响应中有错误码'),
  sentence('the body says success: false', '响应中写着 success: false'),
  sentence('the body says ok: false', '响应中写着 ok: false'),
  sentence('the body says {state}', '响应中写着 {state}'),
  sentence('the body has the status of an error', '响应中有错误状态'),
  sentence('{n} shoppers have walked', '已有 {n} 名顾客走过'),
  sentence('the {n} s of a try are over', 'try 的 {n} 秒已用完'),
  sentence('{n} steps were walked, in circles', '走了 {n} 步，一直在兜圈'),
  sentence('what is answered changes from shopper to shopper', '响应因顾客而异'),
];
