/** Why a target may not be loaded or cannot be reached, and what to do about it. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('names no region of the plan: {name}', '指定的不是该计划的区域：{name}'),
  sentence(
    'names no region of the plan, and no host of the shop: {name}',
    '指定的既不是该计划的区域，也不是商城的主机：{name}',
  ),
  sentence(
    'give one URL for all regions, or region=URL for each of {regions}, and host=URL for each of {hosts}',
    '请给出一个用于全部区域的 URL，或为 {regions} 逐一写 region=URL，并为 {hosts} 逐一写 host=URL',
  ),
  sentence(
    'give one URL for all regions, or region=URL for each of {regions}',
    '请给出一个用于全部区域的 URL，或为 {regions} 逐一写 region=URL',
  ),
  sentence('is for all regions, but other targets are given too', '用于全部区域，却还给出了其他目标'),
  sentence('is the second target of {name}', '是 {name} 的第二个目标'),
  sentence('is missing for the host {name}', '缺少主机 {name} 的目标'),
  sentence('is missing for region {name}', '缺少区域 {name} 的目标'),
  sentence('is not an http or https URL', '不是 http 或 https 的 URL'),
  sentence('carries credentials', '带有账号密码'),
  sentence('leave them out: they would end up in logs and reports', '请去掉：它们会出现在日志和报告中'),
  sentence('has a part behind #', '含有 # 之后的部分'),
  sentence('leave it out: it is never sent', '请去掉：它从不发送'),
  sentence('has no host name that can be checked', '没有可以核对的主机名'),
  sentence('use letters, digits, dots and hyphens', '请使用字母、数字、点和连字符'),
  sentence('has a host name that cannot be pinned', '主机名无法固定到地址'),
  sentence('does not resolve: {why}', '无法解析：{why}'),
  sentence('check the name, or give the address', '请检查名字，或给出地址'),
  sentence('check the name', '请检查名字'),
  sentence('resolves to no address', '没有解析出地址'),
  sentence(
    'is not on loopback ({addresses}) and the plan does not allow it',
    '不在回环地址上（{addresses}），计划也不允许压测它',
  ),
  sentence('does not answer its environment check ({why})', '没有响应环境检查（{why}）'),
  sentence('is it running?', '它在运行吗？'),
  sentence('does the target run, and on this port?', '目标在运行吗？是这个端口吗？'),
  sentence(
    'wants to know who asks ({status} to its environment check)',
    '要求表明身份（环境检查返回 {status}）',
  ),
  sentence(
    'does not let this caller in ({status} to its environment check)',
    '拒绝了本次访问（环境检查返回 {status}）',
  ),
  sentence('has a certificate of an unknown authority (x509)', '证书由未知机构签发（x509）'),
  sentence(
    'give the certificate of its authority with --ca <file>, for admission, audit and k6 alike',
    '请用 --ca <file> 给出签发机构的证书，准入、核对和 k6 都会使用',
  ),
  sentence('has a certificate that has expired (x509)', '证书已过期（x509）'),
  sentence('renew it: nobody could load the target', '请更新证书：否则谁也无法压测该目标'),
  sentence('has a certificate that is not valid yet (x509)', '证书尚未生效（x509）'),
  sentence('check the clocks of both machines', '请检查两台机器的时钟'),
  sentence('give the URL with a name that its certificate has', '请使用其证书中有的名字'),
  sentence('is not set in the environment', '没有设置该环境变量'),
  sentence('the shop names it: export it before you start', '商城用到它：请先 export'),
  sentence('check that the secret of your CI is there', '请检查 CI 的密钥是否存在'),
  sentence('holds a character that cannot be sent', '含有无法发送的字符'),
  sentence('a file read into it may end with a line break', '从文件读入的内容末尾可能有换行'),
  sentence(
    'give the URL of a staging; if it is one, correct what it says of itself',
    '请给出预发环境的 URL；若它确是预发环境，请更正它对自身的声明',
  ),
  sentence('is it running, and is this its address?', '它在运行吗？这是它的地址吗？'),
  sentence('check the variables that "auth" names', '请检查 "auth" 所指的环境变量'),
  sentence(
    '{path}: “{query}” finds nothing yet; if that stays so, it is not proven',
    '{path}：“{query}” 尚未查到数据；若一直如此，则视为未证实',
  ),
];
