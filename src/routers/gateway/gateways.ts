import { byAge } from './age';
import { clientCertificateProblem } from './certificates';
import { implementationOf } from './implementations';
import type { GatewayInputs } from './inputs';
import { mergeListeners } from './listeners';
import type { CompiledGateway, CompiledListenerSet, Condition, GatewayListener } from './model';
import { allowsNamespace } from './namespaces';
import { groupOf } from '../../kubernetes/fields';
import type { Gateway, ListenerSet } from '../../kubernetes/gateway/gateway';
import { GATEWAY_GROUP } from '../../kubernetes/gateway/kinds';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';

/** All Gateways, each with the ListenerSets that add to it; and ListenerSets whose Gateway is not in the manifests. */
export function compileGatewayObjects(
  inputs: GatewayInputs,
): { readonly gateways: readonly CompiledGateway[]; readonly orphans: readonly ListenerSet[] } {
  const { gateways, listenerSets, classes } = inputs.cluster.gatewayObjects;
  const setsOf = groupByGateway(listenerSets);
  const names = new Set(gateways.map(keyOf));
  // of several with one name the first
  const controllers = new Map([...classes].reverse().map(({ name, controllerName }) => [name, controllerName]));
  return {
    gateways: gateways.map((gateway) => {
      const controllerName = controllers.get(gateway.className) ?? null;
      return compileGateway(inputs, gateway, controllerName, setsOf.get(keyOf(gateway)) ?? []);
    }),
    orphans: [...setsOf].flatMap(([key, sets]) => (names.has(key) ? [] : sets)),
  };
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function groupByGateway(sets: readonly ListenerSet[]): ReadonlyMap<string, readonly ListenerSet[]> {
  const groups = new Map<string, ListenerSet[]>();
  for (const set of sets) {
    const { group, kind, namespace, name } = set.parentRef;
    const key = group === GATEWAY_GROUP && kind === 'Gateway' ? keyOf({ namespace: namespace ?? set.namespace, name }) : '';
    const sofar = groups.get(key);
    if (sofar === undefined) groups.set(key, [set]);
    else sofar.push(set);
  }
  return groups;
}

function compileGateway(inputs: GatewayInputs, gateway: Gateway, controllerName: string | null, sets: readonly ListenerSet[]): CompiledGateway {
  const verdicts = new Map(sets.map((set) => [set, allowsNamespace(inputs.cluster, gateway.allowedListeners, gateway.namespace, set.namespace)]));
  const lacksSets = implementationOf(controllerName)?.lacks.has('listener-sets') === true;
  const allowed = lacksSets ? [] : sets.filter((set) => verdicts.get(set) !== 'no').sort(byAge);
  const listeners = mergeListeners(inputs, gateway, controllerName, allowed);
  const accepted = gatewayAccepted(inputs, gateway, listeners.filter(({ owner }) => owner === gateway));
  const refs = gatewayRefs(inputs, gateway);
  const parameters = accepted.reason === 'InvalidParameters';
  return {
    gateway,
    controllerName,
    listeners,
    conditions: [accepted, programmed(gateway, accepted), ...refs],
    listenerSets: sets.map((set) => compileListenerSet(set, gateway, listeners.filter(({ owner }) => owner === set), verdicts.get(set) ?? 'no', accepted, lacksSets)),
    serves: accepted.status !== 'False' || accepted.reason === 'ListenersNotValid' || parameters,
    open: parameters ? [parametersQuestion(gateway, accepted)] : [],
  };
}

function parametersQuestion({ resource }: Gateway, { message }: Condition): OpenQuestion {
  return openQuestion('gateway-parameters', {}, [{ resource, field: 'spec.infrastructure.parametersRef', kind: 'object' }],
    () => `whether the controller accepts the Gateway: ${message}`);
}

/**
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go GatewayConditionAccepted
 */
function gatewayAccepted(inputs: GatewayInputs, gateway: Gateway, own: readonly GatewayListener[]): Condition {
  const make = (status: Condition['status'], reason: string, message: string): Condition => ({ type: 'Accepted', status, reason, message });
  const parameters = parametersProblem(inputs, gateway);
  if (parameters !== null) return make(parameters.certain ? 'False' : 'Unknown', 'InvalidParameters', parameters.message);
  const odd = gateway.addresses.find(({ type }) => type !== 'IPAddress' && type !== 'Hostname');
  if (odd !== undefined) return make('False', 'UnsupportedAddress', `${odd.fieldPath} is of type ${odd.type}, and controllers take IPAddress and Hostname`);
  const good = own.filter(({ conditions }) => conditions.some(({ type, status }) => type === 'Accepted' && status === 'True'));
  if (good.length === own.length) return make('True', 'Accepted', '');
  return make(good.length > 0 ? 'True' : 'False', 'ListenersNotValid', `${own.length - good.length} of ${own.length} listeners are not accepted`);
}

/** Groups of parameters that known controllers read; others are taken for a mistake where the object is not in the manifests. */
const PARAMETER_GROUPS = [
  'gateway.envoyproxy.io', 'gateway.kgateway.dev', 'gateway.nginx.org', 'gateway.k8s.aws', 'cilium.io', 'networking.gke.io', 'projectcontour.io', 'gateway.konghq.com',
  'gateway-operator.konghq.com', 'traefik.io',
];

function parametersProblem(
  { cluster }: GatewayInputs, { parametersRef, namespace }: Gateway,
): { readonly message: string; readonly certain: boolean } | null {
  if (parametersRef === null) return null;
  const { group, kind, name } = parametersRef;
  const found = cluster.find(kind, namespace, name);
  if (found !== undefined && groupOf(found.apiVersion) === group) return null;
  const message = `${kind}${group === '' ? '' : ` (${group})`} ${namespace}/${name} of infrastructure.parametersRef is not in the manifests`;
  return { message, certain: !PARAMETER_GROUPS.includes(group) };
}

/** Whether an address that is asked for can be had stands in no manifest. */
function programmed({ addresses }: Gateway, accepted: Condition): Condition {
  if (accepted.status === 'False') return { type: 'Programmed', status: 'False', reason: 'Invalid', message: accepted.message };
  if (accepted.status === 'Unknown' || addresses.length > 0) return { type: 'Programmed', status: 'Unknown', reason: 'Pending', message: accepted.message };
  return { type: 'Programmed', status: 'True', reason: 'Programmed', message: '' };
}

/** `ResolvedRefs` of the Gateway itself is about the certificate that it shows to backends, and is there only with one. */
function gatewayRefs(inputs: GatewayInputs, gateway: Gateway): readonly Condition[] {
  if (gateway.clientCertificateRef === null) return [];
  const problem = clientCertificateProblem(inputs, gateway, gateway.clientCertificateRef);
  if (problem === null) return [{ type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: '' }];
  return [{ type: 'ResolvedRefs', status: problem.certain ? 'False' : 'Unknown', reason: problem.reason, message: problem.message }];
}

/**
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/listenerset_types.go ListenerSetConditionAccepted
 */
function compileListenerSet(
  set: ListenerSet, gateway: Gateway, listeners: readonly GatewayListener[], allowed: 'yes' | 'no' | 'maybe', parent: Condition, lacksSets: boolean,
): CompiledListenerSet {
  const make = (status: Condition['status'], accepted: string, programmedReason: string, message: string): CompiledListenerSet => ({
    set,
    gateway,
    listeners,
    accepted: status !== 'False',
    conditions: [{ type: 'Accepted', status, reason: accepted, message }, { type: 'Programmed', status, reason: programmedReason, message }],
  });
  if (allowed === 'no') {
    const message = `Gateway ${gateway.namespace}/${gateway.name} takes ListenerSets from ${describeFrom(gateway)}, and this one is in namespace ${set.namespace}`;
    return make('False', 'NotAllowed', 'NotAllowed', message);
  }
  if (lacksSets) return make('Unknown', 'Pending', 'Pending', 'the controller of the Gateway does not read ListenerSets');
  if (parent.status === 'False' && parent.reason !== 'ListenersNotValid') return make('False', 'ParentNotAccepted', 'ParentNotProgrammed', parent.message);
  const good = listeners.filter(({ conditions, certificateProblem }) => conditions[0].status === 'True' && certificateProblem?.certain !== true);
  if (good.length === 0) return make('False', 'ListenersNotValid', 'ListenersNotValid', 'none of its listeners is valid');
  const reason = good.length === listeners.length ? 'Accepted' : 'ListenersNotValid';
  const message = good.length === listeners.length ? '' : `${listeners.length - good.length} of ${listeners.length} listeners are not valid`;
  if (allowed === 'maybe') return make('Unknown', 'Pending', 'Pending', `the labels of namespace ${set.namespace} are not in the manifests`);
  return make('True', reason, 'Programmed', message);
}

function describeFrom({ allowedListeners: { from } }: Gateway): string {
  if (from === 'None') return 'nowhere (allowedListeners is not set, or None)';
  return from === 'Same' ? 'its own namespace' : 'namespaces that its selector matches';
}
