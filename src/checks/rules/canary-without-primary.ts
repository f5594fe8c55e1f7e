import { annotationsOf } from '../routes';
import type { Rule } from '../rule';

/** A canary Ingress that is the canary of nothing. */
export const CANARY_WITHOUT_PRIMARY: Rule = {
  id: 'canary-without-primary',
  severity: 'warning',
  title: 'A canary Ingress has a path that no other Ingress has.',
  why: 'A canary for which there is no Ingress with the same host, path and path type is dropped by ingress-nginx.',
  mend: 'Give it host, path and path type of the Ingress that it is the canary of.',
  sources: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary'],
  * check({ tables }) {
    for (const router of tables) {
      for (const route of router.routes) {
        if (route.path.kind === 'any' || annotationsOf(route.resource)['nginx.ingress.kubernetes.io/canary'] !== 'true') continue;
        yield {
          resource: route.resource,
          path: `${route.fieldPath}.path`,
          message: `${route.label} is a canary, and no other Ingress of ${router.name} has the same host, path and path type`,
          fix: 'copy host, path and pathType of the Ingress that it is the canary of, or remove the annotation',
        };
      }
    }
  },
};
