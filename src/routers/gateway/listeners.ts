import { authorityProblems, certificatesProblem } from './certificates';
import { intersect } from './hostnames';
import { implementationOf } from './implementations';
import type { GatewayInputs } from './inputs';
import { listenerConflicts, overlappingListeners, type ListenerConflict } from './listener-conflicts';
import type { Condition, GatewayListener, RefProblem } from './model';
import { clientValidationOn, type Gateway, type ListenerOwner, type ListenerSet } from '../../kubernetes/gateway/gateway';
import { GATEWAY_GROUP, type RouteKind } from '../../kubernetes/gateway/kinds';
import type { ListenerSpec } from '../../kubernetes/gateway/listener';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';

/** The kinds that a protocol takes. @see https://gateway-api.sigs.k8s.io/concepts/api-overview/#route-summary-table */
const KINDS_OF: ReadonlyMap<string, readonly RouteKind[]> = new Map<string, readonly RouteKind[]>([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute']],
  ['TCP', ['TCPRoute']],
  ['UDP', ['UDPRoute']],
]);

/** A listener as it is before it is compared with others. */
interface ListenerState {
  readonly spec: ListenerSpec;
  readonly owner: ListenerOwner;
  readonly supportedKinds: readonly RouteKind[];
  readonly hasOtherKinds: boolean;
  readonly knownProtocol: boolean;
  readonly certificateProblem: RefProblem | null;
  readonly authorities: readonly (RefProblem | null)[];
}

/**
 * The listeners of a Gateway and of the ListenerSets that it allows, in order of precedence.
 *
 * @param sets oldest first
 */
export function mergeListeners(
  inputs: GatewayInputs, gateway: Gateway, controllerName: string | null, sets: readonly ListenerSet[],
): readonly GatewayListener[] {
  const objects = [gateway, ...sets].map((owner) => ({ owner, states: owner.listeners.map((spec) => stateOf(inputs, gateway, owner, spec)) }));
  const valid = objects.map(({ owner, states }) => ({ owner, specs: states.filter(isValid).map(({ spec }) => spec) }));
  const mixedTls = implementationOf(controllerName)?.lacks.has('mixed-tls') !== true;
  const conflicts = listenerConflicts(valid, mixedTls);
  const standing = valid.flatMap(({ specs }) => specs).filter((spec) => !conflicts.has(spec));
  const overlapping = overlappingListeners(standing, (a, b) => intersect(a, b) !== undefined);
  return objects.flatMap(({ states }) => states)
    .map((state) => compileListener(state, conflicts.get(state.spec) ?? null, overlapping.has(state.spec)));
}

function stateOf(inputs: GatewayInputs, gateway: Gateway, owner: ListenerOwner, spec: ListenerSpec): ListenerState {
  const possible = KINDS_OF.get(spec.protocol) ?? [];
  const isPossible = ({ group, kind }: { readonly group: string; readonly kind: string }): boolean =>
    group === GATEWAY_GROUP && possible.some((each) => each === kind);
  const allowed = spec.allowedKinds;
  const terminates = spec.protocol === 'HTTPS' || (spec.protocol === 'TLS' && spec.tls?.mode !== 'Passthrough');
  return {
    spec,
    owner,
    supportedKinds: allowed.length === 0 ? possible : possible.filter((kind) => allowed.some((each) => each.kind === kind && isPossible(each))),
    hasOtherKinds: KINDS_OF.has(spec.protocol) && allowed.some((each) => !isPossible(each)),
    knownProtocol: KINDS_OF.has(spec.protocol),
    certificateProblem: terminates ? certificatesProblem(inputs, owner, spec.tls?.certificateRefs ?? []) : null,
    authorities: spec.protocol === 'HTTPS' ? clientAuthorities(inputs, gateway, spec.port) : [],
  };
}

/** Clients are checked on HTTPS listeners alone; an entry for the port replaces the default, also with nothing. */
function clientAuthorities(inputs: GatewayInputs, gateway: Gateway, port: number | null): readonly (RefProblem | null)[] {
  const validation = clientValidationOn(gateway, port);
  return validation === null ? [] : authorityProblems(inputs, gateway, validation.caCertificateRefs);
}

/** Listeners that are invalid by themselves conflict with none. */
function isValid({ knownProtocol, certificateProblem, authorities }: ListenerState): boolean {
  return knownProtocol && certificateProblem?.certain !== true && !allBad(authorities);
}

function allBad(problems: readonly (RefProblem | null)[]): boolean {
  return problems.length > 0 && problems.every((problem) => problem?.certain === true);
}

