import type { RouteTable } from '../../routers/route-table';
import { ask } from '../routes';
import type { Rule } from '../rule';

/** A rule without host whose path a host with rules of its own does not have. */
export const HOSTLESS_RULE_HIDDEN: Rule = {
  id: 'hostless-rule-hidden',
  severity: 'info',
  title: 'A rule without host does not serve hosts that have rules of their own.',
  why: 'Most controllers choose the host first and stay with it: a path that the host lacks is answered with 404, not by the rule without host.',
  mend: 'Repeat the path under each host that it should serve.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  * check({ tables }) {
    for (const router of tables) {
      for (const route of router.routes) {
        if (route.host.kind !== 'any' || route.path.kind === 'any') continue;
        const hosts = hostsThatMiss(router, route.path.path);
        if (hosts.length === 0) continue;
        yield {
          resource: route.resource,
          path: route.fieldPath,
          message: `${route.label} has no host, and does not serve ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ` and ${hosts.length - 3} more` : ''},`
            + ' which have rules of their own and no such path',
          fix: `repeat the path under ${hosts.length === 1 ? hosts[0] : 'each host that it should serve'}`,
        };
      }
    }
  },
};

/** So many hosts are tried, so that a table of thousands stays affordable. */
const MOST_HOSTS = 20;

function hostsThatMiss(router: RouteTable, path: string): readonly string[] {
  const hosts = router.virtualHosts.slice(0, MOST_HOSTS).flatMap(({ host }) => (host.kind === 'exact' ? [host.host] : []));
  return hosts.filter((host) => ask(router, host, path).route === null);
}
