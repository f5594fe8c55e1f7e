import { isCanary } from '../../routers/ingress/ingress-class';
import { FACTS as NGINX } from '../../routers/ingress/ingress-nginx/facts';
import type { Rule } from '../rule';
import { pathLabel, writtenPaths, type WrittenPath } from '../written-paths';

/** A canary Ingress that is the canary of nothing. */
export const CANARY_WITHOUT_PRIMARY: Rule = {
  id: 'canary-without-primary',
  severity: 'warning',
  title: 'A canary Ingress has a path that no other Ingress has.',
  why: 'A canary for which there is no Ingress with the same host, path and path type is dropped by ingress-nginx.',
  fix: 'Set the host, path and path type of the Ingress that it is the canary of.',
  sources: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary'],
  * check({ routers }, context) {
    for (const router of routers) {
      // others take no notice of the annotation
      const { controller } = router.id;
      if (controller !== 'spec' && controller !== NGINX.name) continue;
      const paths = [...writtenPaths(context.ingressesOf(router))];
      const primaries = new Set(paths.filter(({ ingress }) => !isCanary(ingress)).map(keyOf));
      for (const path of paths) {
        if (!isCanary(path.ingress) || primaries.has(keyOf(path))) continue;
        yield {
          resource: path.resource,
          path: `${path.fieldPath}.path`,
          message: `${pathLabel(path)} is a canary, and no other Ingress of ${router.name} has the same host, path and path type`,
          fix: 'copy host, path and pathType of the Ingress that it is the canary of, or remove the annotation',
        };
      }
    }
  },
};

function keyOf({ pathType, host, path }: WrittenPath): string {
  return `${pathType} ${host} ${path}`;
}