function compileListener(state: ListenerState, conflict: ListenerConflict | null, overlaps: boolean): GatewayListener {
  const { spec, owner, supportedKinds, certificateProblem, authorities } = state;
  const refs = resolvedRefs(state);
  const accepted = acceptedCondition(state, conflict);
  const badCertificate = certificateProblem?.certain === true;
  return {
    spec,
    owner,
    supportedKinds,
    conflict,
    certificateProblem,
    clientValidationProblem: authorities.find((each) => each !== null) ?? null,
    conditions: [
      accepted,
      programmedCondition(state, accepted, refs),
      refs,
      conflict === null ? { type: 'Conflicted', status: 'False', reason: 'NoConflicts', message: '' }
        : { type: 'Conflicted', status: 'True', reason: conflict, message: accepted.message },
      ...(overlaps ? [OVERLAPPING] : []),
    ],
    // a Secret that is missing may be one that something else makes
    serves: accepted.status !== 'False' && !(badCertificate && certificateProblem.reason === 'RefNotPermitted'),
    open: openQuestions(state),
  };
}

const OVERLAPPING: Condition = {
  type: 'OverlappingTLSConfig',
  status: 'True',
  reason: 'OverlappingHostnames',
  message: 'the hostname overlaps with that of another listener on the port: clients that reuse a connection may be answered 421 or 404',
};

function acceptedCondition({ spec, knownProtocol, authorities }: ListenerState, conflict: ListenerConflict | null): Condition {
  const refused = (reason: string, message: string): Condition => ({ type: 'Accepted', status: 'False', reason, message });
  if (!knownProtocol) return refused('UnsupportedProtocol', `protocol ${spec.protocol} is not one of ${[...KINDS_OF.keys()].join(', ')}`);
  if (conflict === 'HostnameConflict') return refused(conflict, `another listener on port ${spec.port ?? 0} has hostname ${spec.hostname ?? 'unset'}, too`);
  if (conflict === 'ProtocolConflict') return refused(conflict, `another listener on port ${spec.port ?? 0} has a protocol or TLS mode that excludes ${spec.protocol}`);
  if (allBad(authorities)) return refused('NoValidCACertificate', authorities[0]?.message ?? '');
  return { type: 'Accepted', status: 'True', reason: 'Accepted', message: '' };
}

function resolvedRefs({ certificateProblem, authorities, hasOtherKinds, spec }: ListenerState): Condition {
  const problem = certificateProblem ?? authorities.find((each) => each !== null) ?? null;
  if (problem !== null) return { type: 'ResolvedRefs', status: problem.certain ? 'False' : 'Unknown', reason: problem.reason, message: problem.message };
  if (!hasOtherKinds) return { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: '' };
  const message = `a listener of protocol ${spec.protocol} takes ${(KINDS_OF.get(spec.protocol) ?? []).join(' and ')}`;
  return { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds', message };
}

function programmedCondition({ certificateProblem, supportedKinds }: ListenerState, accepted: Condition, refs: Condition): Condition {
  const make = (status: Condition['status'], reason: string, message: string): Condition => ({ type: 'Programmed', status, reason, message });
  if (accepted.status === 'False') return make('False', accepted.reason.endsWith('Conflict') ? accepted.reason : 'Invalid', accepted.message);
  if (certificateProblem !== null) return make(refs.status, refs.status === 'False' ? 'Invalid' : 'Pending', refs.message);
  // the valid kinds keep working, whatever the condition says
  if (refs.reason === 'InvalidRouteKinds') return make('Unknown', supportedKinds.length === 0 ? 'Invalid' : 'Pending', refs.message);
  return make('True', 'Programmed', '');
}

/** Secrets that certificates are issued into later are rarely in the manifests. */
function openQuestions({ spec, owner, certificateProblem }: ListenerState): readonly OpenQuestion[] {
  const source = { resource: owner.resource, field: spec.fieldPath, kind: 'listener' } as const;
  const terminates = spec.protocol === 'HTTPS' || (spec.protocol === 'TLS' && spec.tls?.mode !== 'Passthrough');
  if (certificateProblem !== null) {
    const { message, reason } = certificateProblem;
    return [openQuestion('listener-certificate', { reason }, [source], () => `whether listener ${spec.name} has a certificate: ${message}`)];
  }
  if (terminates && (spec.tls?.certificateRefs ?? []).length === 0) {
    return [openQuestion('listener-without-certificate', {}, [source], () => `which certificate listener ${spec.name} serves: it has no certificateRefs`)];
  }
  return [];
}

