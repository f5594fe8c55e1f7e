import { HostSet } from '../hosts';
import { hasCertificate } from '../routes';
import type { Rule } from '../rule';

/** A host of a rule that spec.tls leaves out. */
export const HOST_WITHOUT_TLS: Rule = {
  id: 'host-without-tls',
  severity: 'info',
  title: 'An Ingress has TLS for some of its hosts, and not for another.',
  why: 'A request by https for that host is served with the controller\'s default certificate, or not at all.',
  fix: 'Add the host to an entry of spec.tls whose certificate is valid for it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  * check({ cluster }, context) {
    for (const ingress of cluster.ingresses) {
      if (ingress.tls.length === 0 || ingress.tls.some((tls) => tls.hosts.length === 0)) continue;
      const secured = new HostSet(ingress.tls.flatMap((tls) => tls.hosts.map((host) => host.toLowerCase())));
      const reported = new Set<string>();
      for (const rule of ingress.rules) {
        const host = rule.host.toLowerCase();
        if (host === '' || reported.has(host) || secured.covers(host)) continue;
        const router = context.routerOf(ingress.resource);
        if (router === undefined || hasCertificate(router, host)) continue;
        reported.add(host);
        yield {
          resource: ingress.resource,
          path: `${rule.fieldPath}.host`,
          message: `no entry of spec.tls covers ${host}; they cover ${secured.some}`,
          fix: `add ${host} to the hosts of ${ingress.tls[0].fieldPath} if its certificate is valid for it`,
        };
      }
    }
  },
};
