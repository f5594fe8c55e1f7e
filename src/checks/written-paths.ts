import type { Reach } from './reach';
import type { Ingress, IngressPath, IngressRule } from '../kubernetes/ingress';
import type { Resource } from '../kubernetes/resource';
import type { Router } from '../routers/model';

/** A path of an Ingress, where it stands. */
export interface WrittenPath {
  readonly resource: Resource;
  readonly ingress: Ingress;
  /** Lower case; empty: every host. */
  readonly host: string;
  readonly path: string;
  readonly pathType: IngressPath['pathType'];
  readonly backend: IngressPath['backend'];
  readonly fieldPath: string;
}

/** Paths of one router with the same host, path and type, of which one takes all requests. */
export interface DuplicatePath {
  /** The one that never gets a request. */
  readonly path: WrittenPath;
  readonly by: WrittenPath;
}

/** Every path of some Ingress objects. */
export function* writtenPaths(ingresses: Iterable<Ingress>): Iterable<WrittenPath> {
  for (const ingress of ingresses) {
    for (const rule of ingress.rules) {
      for (const path of rule.paths ?? []) yield writtenPath(ingress, rule, path);
    }
  }
}

function writtenPath(ingress: Ingress, { host }: IngressRule, { path, pathType, backend, fieldPath }: IngressPath): WrittenPath {
  return { resource: ingress.resource, ingress, host: host.toLowerCase(), path: path === '' ? '/' : path, pathType, backend, fieldPath };
}

/** As messages call it: "`/questions` (Prefix)". */
export function pathLabel({ path, pathType }: Pick<WrittenPath, 'path' | 'pathType'>): string {
  return `\`${path}\` (${pathType})`;
}

/**
 * Paths that are written twice in a router, and get no request. A path that the controller refuses or leaves out is not one of them: its faults say so.
 *
 * @param reach of the router; asked where something is written twice alone
 */
export function duplicatePaths({ faults }: Router, ingresses: Iterable<Ingress>, reach: () => Reach): readonly DuplicatePath[] {
  const groups = new Map<string, WrittenPath[]>();
  for (const path of writtenPaths(ingresses)) {
    const key = `${path.pathType} ${path.host} ${path.path}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  const isFaulty = ({ resource, fieldPath }: WrittenPath): boolean =>
    faults.some(({ source }) => source.resource === resource && fieldPath.startsWith(source.field));
  return [...groups.values()].filter((group) => group.length > 1).flatMap((group) => {
    const isReached = (each: WrittenPath): boolean => reach().isReached({ resource: each.resource, field: each.fieldPath });
    const by = group.find(isReached);
    if (by === undefined) return [];
    return group.filter((each) => each !== by && !isReached(each) && !isFaulty(each)).map((path) => ({ path, by }));
  });
}

/** Whether two backends are the same Service and port, or object. */
export function isSameBackend(a: WrittenPath, b: WrittenPath): boolean {
  const key = ({ ingress: { namespace }, backend }: WrittenPath): string => {
    if (backend === null) return '';
    return backend.kind === 'service' ? `${namespace} ${backend.service} ${backend.port}` : `${namespace} ${backend.apiGroup} ${backend.resourceKind} ${backend.name}`;
  };
  return key(a) === key(b);
}
