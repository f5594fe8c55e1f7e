import { gatewayApi } from '../../routers/gateway/later';
import type { CompiledGateway, GatewayListener } from '../../routers/gateway/model';
import { annotationsOf } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** A listener that conflicts with another, or whose certificate is not there. */
export const LISTENER_NOT_SERVED: Rule = {
  id: 'listener-not-served',
  severity: 'error',
  title: 'A listener of a Gateway conflicts with another one, or its certificate cannot be used.',
  why: 'Nothing is served on such a listener: clients are refused, or get another listener\'s answer.',
  fix: 'Set a hostname of its own and one protocol on each listener of a port; name a Secret with a certificate that exists and that the Gateway may use.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#listener'],
  * check({ cluster, externals }) {
    if (cluster.gatewayObjects.gateways.length === 0) return;
    for (const compiled of gatewayApi().gatewayModel(cluster, externals).gateways) {
      for (const listener of compiled.listeners) {
        if (listener.conflict !== null) yield conflicting(listener);
        if (listener.certificateProblem !== null) yield* certificate(compiled, listener);
      }
    }
  },
};

function conflicting({ owner, spec, conflict, conditions }: GatewayListener): RuleFinding {
  const condition = conditions.find(({ type }) => type === 'Conflicted');
  return {
    resource: owner.resource,
    path: spec.fieldPath,
    message: `listener ${spec.name} conflicts with another one on port ${spec.port ?? 'unset'} (${conflict})${condition === undefined || condition.message === '' ? '' : `: ${condition.message}`}`,
    fix: conflict === 'HostnameConflict' ? 'set a hostname of its own on each of them' : 'serve one protocol on the port, or move one listener to another port',
  };
}

/** A Secret that is not in the manifests is often made by a certificate manager or kept elsewhere. */
function* certificate({ gateway }: CompiledGateway, { owner, certificateProblem }: GatewayListener): Iterable<RuleFinding> {
  if (certificateProblem === null) return;
  const { reason, message, fix, fieldPath, certain } = certificateProblem;
  const elsewhere = /is not in the manifests/.test(message);
  if (elsewhere && Object.keys(annotationsOf(gateway.resource)).some((key) => key.startsWith('cert-manager.io/'))) return;
  const near = /did you mean (\S+)\?$/.exec(message)?.[1];
  yield {
    resource: owner.resource,
    path: fieldPath,
    severity: elsewhere ? (near === undefined ? 'info' : 'warning') : certain ? 'error' : 'info',
    message: `${message} (${reason})`,
    fix: near === undefined ? fix : `set ${fieldPath}.name to ${near}`,
    ...near === undefined ? {} : { edits: [{ path: `${fieldPath}.name`, value: near }] },
  };
}
