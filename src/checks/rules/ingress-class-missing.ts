import { groupByClass, namedClass } from '../../routers/ingress/ingress-class';
import type { Rule } from '../rule';

/** An Ingress without a class, where no class is the default. */
export const INGRESS_CLASS_MISSING: Rule = {
  id: 'ingress-class-missing',
  severity: 'warning',
  title: 'An Ingress names no class, and the manifests have no default IngressClass.',
  why: 'Most controllers ignore an Ingress without a class, unless the cluster has a default class.',
  fix: 'Set spec.ingressClassName.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class'],
  * check({ cluster }) {
    const others = cluster.ingressClasses.map((each) => each.name);
    const named = [...new Set(cluster.ingresses.map(namedClass).filter((each) => each !== null && each !== ''))];
    const hints = others.length > 0 ? others : named;
    for (const { className, ingresses } of groupByClass(cluster.ingresses, cluster.ingressClasses)) {
      if (className !== null) continue;
      for (const { resource } of ingresses) {
        yield {
          resource,
          path: 'spec',
          // Where nothing of the manifests has a class, the cluster's default is likely meant
          severity: hints.length > 0 ? 'warning' : 'info',
          message: 'names no ingress class, and no IngressClass of the manifests is the default: most controllers then ignore it',
          ...(hints.length === 1 ? { edits: [{ path: 'spec.ingressClassName', value: hints[0] }] } : {}),
          fix: hints.length === 1 ? `set spec.ingressClassName to ${hints[0]}` : 'set spec.ingressClassName, unless the cluster has a default class',
        };
      }
    }
  },
};
