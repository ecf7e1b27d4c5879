/** What is wrong with the manifest of an autoscaler, and what to do about it. */
import { type Sentence, sentence } from '../../reasons/sentences.ts';

/** What is more special stands before what is more general. */
export const SENTENCES: readonly Sentence[] = [
  sentence('is not a quantity', '不是 Kubernetes 的数量'),
  sentence('write a number such as 500m, 1.5 or 2Gi', '请写一个数量，例如 500m、1.5 或 2Gi'),
  sentence('is not positive', '不是正数'),
  sentence('is negative', '是负数'),
  sentence('has not one of {first} and {second}', '没有恰好给出 {first} 与 {second} 之一'),
  sentence('give exactly one of them', '请恰好给出其中一个'),
  sentence('has no averageValue', '没有 averageValue'),
  sentence(
    'a metric of pods has a target for each pod: give averageValue',
    'Pod 的指标以每个 Pod 为目标：请给出 averageValue',
  ),
  sentence('has no value of its own type', '没有与其类型相符的值'),
  sentence(
    'give value for type: Value, averageValue for type: AverageValue',
    'type: Value 请给出 value，type: AverageValue 请给出 averageValue',
  ),
  sentence('is below minReplicas', '小于 minReplicas'),
  sentence('needs a metric that is there without pods', '需要一个没有 Pod 时也存在的指标'),
  sentence(
    'write a number of at least 1, or add a metric of the type Object or External',
    '请写不小于 1 的数，或添加类型为 Object 或 External 的指标',
  ),
  sentence('has none of the kind {kind}', '没有种类为 {kind} 的对象'),
  sentence('has {count} of the kind {kind}', '有 {count} 个种类为 {kind} 的对象'),
  sentence(
    'give a manifest with kind: {kind} and apiVersion: {version}',
    '请给出 kind: {kind}、apiVersion: {version} 的清单',
  ),
];
