import { classController } from '../../routers/ingress/class-controller';
import { annotationsOf } from '../routes';
import type { Rule } from '../rule';

const REWRITE_TARGET = 'nginx.ingress.kubernetes.io/rewrite-target';

/** A rewrite-target that leaves nothing of the path that was asked for. */
export const REWRITE_DROPS_PATH: Rule = {
  id: 'rewrite-drops-path',
  severity: 'info',
  title: 'A rewrite-target gives every request below a path the same path.',
  why: 'The target is the whole path that the pods see: without `$1` or `$2`, styles, scripts and subpages are all answered like the page itself.',
  mend: 'Catch what follows with a group, `/api(/|$)(.*)` as ImplementationSpecific, and write it into the target: `/$2`.',
  sources: ['https://kubernetes.github.io/ingress-nginx/examples/rewrite/'],
  * check({ cluster }, context) {
    for (const { resource, rules } of cluster.ingresses) {
      const target = annotationsOf(resource)[REWRITE_TARGET];
      const router = context.routerOf(resource);
      if (target === undefined || target.includes('$') || router === undefined) continue;
      const controller = classController(cluster, router);
      if (controller !== null && controller !== 'ingress-nginx') continue;
      const [first] = rules.flatMap(({ paths }) => paths ?? []).filter(({ path, pathType }) => pathType !== 'Exact' && path !== target && !path.includes('('));
      if (first === undefined) continue;
      const below = `${first.path.replace(/\/$/, '')}/anything`;
      yield {
        resource,
        path: `metadata.annotations[${REWRITE_TARGET}]`,
        message: `the pods see ${target} for ${below} too: the target has no part of the path that \`${first.path}\` (${first.pathType}) takes`,
        fix: `write ${first.path.replace(/\/$/, '')}(/|$)(.*) with pathType ImplementationSpecific, and ${target.replace(/\/$/, '')}/$2 as the target, if the pods serve more than one path`,
      };
    }
  },
};
