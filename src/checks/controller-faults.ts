import type { Severity } from './finding';
import type { RouteBackend } from './routes';
import type { RuleFinding } from './rule';
import { describe } from '../kubernetes/resource';
import { NO_NODE_PORT, NO_NODE_PORT_BY_DEFAULT } from '../routers/ingress/alb/target-groups';
import { SERVICE_MISSING, SERVICE_PORT_MISSING } from '../routers/ingress/failing-backend';
import type { Fault, Router } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** Backends that lead nowhere, and routes that no listener accepts, have rules of their own. */
const OF_OTHER_RULES: ReadonlySet<string> = new Set([
  'route-not-attached',
  'no-service', 'no-port', 'no-endpoints', 'not-a-service', 'backend-service-missing', 'backend-port-missing', NO_NODE_PORT, NO_NODE_PORT_BY_DEFAULT,
]);

/** Whether a controller leaves out a backend for its port. */
export function isPortFault({ code }: Fault): boolean {
  return code === 'no-port' || code === 'backend-port-missing';
}

/** Whether a fault is of a backend of an Ingress that names no Service, or no port of it. */
function isOfBackend({ code, source: { resource, kind } }: Fault): boolean {
  return (code === SERVICE_MISSING || code === SERVICE_PORT_MISSING) && kind === 'backend' && resource.kind === 'Ingress';
}

/** What else fails for a backend without Service or port, as the end of a sentence; empty where it is the path alone. */
export function consequenceOf({ resource, backend: { fieldPath }, router }: RouteBackend): string {
  const fault = router?.faults.find((each) => isOfBackend(each) && each.source.resource === resource && each.source.field === fieldPath);
  return fault?.consequence === undefined ? '' : `; ${fault.consequence}${beside(fault, fault.consequence)}`;
}

/** What the controllers of a simulation make of its objects besides routes, each field once. */
export function* faultFindings({ routers }: Simulation, kinds: readonly Fault['kind'][]): Iterable<RuleFinding> {
  const reported = new Set<string>();
  for (const router of routers) {
    for (const fault of router.faults) {
      if (!kinds.includes(fault.kind) || OF_OTHER_RULES.has(fault.code) || isOfBackend(fault)) continue;
      const key = `${describe(fault.source.resource)} ${fault.source.field} ${fault.code}`;
      if (reported.has(key)) continue;
      reported.add(key);
      yield findingOf(fault, router);
    }
  }
}

function findingOf(fault: Fault, router: Router): RuleFinding {
  const { source: { resource, field }, reason, fix, open, holds } = fault;
  const message = `${reason}${beside(fault, reason)}`;
  const severity = holds === 'rarely' ? 'info' : holds === 'mostly' || open !== undefined ? 'warning' : severityOf(router);
  return { resource, path: field, message, fix, ...severity === null ? {} : { severity } };
}

/** The other objects, where the text does not name them. */
function beside({ others }: Fault, text: string): string {
  const conflicting = [...new Set(others.map((each) => describe(each.resource)))].filter((each) => !text.includes(each));
  return conflicting.length === 0 ? '' : ` (beside ${conflicting.join(', ')})`;
}

/** Where only the name of the class says who serves it, another controller may. */
function severityOf({ open }: Router): Severity | null {
  return open.some((each) => each.code === 'controller-of-class') ? 'warning' : null;
}
