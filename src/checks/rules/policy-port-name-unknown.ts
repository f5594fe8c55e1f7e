import { nearest } from '../../kubernetes/near-miss';
import type { PolicyPort } from '../../kubernetes/network-policy';
import type { ContainerPort } from '../../kubernetes/pod-template';
import { describe } from '../../kubernetes/resource';
import type { Rule, RuleFinding } from '../rule';
import { declaredPorts, mostWorkloads, podSpecOf } from '../service-pods';

/** A NetworkPolicy that admits a port by a name that the pods do not have. */
export const POLICY_PORT_NAME_UNKNOWN: Rule = {
  id: 'policy-port-name-unknown',
  severity: 'warning',
  title: 'An ingress rule of a NetworkPolicy names a port that no container of its pods has.',
  why: 'A name is looked up among the container ports of the pods, with the protocol; where it is not found the rule admits nothing.',
  fix: 'Name a container port of the pods, with the same protocol, or use its number.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  * check(_simulation, { policies }) {
    for (const policy of policies.all) {
      const rules = policy.ingress ?? [];
      const named = rules.flatMap((rule) => rule.ports ?? []).filter((port) => typeof port.port === 'string');
      const selected = named.length === 0 ? [] : policies.selected(policy);
      if (selected.length === 0 || selected.length > mostWorkloads(policies)) continue;
      const ports = selected.flatMap((workload) => declaredPorts(podSpecOf(workload)));
      for (const port of named) {
        const name = String(port.port);
        if (ports.some((each) => each.name === name && each.protocol === port.protocol)) continue;
        const other = ports.find((each) => each.name === name);
        const near = nearest(name, ports.map((each) => each.name));
        const beside = rules.find((rule) => rule.ports?.includes(port) === true)?.ports?.filter((each) => each !== port) ?? [];
        const isMisspelled = near !== null && !beside.some((each) => each.port === near);
        const isOptional = other === undefined && !isMisspelled && beside.some((each) => isServed(each, ports));
        yield {
          resource: policy.resource,
          path: `${port.path}.port`,
          // A rule that admits a port which is there and one that is not may be written for pods that have one or both
          severity: isOptional ? 'info' : 'warning',
          message: `no container of ${describe(selected[0])}${selected.length > 1 ? ` and ${selected.length - 1} more` : ''} has a port named ${name} for ${port.protocol}`
            + `${other === undefined ? '' : `; it is ${other.protocol}`}${near === null ? '' : `; there is ${near}`}`,
          ...fixFor(port, other, isOptional ? null : near),
        };
      }
    }
  },
};

function isServed({ port, protocol }: PolicyPort, ports: readonly ContainerPort[]): boolean {
  return ports.some((each) => each.protocol === protocol && (each.name === port || each.containerPort === port));
}

function fixFor(port: PolicyPort, other: ContainerPort | undefined, near: string | null): Pick<RuleFinding, 'fix' | 'edits'> {
  const set = (field: string, value: string): Pick<RuleFinding, 'fix' | 'edits'> =>
    ({ fix: `set ${port.path}.${field} to ${value}`, edits: [{ path: `${port.path}.${field}`, value }] });
  if (other !== undefined) return set('protocol', other.protocol);
  return near === null ? { fix: `set ${port.path}.port to the number that the pods listen on` } : set('port', near);
}
