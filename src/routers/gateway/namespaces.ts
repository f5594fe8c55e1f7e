import type { Cluster } from '../../cluster/model';
import type { AllowedNamespaces } from '../../kubernetes/gateway/listener';
import { judgeSelector, type Match } from '../../kubernetes/label-selector';

/**
 * Whether objects of a namespace are allowed; `maybe` where its labels would decide, and it is not in the manifests.
 *
 * @param own the namespace of the object whose field it is
 */
export function allowsNamespace(cluster: Cluster, { from, selector }: AllowedNamespaces, own: string, namespace: string): Match {
  switch (from) {
    case 'All': return 'yes';
    case 'Same': return own === namespace ? 'yes' : 'no';
    case 'None': return 'no';
    case 'Selector': {
      // metav1.LabelSelectorAsSelector: an absent selector selects nothing, an empty one everything
      if (selector === null) return 'no';
      const moreLabels = cluster.find('Namespace', null, namespace) === undefined;
      return judgeSelector(selector, { labels: cluster.namespaceLabels(namespace), generatedLabels: [], moreLabels });
    }
  }
}
