import { faultFindings } from '../controller-faults';
import type { Rule } from '../rule';

/** An object, or a part of one, that its controller does not serve. */
export const CONTROLLER_IGNORES: Rule = {
  id: 'controller-ignores',
  severity: 'warning',
  title: 'The controller of the object\'s class leaves out the object, or a part of it.',
  why: 'The object is accepted and nothing says so but a line in the controller\'s log; its requests get 404, or go elsewhere.',
  fix: 'Change the field that the controller does not take, or use another controller.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/'],
  * check(simulation) {
    yield* faultFindings(simulation, ['ignored', 'dropped']);
  },
};
