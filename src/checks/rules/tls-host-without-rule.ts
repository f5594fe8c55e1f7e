import type { Ingress } from '../../kubernetes/ingress';
import { nearest } from '../../kubernetes/near-miss';
import type { RuleContext } from '../context';
import { coversHost } from '../hosts';
import { exampleHost } from '../routes';
import type { Rule } from '../rule';

/** A host under spec.tls that no rule serves. */
export const TLS_HOST_WITHOUT_RULE: Rule = {
  id: 'tls-host-without-rule',
  severity: 'warning',
  title: 'An Ingress has TLS for a host that none of its rules serves.',
  why: 'The certificate is never used, and the host that was meant is served with the controller\'s default certificate, or not at all.',
  mend: 'Make the hosts under spec.tls equal to hosts of the rules.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  * check({ cluster }, context) {
    for (const ingress of cluster.ingresses) {
      const hosts = ingress.rules.map((rule) => rule.host.toLowerCase());
      if (hosts.length === 0 || hosts.includes('')) continue;
      for (const tls of ingress.tls) {
        for (const [index, given] of tls.hosts.entries()) {
          const host = given.toLowerCase();
          if (hosts.some((each) => coversHost(host, each) || coversHost(each, host)) || servedElsewhere(context, ingress, host)) continue;
          const near = nearest(host, hosts);
          yield {
            resource: ingress.resource,
            path: `${tls.fieldPath}.hosts[${index}]`,
            message: `no rule is for ${given}; the rules are for ${[...new Set(hosts)].slice(0, 5).join(', ')}`,
            fix: near === null ? `remove ${given} from ${tls.fieldPath}.hosts, or add a rule for it` : `write ${near} instead of ${given}`,
          };
        }
      }
    }
  },
};

/** Another Ingress of the class may serve the host with this certificate. */
function servedElsewhere(context: RuleContext, ingress: Ingress, host: string): boolean {
  const claim = context.routerOf(ingress.resource)?.claims(exampleHost(host));
  return claim === 'exact' || claim === 'wildcard';
}
