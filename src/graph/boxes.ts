import type { Draft } from './draft';
import type { GraphNode, State } from './model';
import { describe } from '../kubernetes/resource';
import type { Evidence } from '../routes/model';
import type { Destination, Outcome } from '../trace/model';

const entry = (id: string, label: string, title: string): GraphNode => ({ id, column: 'entry', label, detail: '', namespace: null, state: 'good', title });

export const INTERNET = entry('internet', 'Internet', 'whoever reaches the routers and load balancers');
export const NODES = entry('nodes', 'Node ports', 'whoever reaches a node of the cluster');
export const PODS = entry('pods', 'Pods', 'pods of the cluster, by the names of Services');

export function serviceId({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `service ${namespace}/${name}`;
}

/**
 * Draws where requests end behind a box: its Service, then its workload or addresses.
 *
 * @returns the first box behind `from`
 */
export function addDestination(draft: Draft, destination: Destination, from: string | null, state: State, share: number): string {
  const { service } = destination;
  const end = addEnd(draft, destination, state);
  if (service === null) {
    if (from !== null) draft.edge({ from, to: end, label: shareLabel(share), state, barriers: [], title: '' });
    return end;
  }
  const id = draft.node({
    id: serviceId(service), column: 'service', label: service.name, detail: '', namespace: service.namespace, state: 'good', title: `Service ${service.namespace}/${service.name}`,
  });
  if (from !== null) draft.edge({ from, to: id, label: shareLabel(share), state, barriers: [], title: '' });
  draft.edge({ from: id, to: end, label: `:${destination.port}`, state, barriers: [], title: '' });
  return id;
}

/** A share below all of it; shares are of one way, so that ways to one Service in several parts are not added up. */
function shareLabel(share: number): string {
  return share < 1 ? `${Math.round(share * 100)} %` : '';
}

function addEnd(draft: Draft, { workload, pods, addresses, service, container }: Destination, state: State): string {
  if (workload === null) {
    const label = addresses.length > 2 ? `${addresses.slice(0, 2).join(', ')} and ${addresses.length - 2} more` : addresses.join(', ');
    return draft.node({
      id: `outside ${addresses.join(' ')}`,
      column: 'outside',
      label: label === '' ? 'elsewhere' : label,
      detail: '',
      namespace: null,
      state: state === 'uncertain' ? state : 'good',
      title: service === null ? '' : `behind Service ${service.namespace}/${service.name}`,
    });
  }
  const { kind, namespace, name } = workload;
  return draft.node({
    id: `workload ${namespace}/${kind}/${name}`,
    column: 'workload',
    label: name,
    detail: kind,
    namespace,
    state: 'good',
    title: [describe(workload), `${pods.length} pods`, ...container === null ? [] : [`container ${container}`]].join('\n'),
  });
}

export function barrierNames({ barriers }: Evidence): readonly string[] {
  return barriers.map((resource) => describe(resource));
}

/** How requests end that are not delivered. */
interface Unserved {
  readonly outcome: Outcome;
  readonly status?: number | null;
  readonly reason: string | null;
}

/** `503 no-endpoints`. */
export function brokenLabel({ outcome, status = null, reason }: Unserved): string {
  return [status === null ? '' : `${status}`, reason ?? (status === null ? outcome : '')].filter((part) => part !== '').join(' ');
}
