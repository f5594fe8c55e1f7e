import type { Rule } from '../rule';

/** An object that is in the manifests more than once. */
export const OBJECT_GIVEN_TWICE: Rule = {
  id: 'object-given-twice',
  severity: 'warning',
  title: 'The same object is in the manifests more than once.',
  why: 'The later one overwrites the earlier when the manifests are applied, so that what only the earlier says is lost.',
  fix: 'Remove one of them, or change the name or namespace of one.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  * check({ cluster }) {
    for (const { kind, resource, path, message } of cluster.notices) {
      if (kind === 'given-twice') yield { resource, path, message, fix: 'remove one of the two, or change the name or namespace of one' };
    }
  },
};
