import { annotationOwners, controllerNamed } from '../../routers/ingress/known-controllers';
import type { Router } from '../../routers/model';
import type { RuleContext } from '../context';
import { annotationsOf, isGuessed } from '../routes';
import type { Rule } from '../rule';

/** Annotations of a controller that does not serve the Ingress. */
export const ANNOTATION_OF_OTHER_CONTROLLER: Rule = {
  id: 'annotation-of-other-controller',
  severity: 'warning',
  title: 'An Ingress has annotations of another controller than the one of its class.',
  why: 'A controller ignores the annotations of others, so what they ask for (rewriting, redirects, authentication) does not happen.',
  fix: 'Use the annotations of the controller that serves the class.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  * check({ routers }, context) {
    for (const router of routers) {
      const controller = context.controllerOf(router);
      if (router.id.kind !== 'Ingress' || controller === null || isGuessed(router) || !isDeclared(router, context)) continue;
      const facts = controllerNamed(controller);
      const title = facts?.title ?? controller;
      for (const resource of router.resources) {
        for (const key of Object.keys(annotationsOf(resource))) {
          const owners = annotationOwners(key);
          if (owners.length === 0 || owners.some((each) => each.name === controller)) continue;
          if (facts?.annotations?.alsoRead?.some((each) => key.startsWith(each)) === true) continue;
          yield {
            resource,
            path: `metadata.annotations[${key}]`,
            message: `${key} is read by ${owners.map((each) => each.title).join(' and ')}, and ${router.name} is served by ${title}`,
            fix: `remove it, or use what ${title} has instead`,
          };
        }
      }
    }
  },
};

/** Whether the class says whose it is, by its IngressClass or by the config; the name alone is too little to go by. */
function isDeclared(router: Router, { simulation: { cluster } }: RuleContext): boolean {
  return router.id.controller !== 'spec' || cluster.ingressClasses.some(({ name }) => name === router.id.className);
}
