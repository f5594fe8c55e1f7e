import { gatewayApi } from '../../routers/gateway/later';
import type { Attachment } from '../../routers/gateway/model';
import type { Rule, RuleFinding } from '../rule';

/** A route that no listener takes, or whose parent is not there. */
export const ROUTE_NOT_ATTACHED: Rule = {
  id: 'route-not-attached',
  severity: 'error',
  title: 'A route names a Gateway, or a listener of one, that does not take it.',
  why: 'Requests never reach a route that is not attached: the Gateway answers as if it were not there.',
  fix: 'Name a Gateway and a listener that exist, allow the namespace and kind of the route on the listener, and use a hostname that the listener has.',
  sources: ['https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways'],
  * check({ cluster, externals }) {
    if (cluster.gatewayObjects.routes.length === 0) return;
    const { attachments, inputs } = gatewayApi().gatewayModel(cluster, externals);
    for (const attachment of attachments) {
      if (attachment.accepted === 'False') yield notAccepted(attachment);
      else if (attachment.parent === 'none') yield withoutParent(attachment, (kind, namespace) => inputs.namesOf(kind, namespace).all);
    }
  },
};

/** The fields that each reason is about; the others are about the reference itself. */
const FIELDS: Readonly<Record<string, string>> = { NoMatchingListenerHostname: 'spec.hostnames' };

function notAccepted({ route, parentRef, parent, reason, message, fix }: Attachment): RuleFinding {
  const section = reason === 'NoMatchingParent' && parentRef.sectionName !== null ? `${parentRef.fieldPath}.sectionName` : parentRef.fieldPath;
  const near = /^write sectionName: (\S+)$/.exec(fix)?.[1];
  return {
    resource: route.resource,
    path: FIELDS[reason] ?? section,
    message: `${parent === 'none' || parent === 'service' ? parentRef.kind : parent.kind} ${parentRef.namespace ?? route.namespace}/${parentRef.name} does not accept the route (${reason}): ${message}`,
    fix,
    ...near === undefined ? {} : { edits: [{ path: section, value: near }] },
  };
}

/** Gateways are often another team's: one that is not in the manifests is a mistake where its name is nearly that of one that is. */
function withoutParent({ route, parentRef, message, fix }: Attachment, namesOf: (kind: string, namespace: string) => readonly string[]): RuleFinding {
  const near = /^write name: (\S+)$/.exec(fix)?.[1];
  const others = namesOf(parentRef.kind, parentRef.namespace ?? route.namespace).length > 0;
  return {
    resource: route.resource,
    path: `${parentRef.fieldPath}.name`,
    severity: near !== undefined ? 'error' : others ? 'warning' : 'info',
    message,
    fix,
    ...near === undefined ? {} : { edits: [{ path: `${parentRef.fieldPath}.name`, value: near }] },
  };
}
