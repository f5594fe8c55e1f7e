import type { Rule } from '../rule';

/** An object that the cluster ignores. */
export const OBJECT_WITHOUT_EFFECT: Rule = {
  id: 'object-without-effect',
  severity: 'warning',
  title: 'The cluster ignores an object because of another one.',
  why: 'Endpoints of a Service that has a selector are overwritten by the endpoints controller, so what is in them never takes effect.',
  fix: 'Remove the object, or the selector of the Service.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  * check({ cluster }) {
    for (const { kind, resource, path, message } of cluster.notices) {
      if (kind === 'no-effect') yield { resource, path, message, fix: 'remove the object, or the selector of the Service' };
    }
  },
};
