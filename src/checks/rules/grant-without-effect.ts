import type { Cluster } from '../../cluster/model';
import { oncePerCluster } from '../../cluster/once-per-cluster';
import type { ReferenceGrant } from '../../kubernetes/gateway/reference-grant';
import { NearNames } from '../../kubernetes/near-names';
import type { Rule, RuleFinding } from '../rule';

/** A grant that lets nothing of the manifests refer to anything. */
export const GRANT_WITHOUT_EFFECT: Rule = {
  id: 'grant-without-effect',
  severity: 'info',
  title: 'A ReferenceGrant names an object that is not in its namespace, or a namespace with nothing that refers to it.',
  why: 'A grant that is misspelled permits nothing, and the reference that it was written for is refused.',
  fix: 'Name the group, kind and namespace of the objects that refer, and the group, kind and name of what they refer to.',
  sources: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  * check({ cluster }) {
    for (const grant of cluster.gatewayObjects.grants) {
      yield* targets(grant, cluster);
      yield* sources(grant, cluster);
    }
  },
};

/** Names of objects by kind and namespace. */
const objectNames = oncePerCluster(({ resources }) => {
  const names = new Map<string, string[]>();
  for (const { kind, namespace, name } of resources) {
    const known = names.get(`${kind} ${namespace}`);
    if (known === undefined) names.set(`${kind} ${namespace}`, [name]);
    else known.push(name);
  }
  return new Map([...names].map(([key, all]) => [key, new NearNames(all)]));
});

/** Only where the manifests hold such objects of the namespace can one be missing. */
function* targets({ resource, namespace, to }: ReferenceGrant, cluster: Cluster): Iterable<RuleFinding> {
  for (const { kind, name, fieldPath } of to) {
    if (name === null) continue;
    const names = objectNames(cluster).get(`${kind} ${namespace}`);
    if (names === undefined || names.has(name)) continue;
    const near = names.nearest(name);
    yield {
      resource,
      path: `${fieldPath}.name`,
      severity: near === null ? 'info' : 'warning',
      message: `${kind} ${namespace}/${name} is not in the manifests${near === null ? '' : `; did you mean ${near}?`}`,
      fix: near === null ? `add ${kind} ${namespace}/${name}, or correct the name` : `set ${fieldPath}.name to ${near}`,
      ...near === null ? {} : { edits: [{ path: `${fieldPath}.name`, value: near }] },
    };
  }
}

const ROUTE_GROUP = 'gateway.networking.k8s.io';

/** Kinds of the API group by the namespaces that have them. */
const routeKinds = oncePerCluster(({ resources }): ReadonlySet<string> =>
  new Set(resources.filter(({ apiVersion }) => apiVersion.startsWith(`${ROUTE_GROUP}/`)).map(({ kind, namespace }) => `${kind} ${namespace}`)));

function* sources({ resource, from }: ReferenceGrant, cluster: Cluster): Iterable<RuleFinding> {
  for (const { group, kind, namespace, fieldPath } of from) {
    if (group !== ROUTE_GROUP && routeKinds(cluster).has(`${kind} ${namespace}`)) {
      yield {
        resource,
        path: `${fieldPath}.group`,
        severity: 'warning',
        message: `${kind}s of namespace ${namespace} are of group ${ROUTE_GROUP}, not of '${group}'`,
        fix: `set ${fieldPath}.group to ${ROUTE_GROUP}`,
        edits: [{ path: `${fieldPath}.group`, value: ROUTE_GROUP }],
      };
    }
  }
}
