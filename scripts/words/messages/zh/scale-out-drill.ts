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
  sentence('the run was interrupted', '演练被中断'),
  sentence('the run was ended early: {>why}', '演练提前结束：{why}'),
  sentence('the load was not what the plan asks for: {>why}', '负载与计划不符：{why}'),
  sentence('it was not seen whole', '未能完整看到'),
  sentence('replica {name} died', '副本 {name} 意外终止'),
  sentence('the balancer wrote nothing of its replicas', '负载均衡器没有留下副本的记录'),
  sentence('the cluster was not seen for {seconds} s: {>why}', '有 {seconds} 秒未能看到集群：{why}'),
  sentence('the cluster was not seen for {seconds} s', '有 {seconds} 秒未能看到集群'),
  sentence('the cluster was never seen: {>why}', '从未看到集群：{why}'),
  sentence('the cluster was never seen', '从未看到集群'),
  sentence(
    'the autoscaler did not look for {gap} s during the burst, and it should each {period} s',
    '高峰期间自动扩缩器有 {gap} 秒没有查看，而它应每 {period} 秒查看一次',
  ),
  sentence('the autoscaler gave up: {why}', '自动扩缩容已放弃：{why}'),
  sentence('the autoscaler never looked during the burst', '爆发期间自动扩缩容一次也没有查看'),
  sentence('the autoscaler never saw how busy the replicas are', '自动扩缩容从未看到副本的繁忙程度'),
  sentence(
    'the simulation does not always reach the capacity within the run: a longer burst is needed',
    '模拟并不总能在演练内达到容量：需要更长的爆发',
  ),
  sentence(
    'the objective is missed neither in the simulation nor in the run: a steeper burst is needed',
    '模拟与演练中都没有未达目标的时候：需要更陡的爆发',
  ),
  sentence(
    'the interval of the seconds out of the objective holds the whole burst',
    '未达目标时间的区间涵盖了整个爆发',
  ),
  sentence('what became of the replicas was not kept: {why}', '副本的经过没有留下记录：{why}'),
  sentence('rehearse again', '请重新演练'),
  sentence('says nothing in a drill', '在演练中没有意义'),
  sentence('leave it out', '请去掉'),
  sentence('is no name of an autoscaler', '不是自动扩缩容的名称'),
  sentence('write it so: namespace/name', '请写成：命名空间/名称'),
  sentence('watches a cluster, and no target is loaded', '要观察集群，却没有给出目标'),
  sentence('name it with --target, or leave --watch-hpa out', '请用 --target 给出，或去掉 --watch-hpa'),
  sentence('is scaled by an autoscaler that nobody watches', '由无人观察的自动扩缩容来扩缩'),
  sentence('name it with --watch-hpa namespace/name', '请用 --watch-hpa 命名空间/名称 给出'),
  sentence('is for a drill: nothing is loaded without one', '用于演练：不演练就不施加负载'),
  sentence('say --drill too, or leave {option} out', '请同时给出 --drill，或去掉 {option}'),
  sentence('is missing: there is nothing to scale', '缺失：没有可扩缩的副本'),
  sentence(
    'take the plan {plan}, or say --target and --watch-hpa',
    '请用计划 {plan}，或给出 --target 与 --watch-hpa',
  ),
  sentence('is no metric that a drill of the embedded shop can make', '是内置商店的演练给不出的指标'),
  sentence(
    'it can make cpu with averageUtilization: how busy replicas are',
    '它能给出 cpu 的 averageUtilization：副本有多忙',
  ),
  sentence('raise countMax, or write a lower maximum', '请调高 countMax，或写更低的最大值'),
  sentence(
    'of {plan} never ask for more than the first {count} replicas carry',
    '（{plan}）的需求从未超过最初 {count} 个副本的承载能力',
  ),
  sentence(
    'a drill needs a burst: raise its rates, or begin with fewer replicas',
    '演练需要一次爆发：请提高到达率，或从更少的副本开始',
  ),
];
