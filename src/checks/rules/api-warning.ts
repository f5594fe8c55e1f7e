import type { Cluster } from '../../cluster/model';
import { isWrittenByControlPlane, readEndpoints } from '../../kubernetes/endpoints';
import { isKind } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import { annotationsOf } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** An object that the API server accepts with a warning. */
export const API_WARNING: Rule = {
  id: 'api-warning',
  severity: 'warning',
  title: 'The API server accepts the object with a warning.',
  why: 'A field has no effect, is deprecated, or will be refused by a later version.',
  fix: 'Remove or replace the field that the message names.',
  sources: ['https://kubernetes.io/blog/2020/09/03/warnings/'],
  * check({ cluster }, { verdicts }) {
    for (const { resource, verdict } of verdicts) {
      if (verdict.warnings.length === 0 || isObserved(resource)) continue;
      for (const { path, message } of verdict.warnings) {
        if (path !== CLASS_ANNOTATION || !isGce(resource)) yield { resource, path, message, ...fixFor(cluster, resource, path) };
      }
    }
  },
};

const CLASS_ANNOTATION = 'metadata.annotations[kubernetes.io/ingress.class]';

/**
 * On GKE the annotation is what makes a load balancer: the controller takes an Ingress by it, and does not know classes.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#deprecated_annotation
 */
function isGce(resource: Resource): boolean {
  return /^gce(?:-|$)/.test(annotationsOf(resource)['kubernetes.io/ingress.class'] ?? '');
}

function fixFor({ ingressClasses }: Cluster, resource: Resource, path: string): Pick<RuleFinding, 'fix' | 'edits'> {
  if (path === CLASS_ANNOTATION) {
    const name = annotationsOf(resource)['kubernetes.io/ingress.class'] ?? '';
    const fix = `write spec.ingressClassName: ${name} instead of the annotation, where the cluster has an IngressClass of that name`;
    const isThere = ingressClasses.some((each) => each.name === name);
    return isThere ? { fix, edits: [{ path, value: null }, { path: 'spec.ingressClassName', value: name }] } : { fix };
  }
  // A required field can't be left out
  if (path === 'addressType') return { fix: 'write a Service of type ExternalName instead of the slice, or addressType IPv4 or IPv6 with addresses' };
  return { fix: path === '' ? 'replace what the message names' : `remove or replace ${path}` };
}

/** Endpoints that the control plane keeps up to date are in the output of kubectl, and nobody is going to apply them. */
function isObserved(resource: Resource): boolean {
  return isKind(resource, '', 'Endpoints') && isWrittenByControlPlane(readEndpoints(resource));
}
