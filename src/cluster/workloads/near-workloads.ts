import { podLabels } from './pod-labels';
import { NearNames } from '../../kubernetes/near-names';
import { LabelIndex } from '../label-index';
import type { Cluster, Workload } from '../model';
import { oncePerCluster } from '../once-per-cluster';

type Labels = Readonly<Record<string, string>>;

/** Of workloads that are alike so many are looked at. */
const MOST_ALIKE = 20;

/** The workloads of one namespace that have pods of their own in the running cluster, by what selectors may have meant. */
interface Near {
  readonly byLabels: LabelIndex<Workload>;
  /** The values of each key. */
  readonly values: ReadonlyMap<string, NearNames>;
  /** By the values of their labels, whatever the keys. */
  readonly byValue: ReadonlyMap<string, readonly Workload[]>;
}

const nearByNamespace = oncePerCluster((cluster) => {
  const known = new Map<string, Near>();
  return (namespace: string): Near => {
    let near = known.get(namespace);
    if (near === undefined) {
      near = nearOf(namespace, cluster.workloads.inNamespace(namespace).filter(({ hooks }) => hooks === undefined));
      known.set(namespace, near);
    }
    return near;
  };
});

function nearOf(namespace: string, workloads: readonly Workload[]): Near {
  const byLabels = new LabelIndex<Workload>();
  const values = new Map<string, Set<string>>();
  const byValue = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const labels = podLabels(workload);
    byLabels.add(namespace, labels, workload);
    for (const [key, value] of Object.entries(labels)) {
      const ofKey = values.get(key);
      if (ofKey === undefined) values.set(key, new Set([value]));
      else ofKey.add(value);
      const same = byValue.get(value);
      if (same === undefined) byValue.set(value, [workload]);
      else if (same.length < MOST_ALIKE) same.push(workload);
    }
  }
  return { byLabels, values: new Map([...values].map(([key, all]) => [key, new NearNames([...all])])), byValue };
}

/**
 * The workloads of a namespace whose pods may be meant by labels that none has: those that lack one of the labels alone and, where there is but one, have a
 * value that is spelled nearly so, or the value under another key. Found through indexes, so that thousands of wrong selectors stay affordable.
 */
export function nearWorkloads(cluster: Cluster, namespace: string, labels: Labels): readonly Workload[] {
  const { byLabels, values, byValue } = nearByNamespace(cluster)(namespace);
  const keys = Object.keys(labels);
  const found = new Set<Workload>();
  const add = (workloads: readonly Workload[]): void => {
    for (const each of workloads.slice(0, MOST_ALIKE)) found.add(each);
  };
  for (const key of keys) {
    const rest = Object.fromEntries(keys.filter((each) => each !== key).map((each) => [each, labels[each]]));
    for (const value of [values.get(key)?.misspelled(labels[key]), values.get(key)?.nearest(labels[key])]) {
      if (value != null) add(byLabels.match(namespace, { ...rest, [key]: value }));
    }
    if (keys.length > 1) add(byLabels.match(namespace, rest));
    else add(byValue.get(labels[key]) ?? []);
  }
  return [...found];
}
