import type { Cluster } from '../../../cluster/model';
import { objectAt, objectIn, stringMapAt, stringsAt, textAt } from '../../../kubernetes/fields';
import type { IngressClass } from '../../../kubernetes/ingress';
import { readLabelSelector, selects } from '../../../kubernetes/label-selector';
import type { Resource } from '../../../kubernetes/resource';

/** What an IngressClassParams sets for every Ingress of its class; it takes precedence over annotations. */
export interface ClassParams {
  readonly resource: Resource;
  readonly group: string | null;
  readonly targetType: string | null;
  readonly certificates: readonly string[];
  readonly sslRedirectPort: string | null;
  /** Settings of the load balancer by the name of their annotation. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a class says besides its controller. */
export type ParamsLookup =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly params: ClassParams; readonly serves: (namespace: string) => boolean }
  /** Not among the manifests. */
  | { readonly kind: 'missing'; readonly name: string }
  /** Parameters of another kind. */
  | { readonly kind: 'unknown'; readonly what: string };

const GROUP = 'elbv2.k8s.aws';
const KIND = 'IngressClassParams';

/** @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/class_loader.go */
export function paramsOf(ingressClass: IngressClass, cluster: Cluster): ParamsLookup {
  const reference = objectIn(ingressClass.resource.object, 'spec', 'parameters');
  if (reference === undefined) return { kind: 'none' };
  const name = textAt(reference, 'name') ?? '';
  const kind = textAt(reference, 'kind') ?? '';
  if (textAt(reference, 'apiGroup') !== GROUP || kind !== KIND) return { kind: 'unknown', what: `${kind} ${name}` };
  const resource = cluster.find(KIND, null, name);
  if (resource === undefined) return { kind: 'missing', name };
  const selector = objectIn(resource.object, 'spec', 'namespaceSelector');
  const serves = (namespace: string): boolean => selector === undefined || selects(readLabelSelector(selector), stringMapOf(cluster, namespace));
  return { kind: 'found', params: readParams(resource), serves };
}

function stringMapOf(cluster: Cluster, namespace: string): ReturnType<typeof stringMapAt> {
  return stringMapAt({ labels: { ...cluster.namespaceLabels(namespace) } }, 'labels');
}

function readParams(resource: Resource): ClassParams {
  const spec = objectAt(resource.object, 'spec');
  const settings: Record<string, string> = {};
  const add = (name: string, value: string | null): void => {
    if (value !== null) settings[name] = value;
  };
  add('scheme', textAt(spec, 'scheme'));
  add('ip-address-type', textAt(spec, 'ipAddressType'));
  add('ssl-policy', textAt(spec, 'sslPolicy'));
  add('inbound-cidrs', stringsAt(spec, 'inboundCIDRs').join(',') || null);
  add('load-balancer-name', textAt(spec, 'loadBalancerName'));
  return {
    resource,
    group: textAt(objectAt(spec, 'group'), 'name'),
    targetType: textAt(spec, 'targetType'),
    certificates: stringsAt(spec, 'certificateArn'),
    sslRedirectPort: textAt(spec, 'sslRedirectPort'),
    settings,
  };
}
