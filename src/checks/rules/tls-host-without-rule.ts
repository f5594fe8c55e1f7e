import type { Ingress } from '../../kubernetes/ingress';
import { NearNames } from '../../kubernetes/near-names';
import { indexRouter } from '../../routers/index/router-index';
import { PREFIX as NGINX } from '../../routers/ingress/ingress-nginx/facts';
import type { RuleContext } from '../context';
import { HostSet } from '../hosts';
import { annotationsOf, exampleHost } from '../routes';
import type { Rule } from '../rule';

/** A host under spec.tls that no rule serves. */
export const TLS_HOST_WITHOUT_RULE: Rule = {
  id: 'tls-host-without-rule',
  severity: 'warning',
  title: 'An Ingress has TLS for a host that none of its rules serves.',
  why: 'The certificate is never used, and the host that was meant is served with the controller\'s default certificate, or not at all.',
  fix: 'Make the hosts under spec.tls equal to hosts of the rules.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  * check({ cluster }, context) {
    for (const ingress of cluster.ingresses) {
      if (ingress.tls.length === 0 || ingress.rules.length === 0 || ingress.rules.some((rule) => rule.host === '')) continue;
      const hosts = ingress.rules.map((rule) => rule.host.toLowerCase());
      const served = new HostSet(hosts);
      const names = new NearNames(hosts);
      for (const tls of ingress.tls) {
        for (const [index, given] of tls.hosts.entries()) {
          const host = given.toLowerCase();
          if (served.covers(host) || served.isCoveredBy(host) || isAlias(ingress, served, host) || servedElsewhere(context, ingress, host)) continue;
          const near = names.nearest(host);
          yield {
            resource: ingress.resource,
            path: `${tls.fieldPath}.hosts[${index}]`,
            message: `no rule is for ${given}; the rules are for ${served.some}`,
            fix: near === null ? `remove ${given} from ${tls.fieldPath}.hosts, or add a rule for it` : `write ${near} instead of ${given}`,
            ...(near === null ? {} : { edits: [{ path: `${tls.fieldPath}.hosts[${index}]`, value: near }] }),
          };
        }
      }
    }
  },
};

/** Names that annotations of ingress-nginx add to the hosts of the rules. */
function isAlias(ingress: Ingress, served: HostSet, host: string): boolean {
  const annotations = annotationsOf(ingress.resource);
  if ((annotations[`${NGINX}server-alias`] ?? '').toLowerCase().split(/[\s,]+/).includes(host)) return true;
  if (annotations[`${NGINX}from-to-www-redirect`] !== 'true') return false;
  return served.covers(host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`);
}

/** Another Ingress of the class may serve the host with this certificate. */
function servedElsewhere(context: RuleContext, ingress: Ingress, host: string): boolean {
  const router = context.routerOf(ingress.resource);
  const claim = router === undefined ? null : indexRouter(router).claims(exampleHost(host));
  return claim === 'exact' || claim === 'wildcard';
}
