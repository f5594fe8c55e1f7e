import { reasonOf, type ChangeReason } from './because';
import { comparableRouter } from './comparable';
import { convertRouters } from './convert';
import type { ConvertOptions } from './convert-router';
import { withOtherRequests } from './grpc';
import type { Conversion } from './model';
import { simulateAccepted, type Settings } from '../checks/session';
import type { RoutingChange, RoutingDiff } from '../diff/change';
import { diffSimulations } from '../diff/diff';
import { NO_ORIGIN, type Resource } from '../kubernetes/resource';
import { resourceOf } from '../manifests/resource-of';
import type { Certificate, Listener, Router, RouterId } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** A difference, why there is one, and what to do about it. */
export interface ExplainedChange extends ChangeReason {
  readonly change: RoutingChange;
}

/** Ingress objects as Gateway API objects, and what was proved of them. */
export interface Migration extends Conversion {
  /** The input with its Ingress objects, and with what takes their place. */
  readonly diff: RoutingDiff;
  readonly changes: readonly ExplainedChange[];
  readonly before: Simulation;
  readonly after: Simulation;
}

/**
 * Turns the Ingress objects of a simulation into Gateway API objects, and compares both.
 *
 * Pages that a controller serves of itself (`/healthz`), and paths that it keeps for its own requests, are not part of the comparison;
 * neither are plain http on a port that is for https as well, and ports at which nothing is served.
 *
 * @param resources the input
 * @param simulation the input as it is simulated; absent: it is simulated here
 */
export function migrate(
  resources: readonly Resource[], settings: Settings, options: ConvertOptions, simulation: Simulation = simulateAccepted(resources, settings),
): Migration {
  const before = { ...simulation, routers: simulation.routers.map(comparableRouter) };
  const conversion = convertRouters(before.routers, before.cluster, options, simulation.routers);
  const made = conversion.objects.flatMap(({ object }) => resourceOf(object, 'default', NO_ORIGIN) ?? []);
  const kept = resources.filter(({ apiVersion, kind }) => kind !== 'Ingress' || !apiVersion.startsWith('networking.k8s.io/'));
  const assumed = [...conversion.defaultSecrets, ...namedSecrets(before.routers)].filter(({ namespace, name }) => before.cluster.find('Secret', namespace, name) === undefined).map(assumedSecret);
  const rebuilt = simulateAccepted([...kept, ...made, ...assumed], settings);
  const after = { ...rebuilt, routers: rebuilt.routers.map((router) => pairedWith(router, conversion)) };
  const diff = diffSimulations(before, after, settings.config?.acceptedDifferences);
  const changes = diff.changes.map((change) => ({ change, ...reasonOf(change, before, after, conversion) }));
  return { ...conversion, diff, changes, before, after };
}

/** Whether all requests arrive where they did before. */
export function isKept({ diff: { changes } }: Pick<Migration, 'diff'>, strict: boolean): boolean {
  return strict ? changes.length === 0 : changes.every(({ kind }) => kind !== 'lost' && kind !== 'moved');
}

/** A Gateway is compared with the router whose place it takes. */
function pairedWith(router: Router, conversion: Conversion): Router {
  if (router.id.kind !== 'Gateway') return router;
  const place = conversion.replaced.find(({ gateways }) => gateways.includes(router.id.name ?? ''));
  if (place === undefined) return router;
  const id: RouterId = place.gateways[0] === router.id.name ? place.from : router.id;
  const { listeners, readings = [] } = withOtherCalls(router);
  return {
    ...router,
    id,
    listeners: listeners.map((each) => withDefaultCertificate(each, conversion)),
    readings: readings.map((each) => ({ ...each, router: withOtherCalls(each.router) })),
  };
}

function withOtherCalls(router: Router): Router {
  return { ...router, listeners: router.listeners.map((listener): Listener => ({ ...listener, hosts: listener.hosts.map(withOtherRequests) })) };
}

/** The Secret that is to hold the controller's own certificate stands for it. */
function withDefaultCertificate(listener: Listener, { defaultSecrets }: Conversion): Listener {
  const isDefault = (secret: Certificate['secret']): boolean => secret !== null && defaultSecrets.some(({ namespace, name }) => secret.namespace === namespace && secret.name === name);
  return { ...listener, certificates: listener.certificates.map((each) => isDefault(each.secret) ? { ...each, secret: null } : each) };
}

/** Certificates that the old listeners serve: what holds of their Secrets holds before and after. */
function namedSecrets(routers: readonly Router[]): readonly { readonly namespace: string; readonly name: string }[] {
  const certificates = routers.flatMap(({ id, listeners }) => id.kind === 'Ingress' ? listeners.flatMap((each) => each.certificates) : []);
  return certificates.flatMap(({ secret }) => secret ?? []);
}

/** A Secret that is yet to be created, as the notes ask for it. */
function assumedSecret({ namespace, name }: { readonly namespace: string; readonly name: string }): Resource {
  const text = (label: string): string => Buffer.from(`-----BEGIN ${label}-----\n-----END ${label}-----\n`).toString('base64');
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', data: { 'tls.crt': text('CERTIFICATE'), 'tls.key': text('PRIVATE KEY') } };
  return { apiVersion: 'v1', kind: 'Secret', namespace, name, object, origin: NO_ORIGIN };
}
