import { ask, exampleHost, isFrom } from '../routes';
import type { Rule } from '../rule';

/** An Exact path that ends with a slash, while nothing serves it without. */
export const EXACT_PATH_SLASH: Rule = {
  id: 'exact-path-slash',
  severity: 'info',
  title: 'An Exact path ends with a slash, and nothing serves the path without it.',
  why: 'Exact compares every character: `/foo` is another path than `/foo/`, and is answered with 404.',
  fix: 'Add the path without the slash, or use Prefix.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types'],
  * check({ cluster }, context) {
    for (const { resource, rules } of cluster.ingresses) {
      const router = context.routerOf(resource);
      if (router === undefined) continue;
      for (const { host, paths } of rules) {
        for (const { path, pathType, fieldPath } of paths ?? []) {
          if (pathType !== 'Exact' || path.length < 2 || !path.endsWith('/')) continue;
          const name = exampleHost(host.toLowerCase());
          const without = path.slice(0, -1);
          if (!isFrom(ask(router, name, path).route, resource, fieldPath) || ask(router, name, without).route !== null) continue;
          yield {
            resource,
            path: `${fieldPath}.path`,
            message: `\`${path}\` (Exact) does not match ${without}, which nothing serves`,
            fix: `add ${without} (Exact), or make the path Prefix`,
          };
        }
      }
    }
  },
};
