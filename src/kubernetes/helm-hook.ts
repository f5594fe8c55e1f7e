import { countAt, isKind, objectAt, objectIn, stringAt } from './fields';
import { isLivePod } from './pod';
import type { Resource } from './resource';

/** The annotation by which an object is a hook of its Helm release. */
export const HOOK_ANNOTATION = 'helm.sh/hook';

/** Hooks that run while a release is installed or upgraded; without a delete policy Helm leaves what they created where it is. */
const AT_INSTALL: ReadonlySet<string> = new Set(['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade']);

/** Hooks that run when somebody asks for a test, or when the release is rolled back or goes. */
const AT_OTHER_TIMES: ReadonlySet<string> = new Set(['test', 'test-success', 'test-failure', 'pre-delete', 'post-delete', 'pre-rollback', 'post-rollback']);

function wordsAt(resource: Resource, annotation: string): readonly string[] {
  const value = stringAt(objectIn(resource.object, 'metadata', 'annotations'), annotation);
  return value === undefined ? [] : value.split(',').map((each) => each.trim());
}

/**
 * The hooks of Helm that an object runs for, where its pods are not in the cluster between those; empty for all others.
 *
 * Pods and Jobs end by themselves. Other objects stay after an installation, unless a policy deletes them. A status that shows pods at work is believed.
 *
 * @see https://helm.sh/docs/topics/charts_hooks/#hook-resources-are-not-managed-with-corresponding-releases
 */
export function endedHooks(resource: Resource): readonly string[] {
  const hooks = wordsAt(resource, HOOK_ANNOTATION).filter((each) => AT_INSTALL.has(each) || AT_OTHER_TIMES.has(each));
  if (hooks.length === 0 || isAtWork(resource)) return [];
  const ends = isKind(resource, '', 'Pod') || isKind(resource, 'batch', 'Job') || hooks.every((each) => AT_OTHER_TIMES.has(each))
    || wordsAt(resource, 'helm.sh/hook-delete-policy').includes('hook-succeeded');
  return ends ? hooks : [];
}

/** Whether the object's status says that it has pods that run. */
function isAtWork(resource: Resource): boolean {
  const status = objectAt(resource.object, 'status');
  return isLivePod(resource) || ['active', 'replicas', 'currentNumberScheduled'].some((field) => (countAt(status, field) ?? 0) > 0);
}
