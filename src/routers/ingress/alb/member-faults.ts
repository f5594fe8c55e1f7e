import { settingSource } from './annotations';
import { unknownFields } from './conditions';
import { limitsOf } from './limits';
import { listenPorts } from './listen-ports';
import type { Member } from './members';
import type { ListenerRule } from './rules';
import { attempt } from './unbuildable';
import type { Fault } from '../../model';
import { tlsSource } from '../sources';

/** What the controller takes of a member, and does not do as it is meant. */
export function memberFaults(member: Member, rules: readonly ListenerRule[]): readonly Fault[] {
  return [...rules.flatMap(ruleFaults), ...tlsFaults(member)];
}

function ruleFaults(rule: ListenerRule): readonly Fault[] {
  const { member: { ingress }, path, source, action } = rule;
  const faults: Fault[] = limitsOf(rule).map((each) => ({
    kind: 'dropped', code: 'aws-limit', source, others: [], reason: `AWS does not take the rule: ${each}`, fix: 'divide the rule into several, or name fewer values',
  }));
  if (action.kind === 'respond' && action.code === 'invalid-configuration') {
    faults.push({ kind: 'dropped', code: 'action-missing', source, others: [], reason: `the load balancer answers 503: ${action.reason}`, fix: 'add the annotation, or name a port of the Service' });
  }
  const backend = path.backend?.kind === 'service' ? path.backend.service : null;
  const unknown = backend === null ? [] : unknownFields(ingress, backend);
  if (backend !== null && unknown.length > 0) {
    faults.push({
      kind: 'dropped',
      code: 'condition-unknown',
      source: settingSource(ingress, `conditions.${backend}`),
      others: [],
      reason: `the controller drops conditions of fields that it does not know (${unknown.join(', ')}), so that the rule takes requests without them`,
      fix: 'use host-header, path-pattern, http-header, http-request-method, query-string or source-ip',
    });
  }
  return faults;
}

/** `spec.tls` alone opens no https listener. */
function tlsFaults(member: Member): readonly Fault[] {
  const { ingress } = member;
  const ports = attempt([], () => listenPorts(member)) ?? [];
  if (ingress.tls.length === 0 || ports.length === 0 || ports.some((each) => each.protocol === 'HTTPS')) return [];
  return [{
    kind: 'dropped',
    code: 'tls-without-listener',
    source: tlsSource(ingress, ingress.tls[0]),
    others: [],
    reason: 'the load balancer serves no https: spec.tls alone opens no listener, and its Secrets are not read',
    fix: 'set certificate-arn, or listen-ports with an HTTPS port',
  }];
}
