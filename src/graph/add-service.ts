import { addDestination, barrierNames, brokenLabel, INTERNET, NODES, PODS, serviceId } from './boxes';
import type { Draft } from './draft';
import type { GraphNode, State } from './model';
import { describe } from '../kubernetes/resource';
import { placeOf, placeText } from '../report/place';
import type { ServiceLine } from '../routes/model';

/** Draws a port of a Service: who reaches it without a router, and what is behind it. */
export function addService(draft: Draft, line: ServiceLine): void {
  const { service, port, addresses, outcome, destinations, dependsOn } = line;
  const id = serviceId(service);
  const behindRouter = draft.has(id);
  const state = stateOf(line);
  draft.node({
    id,
    column: 'service',
    label: service.name,
    detail: service.headless ? 'headless' : service.type,
    namespace: service.namespace,
    state: state === 'uncertain' && outcome === 'delivered' ? 'good' : state,
    title: [describe(service.resource), placeText(placeOf(service.resource, port?.path ?? 'spec.externalName')), ...addresses.map((each) => `at ${each}`), ...dependsOn.map((each) => `depends on: ${each}`)].join('\n'),
  });
  const nodePort = port?.nodePort ?? null;
  const enters = entriesOf(line);
  for (const entry of enters) {
    draft.node(entry);
    draft.edge({ from: entry.id, to: id, label: entry === NODES && nodePort !== null ? `:${nodePort}` : '', state: brokenOnly(state), barriers: [], title: '' });
  }
  if (enters.length === 0 && !behindRouter) addPods(draft, line, id, state);
  // the end is drawn by the routes that lead there, with what their requests depend on
  if (service.type === 'ExternalName' && destinations.length === 0) addExternalName(draft, line, id);
  for (const destination of destinations) addDestination(draft, destination, null, destination.workload === null ? state : 'good', destination.share);
}

/** The name that stands for something outside, of which the manifests say no more. */
function addExternalName(draft: Draft, { service, addresses }: ServiceLine, from: string): void {
  const label = addresses.join(', ');
  const to = draft.node({ id: `outside ${label}`, column: 'outside', label, detail: '', namespace: null, state: 'uncertain', title: `the external name of ${describe(service.resource)}` });
  draft.edge({ from, to, label: '', state: 'uncertain', barriers: [], title: '' });
}

function addPods(draft: Draft, line: ServiceLine, id: string, state: State): void {
  draft.node(PODS);
  const isRecorded = line.outcome === 'delivered' || line.service.type === 'ExternalName';
  draft.edge({ from: PODS.id, to: id, label: isRecorded ? '' : brokenLabel(line), state, barriers: barrierNames(line), title: line.dependsOn.join('\n') });
}

function brokenOnly(state: State): State {
  return state === 'uncertain' ? 'good' : state;
}

function stateOf({ outcome, dependsOn }: ServiceLine): State {
  if (outcome === 'delivered') return dependsOn.length > 0 ? 'uncertain' : 'good';
  return outcome === 'unknown' ? 'uncertain' : 'broken';
}

/** Who reaches the port from outside without a router. */
function entriesOf({ service, port }: ServiceLine): readonly GraphNode[] {
  return [
    ...service.type === 'LoadBalancer' || service.externalIPs.length > 0 ? [INTERNET] : [],
    ...service.type === 'NodePort' || ((port?.nodePort ?? null) !== null && service.type !== 'LoadBalancer') ? [NODES] : [],
  ];
}
