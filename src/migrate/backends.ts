import type { MigrationNote } from './model';
import type { Cluster } from '../cluster/model';
import type { JsonObject, Resource } from '../kubernetes/resource';
import type { ServiceTarget, Target, WeightedTarget } from '../routers/model';

/** A Service or Secret of another namespace, which its owners must allow. */
export interface GrantNeeded {
  readonly from: string;
  readonly to: { readonly namespace: string; readonly name: string };
  /** Absent: a backend. */
  readonly of?: 'backend' | 'certificate';
  /** Of the route that names a backend; absent: an HTTPRoute. */
  readonly kind?: 'GRPCRoute' | 'TLSRoute';
}

/** A Service that is spoken to over TLS. */
export interface TlsNeeded {
  readonly namespace: string;
  readonly name: string;
  readonly notes: readonly MigrationNote[];
}

export interface ConvertedBackends {
  readonly refs: readonly JsonObject[];
  readonly notes: readonly MigrationNote[];
  readonly grants: readonly GrantNeeded[];
  readonly tls: readonly TlsNeeded[];
}

/** Where a rule forwards, as backendRefs: shares become weights. */
export function convertBackends(to: readonly WeightedTarget[], owner: Resource, cluster: Cluster): ConvertedBackends {
  const notes: MigrationNote[] = [];
  const refs = new Map<string, { readonly ref: JsonObject; weight: number }>();
  const grants: GrantNeeded[] = [];
  const tls: TlsNeeded[] = [];
  const positive = to.filter(({ weight }) => weight > 0);
  for (const { target, weight, filters } of positive) {
    if (filters.length > 0) notes.push({ code: 'backend-filters', source: filters[0].source, reason: 'filters of one share alone are not migrated', action: 'write them as filters of the backendRef, where your controller supports them' });
    const ref = backendRef(target, owner, cluster, notes);
    if (ref === null || target.kind !== 'service') continue;
    const key = JSON.stringify(ref);
    const known = refs.get(key);
    if (known === undefined) refs.set(key, { ref, weight });
    else known.weight += weight;
    if (target.namespace !== owner.namespace) grants.push({ from: owner.namespace ?? '', to: { namespace: target.namespace, name: target.name } });
    tls.push(...tlsNeeded(target, notes));
  }
  const all = [...refs.values()];
  const factor = scaleOf(all.map(({ weight }) => weight));
  return { refs: all.map(({ ref, weight }) => all.length === 1 ? ref : { ...ref, weight: Math.round(weight * factor) }), notes, grants, tls };
}

/** Weights are whole numbers, up to a million. */
function scaleOf(weights: readonly number[]): number {
  const most = Math.max(0, ...weights);
  if (most > 1_000_000) return 1_000_000 / most;
  return weights.every(Number.isInteger) || most === 0 ? 1 : 100_000 / most;
}

function backendRef(target: Target, owner: Resource, cluster: Cluster, notes: MigrationNote[]): JsonObject | null {
  const { source } = target;
  if (target.kind === 'refused') {
    notes.push({ code: 'refused-backend', source, reason: `the backend is not served here (${target.reason})`, action: 'name a Service' });
    return null;
  }
  if (target.kind === 'object') {
    notes.push({ code: 'backend-not-a-service', source, reason: `the backend ${target.what} is not a Service`, action: 'name it in backendRefs if your controller supports its kind' });
    return null;
  }
  const port = portNumber(target, cluster);
  if (port === null) {
    notes.push({ code: 'unknown-port', source, reason: `Service ${target.namespace}/${target.name} has no port ${target.port ?? ''} in the manifests, and a backendRef needs the number of one`, action: 'add the backendRef with the number of the port' });
    return null;
  }
  if (cluster.services.get(target.namespace, target.name)?.type === 'ExternalName') {
    notes.push({ code: 'external-name', source, reason: `Service ${target.namespace}/${target.name} is of type ExternalName, which most Gateways refuse as a backend`, action: 'use a Service with endpoints, or what your controller has for names outside' });
  }
  if (target.protocol === 'FCGI') notes.push({ code: 'fastcgi', source, reason: 'FastCGI has no place in the Gateway API', action: 'run a web server beside the application' });
  if (needsHttp2(target, port, cluster)) {
    const reason = `port ${port} of Service ${target.namespace}/${target.name} is spoken to over HTTP/2${target.protocol === 'H2C' ? '' : ', which gRPC needs'}: Gateways do so where the port says it`;
    notes.push({ code: 'grpc-backend', source, reason, action: 'set appProtocol: kubernetes.io/h2c at the port' });
  }
  return { name: target.name, ...(target.namespace === owner.namespace ? {} : { namespace: target.namespace }), port };
}

function needsHttp2({ namespace, name, protocol }: ServiceTarget, port: number, cluster: Cluster): boolean {
  if (protocol !== 'GRPC' && protocol !== 'GRPCS' && protocol !== 'H2C') return false;
  return cluster.services.get(namespace, name)?.ports.find((each) => each.port === port)?.appProtocol !== 'kubernetes.io/h2c';
}

/** The number of the Service's port. */
function portNumber({ namespace, name, port, servicePort }: ServiceTarget, cluster: Cluster): number | null {
  if (servicePort !== undefined) return servicePort;
  const ports = cluster.services.get(namespace, name)?.ports ?? [];
  if (typeof port === 'number') return port;
  return ports.find((each) => each.name === port)?.port ?? (port === null && ports.length === 1 ? ports[0].port : null);
}

function tlsNeeded({ namespace, name, protocol, source }: ServiceTarget, notes: MigrationNote[]): readonly TlsNeeded[] {
  if (protocol !== 'HTTPS' && protocol !== 'GRPCS') return [];
  const note: MigrationNote = {
    code: 'backend-tls',
    source,
    reason: `Service ${namespace}/${name} is spoken to over TLS: a BackendTLSPolicy always checks its certificate, which was not checked before unless annotations said so`,
    action: 'set hostname and certificate authority of the BackendTLSPolicy to those of the pods',
  };
  notes.push(note);
  return [{ namespace, name, notes: [note] }];
}
