import type { Severity } from './finding';
import type { RuleFinding } from './rule';
import { describe } from '../kubernetes/resource';
import { NO_NODE_PORT, NO_NODE_PORT_BY_DEFAULT } from '../routers/ingress/alb/target-groups';
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

/** What the controllers of a simulation make of its objects besides routes, each field once. */
export function* faultFindings({ routers }: Simulation, kinds: readonly Fault['kind'][]): Iterable<RuleFinding> {
  const reported = new Set<string>();
  for (const router of routers) {
    for (const fault of router.faults) {
      if (!kinds.includes(fault.kind) || OF_OTHER_RULES.has(fault.code)) continue;
      const key = `${describe(fault.source.resource)} ${fault.source.field} ${fault.code}`;
      if (reported.has(key)) continue;
      reported.add(key);
      yield findingOf(fault, router);
    }
  }
}

function findingOf({ source: { resource, field }, others, reason, fix, open }: Fault, router: Router): RuleFinding {
  const conflicting = [...new Set(others.map((each) => describe(each.resource)))].filter((each) => !reason.includes(each));
  const message = `${reason}${conflicting.length === 0 ? '' : ` (beside ${conflicting.join(', ')})`}`;
  const severity = open === undefined ? severityOf(router) : 'warning';
  return { resource, path: field, message, fix, ...severity === null ? {} : { severity } };
}

/** Where only the name of the class says who serves it, another controller may. */
function severityOf({ open }: Router): Severity | null {
  return open.some((each) => each.code === 'controller-of-class') ? 'warning' : null;
}
