/** What keeps a drill of the scale-out from beginning, and what it cannot tell. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('kubectl shows no autoscaler {name}: {said}', 'kubectl 没有给出自动扩缩容 {name}：{said}'),
  sentence(
    'autoscaling/v2 is needed: Kubernetes 1.23 or newer',
    '需要 autoscaling/v2：Kubernetes 1.23 或更新',
  ),
  sentence('there is no kubectl', '找不到 kubectl'),
  sentence(
    'install it, or add its folder to PATH: --watch-hpa asks it',
    '请安装，或把它所在的目录加入 PATH：--watch-hpa 要用到它',
  ),
  sentence(
    '--watch-hpa: there is no {name}, or its target is gone: {said}',
    '--watch-hpa：没有 {name}，或其目标已不存在：{said}',
  ),
  sentence(
    '`kubectl get hpa --all-namespaces` shows which there are; write namespace/name',
    '`kubectl get hpa --all-namespaces` 可列出现有的；请写成 命名空间/名称',
  ),
  sentence('--watch-hpa may not look at {name}: {said}', '--watch-hpa 无权查看 {name}：{said}'),
  sentence(
    'allow the verb get on the autoscaler and on what it scales',
    '需要对该自动扩缩容及其目标的 get 权限',
  ),
  sentence('kubectl did not answer in time about {name}', 'kubectl 未及时答复 {name}'),
  sentence('is the cluster reachable from here?', '从这里能连上集群吗？'),
  sentence('kubectl does not answer about {name}: {said}', 'kubectl 没有答复 {name}：{said}'),
  sentence('try `kubectl get hpa` by hand', '请手动试一试 `kubectl get hpa`'),
];
