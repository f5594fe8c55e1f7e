import type { IngressPath, IngressRule } from '../../../../kubernetes/ingress';
import { serviceBackend, upstreamName } from '../servers/upstreams';
import { Annotations } from '../settings/annotations';
import type { ReadIngress } from '../settings/settings';

/** The paths of accepted Ingress objects by host, as they stand in the configuration of nginx. */
export interface Overlap {
  readonly hosts: Map<string, Map<string, OwnedPath[]>>;
  /** Upstreams, and whether a canary made them, so that no location goes to them. */
  readonly upstreams: Map<string, boolean>;
}

interface OwnedPath {
  readonly read: ReadIngress;
  readonly type: 'Exact' | 'Prefix';
}

export interface FoundOverlap {
  readonly host: string;
  readonly path: IngressPath;
  readonly other: ReadIngress;
}

export function newOverlap(): Overlap {
  return { hosts: new Map(), upstreams: new Map() };
}

/**
 * A path that another Ingress has already; paths are compared as they stand in the configuration, where a prefix `/p` is `/p/` and an exact `/p`.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go checkOverlap
 */
export function findOverlap(overlap: Overlap, read: ReadIngress): FoundOverlap | null {
  for (const rule of read.ingress.rules) {
    const host = hostOf(rule);
    const owned = overlap.hosts.get(host);
    if (owned === undefined) continue;
    const exact = new Set((rule.paths ?? []).filter((each) => each.pathType === 'Exact').map((each) => each.path));
    for (const path of rule.paths ?? []) {
      if (serviceBackend(path.backend) === null) continue;
      const text = path.path === '' ? '/' : path.path;
      const other = ownersOf(owned, text, exact).find((each) => each.ingress !== read.ingress && !isWaived(read, each));
      if (other !== undefined) return { host, path, other };
    }
  }
  return null;
}

function hostOf({ host }: IngressRule): string {
  return host === '' ? '_' : host;
}

/** @param exact paths of type Exact that the new Ingress brings */
function ownersOf(owned: ReadonlyMap<string, readonly OwnedPath[]>, text: string, exact: ReadonlySet<string>): readonly ReadIngress[] {
  const found: ReadIngress[] = [];
  const same = owned.get(text) ?? [];
  const hasExact = exact.has(text) || same.some((each) => each.type === 'Exact');
  for (const { read, type } of same) {
    if (type === 'Exact' || text.endsWith('/') || isLeftAlone(read, text) || !hasExact) found.push(read);
  }
  if (text !== '/' && text.endsWith('/')) {
    const bare = text.slice(0, -1);
    for (const { read, type } of owned.get(bare) ?? []) if (type === 'Prefix' && !isLeftAlone(read, bare)) found.push(read);
  }
  return found;
}

/** A path with a pattern or a rewrite stays as it is. */
function isLeftAlone({ settings: { rewrite } }: ReadIngress, path: string): boolean {
  return rewrite.useRegex || (rewrite.target !== '' && rewrite.target !== path);
}

/** Of two with the same path one may be a canary. */
function isWaived(read: ReadIngress, other: ReadIngress): boolean {
  const [own, theirs] = [read, other].map(({ ingress }) => new Annotations(ingress).bool('canary'));
  if (own.kind === 'value' && own.value && theirs.kind === 'value' && theirs.value) return false;
  return own.kind !== 'missing' || theirs.kind !== 'missing';
}

export function addToOverlap(overlap: Overlap, read: ReadIngress): void {
  const isCanary = read.settings.canary !== null;
  const { defaultBackend, rules } = read.ingress;
  if (!isCanary && rules.length === 0 && serviceBackend(defaultBackend) !== null) addEveryHost(overlap, read);
  for (const rule of read.ingress.rules) {
    const host = hostOf(rule);
    let owned = overlap.hosts.get(host);
    if (owned === undefined) overlap.hosts.set(host, owned = new Map<string, OwnedPath[]>());
    for (const path of rule.paths ?? []) {
      const backend = serviceBackend(path.backend);
      if (backend === null) continue;
      const name = upstreamName(read.ingress.namespace, backend);
      const ofCanary = overlap.upstreams.get(name) ?? isCanary;
      overlap.upstreams.set(name, ofCanary);
      if (!ofCanary) addPath(owned, read, path);
    }
  }
}

/** A default backend without rules is the location for `/` of every host, ahead of any rule. */
function addEveryHost({ hosts }: Overlap, read: ReadIngress): void {
  const owned = hosts.get('_') ?? new Map<string, OwnedPath[]>();
  hosts.set('_', owned);
  owned.set('/', [{ read, type: 'Prefix' }, ...(owned.get('/') ?? []).filter((each) => each.type === 'Exact')]);
}

/** Of paths with the same text only the first is looked at. */
function addPath(owned: Map<string, OwnedPath[]>, read: ReadIngress, { path, pathType }: IngressPath): void {
  const text = path === '' ? '/' : path;
  const type = pathType === 'Exact' ? 'Exact' : 'Prefix';
  const same = owned.get(text);
  if (same === undefined) owned.set(text, [{ read, type }]);
  else if (same[0].type !== type) same.push({ read, type });
}
