import { hostText } from '../../routers/route-table';
import { ask, exampleHost } from '../routes';
import type { Rule } from '../rule';

/** An Exact path that ends with a slash, while nothing serves it without. */
export const EXACT_PATH_SLASH: Rule = {
  id: 'exact-path-slash',
  severity: 'info',
  title: 'An Exact path ends with a slash, and nothing serves the path without it.',
  why: 'Exact compares every character: `/foo` is another path than `/foo/`, and is answered with 404.',
  mend: 'Add the path without the slash, or use Prefix.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types'],
  * check({ tables }) {
    for (const router of tables) {
      for (const route of router.routes) {
        if (route.path.kind !== 'exact' || route.path.path.length < 2 || !route.path.path.endsWith('/')) continue;
        const path = route.path.path.slice(0, -1);
        if (ask(router, exampleHost(hostText(route.host)), path).route !== null) continue;
        yield {
          resource: route.resource,
          path: `${route.fieldPath}.path`,
          message: `${route.label} does not match ${path}, which nothing serves`,
          fix: `add ${path} (Exact), or make the path Prefix`,
        };
      }
    }
  },
};
