import { faultFindings } from '../controller-faults';
import type { Rule } from '../rule';

/** An object that the admission webhook or the loading of its controller refuses. */
export const CONTROLLER_REFUSES: Rule = {
  id: 'controller-refuses',
  severity: 'error',
  title: 'The controller of the object\'s class refuses it.',
  why: 'Its admission webhook keeps the object out of the cluster, or the controller loads nothing of it: none of its hosts and paths is served.',
  fix: 'Change the field that the controller refuses, or use another controller.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#validatingadmissionwebhook'],
  * check(simulation) {
    yield* faultFindings(simulation, ['refused']);
  },
};
