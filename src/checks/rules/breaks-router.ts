import { faultFindings } from '../controller-faults';
import type { Rule } from '../rule';

/** An object that its controller takes, and that breaks the configuration of its proxy. */
export const BREAKS_ROUTER: Rule = {
  id: 'breaks-router',
  severity: 'error',
  title: 'The controller takes the object, and its proxy then refuses the configuration.',
  why: 'No later change of any object is loaded until it is gone: the routes of everybody on that controller stay as they were.',
  fix: 'Change one of the objects that the finding names.',
  sources: ['https://kubernetes.github.io/ingress-nginx/how-it-works/#avoiding-outage-from-wrong-configuration'],
  * check(simulation) {
    yield* faultFindings(simulation, ['breaks-router']);
  },
};
