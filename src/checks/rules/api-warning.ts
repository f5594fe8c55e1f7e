import { isWrittenByControlPlane, readEndpoints } from '../../kubernetes/endpoints';
import { isKind } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { Rule } from '../rule';

/** An object that the API server accepts with a warning. */
export const API_WARNING: Rule = {
  id: 'api-warning',
  severity: 'warning',
  title: 'The API server accepts the object with a warning.',
  why: 'A field has no effect, is deprecated, or will be refused by a later version.',
  mend: 'Remove or replace the field that the message names.',
  sources: ['https://kubernetes.io/blog/2020/09/03/warnings/'],
  * check(_simulation, { verdicts }) {
    for (const { resource, verdict } of verdicts) {
      if (verdict.warnings.length === 0 || isObserved(resource)) continue;
      for (const { path, message } of verdict.warnings) {
        yield { resource, path, message, fix: path === '' ? 'replace what the message names' : `remove or replace ${path}` };
      }
    }
  },
};

/** Endpoints that the control plane keeps up to date are in the output of kubectl, and nobody is going to apply them. */
function isObserved(resource: Resource): boolean {
  return isKind(resource, '', 'Endpoints') && isWrittenByControlPlane(readEndpoints(resource));
}
