import { nearest } from '../../kubernetes/near-miss';
import { describe } from '../../kubernetes/resource';
import type { Rule } from '../rule';
import { declaredPorts, mostWorkloads, podSpecOf } from '../service-pods';

/** A NetworkPolicy that admits a port by a name that the pods do not have. */
export const POLICY_PORT_NAME_UNKNOWN: Rule = {
  id: 'policy-port-name-unknown',
  severity: 'warning',
  title: 'An ingress rule of a NetworkPolicy names a port that no container of its pods has.',
  why: 'A name is looked up among the container ports of the pods, with the protocol; where it is not found the rule admits nothing.',
  mend: 'Name a container port of the pods, with the same protocol, or give its number.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  * check(_simulation, { policies }) {
    for (const policy of policies.all) {
      const named = (policy.ingress ?? []).flatMap((rule) => rule.ports ?? []).filter((port) => typeof port.port === 'string');
      const selected = named.length === 0 ? [] : policies.selected(policy);
      if (selected.length === 0 || selected.length > mostWorkloads(policies)) continue;
      const ports = selected.flatMap((workload) => declaredPorts(podSpecOf(workload)));
      for (const port of named) {
        const name = String(port.port);
        if (ports.some((each) => each.name === name && each.protocol === port.protocol)) continue;
        const other = ports.find((each) => each.name === name);
        const near = nearest(name, ports.map((each) => each.name));
        yield {
          resource: policy.resource,
          path: `${port.path}.port`,
          message: `no container of ${describe(selected[0])}${selected.length > 1 ? ` and ${selected.length - 1} more` : ''} has a port named ${name} for ${port.protocol}`
            + `${other === undefined ? '' : `; it is ${other.protocol}`}${near === null ? '' : `; there is ${near}`}`,
          fix: other !== undefined ? `set ${port.path}.protocol to ${other.protocol}` : near !== null ? `set ${port.path}.port to ${near}` : `set ${port.path}.port to the number that the pods listen on`,
        };
      }
    }
  },
};
