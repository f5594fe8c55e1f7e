import { hostNames } from '../../routers/index/explain';
import type { Router } from '../../routers/model';
import { ask, isFrom } from '../routes';
import type { Rule } from '../rule';

/** A rule without host whose path a host with rules of its own does not have. */
export const HOSTLESS_RULE_HIDDEN: Rule = {
  id: 'hostless-rule-hidden',
  severity: 'info',
  title: 'A rule without host does not serve hosts that have rules of their own.',
  why: 'Most controllers choose the host first and stay with it: a path that the host lacks is answered with 404, not by the rule without host.',
  fix: 'Repeat the path under each host that it should serve.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  * check({ cluster }, context) {
    for (const { resource, rules } of cluster.ingresses) {
      const router = context.routerOf(resource);
      if (router === undefined) continue;
      for (const { path, pathType, fieldPath } of rules.filter(({ host }) => host === '').flatMap(({ paths }) => paths ?? [])) {
        const text = path === '' ? '/' : path;
        const hosts = isFrom(ask(router, 'any-host.example', text).route, resource, fieldPath) ? hostsThatMiss(router, text) : [];
        if (hosts.length === 0) continue;
        yield {
          resource,
          path: fieldPath,
          message: `\`${text}\` (${pathType}) has no host, and does not serve ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ` and ${hosts.length - 3} more` : ''},`
            + ` which ${hosts.length === 1 ? 'has' : 'have'} other rules and no such path`,
          fix: `repeat the path under ${hosts.length === 1 ? hosts[0] : 'each host that it should serve'}`,
        };
      }
    }
  },
};

/** So many hosts are tried, so that a router of thousands stays affordable. */
const MOST_HOSTS = 20;

function hostsThatMiss(router: Router, path: string): readonly string[] {
  const hosts = hostNames(router).slice(0, MOST_HOSTS).filter((host) => /^[a-z0-9]/.test(host));
  return hosts.filter((host) => ask(router, host, path).route === null);
}
