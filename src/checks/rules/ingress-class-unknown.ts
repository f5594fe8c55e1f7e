import { NearNames } from '../../kubernetes/near-names';
import { namedClass } from '../../routers/ingress/ingress-class';
import type { Rule } from '../rule';

/** An Ingress whose class is not among those of the manifests. */
export const INGRESS_CLASS_UNKNOWN: Rule = {
  id: 'ingress-class-unknown',
  severity: 'warning',
  title: 'An Ingress names a class that is none of the IngressClass objects of the manifests.',
  why: 'The API server does not check the class; an Ingress of a class that no controller serves is ignored without a word.',
  fix: 'Name an IngressClass that exists, or declare the class under externals.ingressClasses if it is installed elsewhere.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class'],
  * check({ cluster }, { externals }) {
    const names = new NearNames(cluster.ingressClasses.map((each) => each.name));
    const known = names.all;
    // Without any IngressClass the manifests say nothing of classes
    if (known.length === 0) return;
    for (const ingress of cluster.ingresses) {
      const className = namedClass(ingress);
      if (className === null || className === '' || names.has(className) || externals.ingressClasses.includes(className)) continue;
      const near = names.misspelled(className);
      yield {
        resource: ingress.resource,
        path: ingress.ingressClassName === null ? 'metadata.annotations[kubernetes.io/ingress.class]' : 'spec.ingressClassName',
        severity: near !== null ? 'error' : INSTALLED.has(className) ? 'info' : 'warning',
        message: `IngressClass ${className} is not in the manifests; ${near === null ? `there is ${known.slice(0, 5).join(', ')}` : `did you mean ${near}?`}`,
        fix: near === null ? `use ${known.length === 1 ? '' : 'one of '}${known.slice(0, 5).join(', ')}, or declare ${className} under externals.ingressClasses` : `write ${near} instead of ${className}`,
        ...(near === null ? {} : { edits: [{ path: ingress.ingressClassName === null ? 'metadata.annotations[kubernetes.io/ingress.class]' : 'spec.ingressClassName', value: near }] }),
      };
    }
  },
};

/** Classes that clouds and distributions install, or serve without an object; controllers that watch for several names. */
const INSTALLED: ReadonlySet<string> = new Set([
  'alb', 'gce', 'gce-internal', 'azure-application-gateway', 'azure/application-gateway', 'webapprouting.kubernetes.azure.com', 'openshift-default', 'traefik',
  'cloud', 'tailscale', 'cloudflare-tunnel', 'ngrok',
]);
