import type { Ingress, IngressPath } from '../../kubernetes/ingress';
import { FACTS as NGINX, REWRITE_TARGET } from '../../routers/ingress/ingress-nginx/facts';
import type { Route, Router, Template } from '../../routers/model';
import type { RuleContext } from '../context';
import { annotationsOf, ask, exampleHost, isFrom, readsText } from '../routes';
import type { Rule } from '../rule';

/** A rewrite-target that leaves nothing of the path that was asked for. */
export const REWRITE_DROPS_PATH: Rule = {
  id: 'rewrite-drops-path',
  severity: 'info',
  title: 'A rewrite-target gives every request below a path the same path.',
  why: 'The target is the whole path that the pods see: without `$1` or `$2`, styles, scripts and subpages are all answered like the page itself.',
  fix: 'Catch what follows with a group, `/api(/|$)(.*)` as ImplementationSpecific, and write it into the target: `/$2`.',
  sources: ['https://kubernetes.github.io/ingress-nginx/examples/rewrite/'],
  * check({ cluster }, context) {
    for (const ingress of cluster.ingresses) {
      const dropped = droppedBy(ingress, context);
      if (dropped === null) continue;
      const { path: first, target, field } = dropped;
      const below = `${first.path.replace(/\/$/, '')}/anything`;
      yield {
        resource: ingress.resource,
        path: field,
        message: `the pods see ${target} for ${below} too: the target has no part of the path that \`${first.path}\` (${first.pathType}) matches`,
        fix: `write ${first.path.replace(/\/$/, '')}(/|$)(.*) with pathType ImplementationSpecific, and ${target.replace(/\/$/, '')}/$2 as the target, if the pods serve more than one path`,
      };
    }
  },
};

interface Dropped {
  readonly path: IngressPath;
  readonly target: string;
  readonly field: string;
}

/** The first path of an Ingress whose requests all get the same path; as the annotation says, or as ingress-nginx itself reads it. */
function droppedBy(ingress: Ingress, context: RuleContext): Dropped | null {
  const router = context.routerOf(ingress.resource);
  const target = annotationsOf(ingress.resource)[REWRITE_TARGET];
  if (target === undefined || target.includes('$') || router === undefined) return null;
  const controller = context.controllerOf(router);
  if (controller !== null && controller !== NGINX.name) return null;
  for (const { host, paths } of ingress.rules) {
    for (const path of paths ?? []) {
      if (path.pathType === 'Exact' || path.path === target || path.path.includes('(')) continue;
      if (!readsText(router) && !isRewritten(router, ingress, host, path)) continue;
      return { path, target, field: `metadata.annotations[${REWRITE_TARGET}]` };
    }
  }
  return null;
}

/** Whether the router gives the pods one path for all that the path takes. */
function isRewritten(router: Router, { resource }: Ingress, host: string, { path, fieldPath }: IngressPath): boolean {
  const { route } = ask(router, exampleHost(host.toLowerCase()), path === '' ? '/' : path);
  return route !== null && isFrom(route, resource, fieldPath) && rewritesOf(route).some((each) => each.every((part) => typeof part === 'string'));
}

function rewritesOf({ filters }: Route): readonly Template[] {
  return filters.flatMap((each) => each.kind === 'rewrite' && each.path !== undefined ? [each.path] : []);
}
