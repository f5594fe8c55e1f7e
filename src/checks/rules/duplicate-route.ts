import { describe } from '../../kubernetes/resource';
import { annotationsKnownAs, controllerNamed } from '../../routers/ingress/known-controllers';
import type { Router } from '../../routers/model';
import { annotationsOf, isPseudoBackend, readsText } from '../routes';
import type { Rule } from '../rule';
import { isSameBackend, pathLabel, type DuplicatePath } from '../written-paths';

/** Two routes of one class with the same host, path and type. */
export const DUPLICATE_ROUTE: Rule = {
  id: 'duplicate-route',
  severity: 'error',
  title: 'Two routes of one ingress class have the same host, path and path type.',
  why: 'One of them never gets a request; which one is up to the controller, and some refuse the younger Ingress altogether.',
  fix: 'Remove one of them, or change its host or path.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  * check({ routers }, context) {
    for (const router of routers) {
      for (const duplicate of context.duplicatesOf(router)) {
        const { path, by } = duplicate;
        if (isToldApart(duplicate, router) || haveOwnAddresses(duplicate, context.controllerOf(router))) continue;
        const same = isSameBackend(path, by);
        const other = `${describe(by.resource)} ${by.fieldPath}`;
        yield {
          resource: path.resource,
          path: `${path.fieldPath}.path`,
          severity: same ? 'warning' : 'error',
          message: `${pathLabel(path)} of ${path.host || 'every host'} (${router.name}) is also ${other}, with ${same ? 'the same' : 'another'} backend; that one ${takesPrecedence(duplicate, readsText(router))}`,
          fix: `remove one of ${describe(path.resource)} ${path.fieldPath} and ${other}, or change its host or path`,
        };
      }
    }
  },
};

/** Most controllers go by age, then by name; what the order of a dialect is, the dialect knows. */
function takesPrecedence({ path, by }: DuplicatePath, isText: boolean): string {
  if (path.resource === by.resource) return isText ? 'takes precedence: it comes first' : 'takes precedence';
  const ages = [by.ingress.creationTimestamp, path.ingress.creationTimestamp];
  if (ages[0] !== null && (ages[1] === null || ages[0] < ages[1])) return 'takes precedence: its Ingress is older';
  return isText ? 'takes precedence: its Ingress is older, or first by name' : 'takes precedence, by the order of the Ingress objects';
}

/** Annotations by which controllers tell requests apart that have the same host and path. */
const DISTINGUISHING = annotationsKnownAs('distinguishing');

/** Whether the two are meant to share host and path: an action stands before the backend, or an annotation says which requests are whose. */
function isToldApart({ path, by }: DuplicatePath, router: Router): boolean {
  return [path, by].some(({ backend, resource }) => {
    if (backend?.kind === 'service' && isPseudoBackend({ resource, backend, router })) return true;
    return Object.keys(annotationsOf(resource)).some((key) => DISTINGUISHING.some((each) => key.startsWith(each)));
  });
}

/** Controllers that make a load balancer for each Ingress, or for each group of them. */
function haveOwnAddresses({ path, by }: DuplicatePath, controller: string | null): boolean {
  const shared = controllerNamed(controller ?? '')?.annotations?.loadBalancer;
  if (path.resource === by.resource || shared === undefined) return false;
  const group = shared === null ? undefined : annotationsOf(path.resource)[shared];
  return group === undefined || group !== annotationsOf(by.resource)[shared ?? ''];
}
