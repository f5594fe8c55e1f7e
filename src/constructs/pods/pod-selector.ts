import type { IConstruct } from 'constructs';
import type { StringMap } from '../../kubernetes/fields';

/** What every cdk8s-plus version's `IPodSelector` tells. `_toKube` is in its declarations, and the only way to read a selector. */
interface PodSelector extends IConstruct {
  toPodSelectorConfig(): {
    readonly labelSelector: { _toKube(): SelectorJson };
    readonly namespaces?: { readonly names?: readonly string[]; readonly labelSelector?: { _toKube(): SelectorJson } };
  };
}

interface SelectorJson {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** The pods that a selector of cdk8s-plus stands for, as a Service can select them. */
export interface SelectedPods {
  readonly labels: StringMap;
  /** undefined where the selector names none. */
  readonly namespace: string | undefined;
}

export function isPodSelector(construct: IConstruct): construct is PodSelector {
  return typeof (construct as Partial<PodSelector>).toPodSelectorConfig === 'function';
}

/**
 * The labels of a selector. An expression that asks for one value is a label.
 *
 * @throws {RangeError} when a Service cannot select the same pods
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#service-and-replicationcontroller
 */
export function selectedPods(selector: PodSelector): SelectedPods {
  const { labelSelector, namespaces: { names = [], labelSelector: byLabels } = {} } = selector.toPodSelectorConfig();
  const { matchLabels = {}, matchExpressions = [] } = labelSelector._toKube();
  const labels: Record<string, string> = { ...matchLabels };
  for (const { key, operator, values = [] } of matchExpressions) {
    if (operator !== 'In' || values.length !== 1 || (labels[key] ?? values[0]) !== values[0]) {
      throw new RangeError(`has the expression '${[key, operator, ...values].join(' ')}', and a Service selects by labels alone; give the pods a label for it`);
    }
    labels[key] = values[0];
  }
  if (names.length > 1 || (byLabels !== undefined && Object.keys(byLabels._toKube()).length > 0)) {
    throw new RangeError('selects pods in several namespaces, and a Service selects pods of its own namespace only; make a Service in each');
  }
  if (Object.keys(labels).length === 0) {
    throw new RangeError('selects all pods, and a Service needs labels to select by; use Pods.select with labels');
  }
  return { labels, namespace: names[0] };
}
