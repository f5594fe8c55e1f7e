import { hasAddress, isDated, namedBy, readPlainIngress, writtenClass, type HasSecret, type PlainIngress } from './plain-ingress';
import type { Cluster } from '../../cluster/model';
import { isKind, objectAt, textAt } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';

/** So few are compiled at once. */
const FEW = 100;

/** How Ingress objects are divided. */
export interface DivideOptions {
  /** No more than these are not divided. @default 100 */
  readonly few?: number;
  /** Whether Traefik may read them, which name these classes. @default never */
  readonly isTraefik?: (classNames: Iterable<string>) => boolean;
}

/**
 * The Ingress objects that may have a say in requests for some hosts, as they are written: those that have one of the hosts, those that ask for more
 * than paths of hosts of their own, whatever shares a host or a Service with one of these; and of all the others so many that controllers see
 * that there are some of their kind.
 *
 * @param hosts in lower case, names and addresses among them
 * @returns null where all may
 */
export function ingressesOfHosts(
  cluster: Pick<Cluster, 'ofKinds' | 'find' | 'refused'>, hosts: readonly string[], { few = FEW, isTraefik = () => false }: DivideOptions = {},
): readonly Resource[] | null {
  const all = cluster.ofKinds('Ingress').filter((each) => isKind(each, 'networking.k8s.io', 'Ingress'));
  // parameters of a class may put all its objects into one load balancer
  if (all.length <= few || cluster.ofKinds('IngressClassParams').length > 0) return null;
  const withSecrets = cluster.ofKinds('Secret').length > 0;
  const hasSecret: HasSecret = (namespace, name) => withSecrets && cluster.find('Secret', namespace, name) !== undefined;
  const kept = new Set<Resource>();
  const plain: PlainIngress[] = [];
  for (const resource of all) {
    const read = readPlainIngress(resource, hasSecret);
    if (read === null) kept.add(resource);
    else plain.push(read);
  }
  if (areAmbiguous(new Set(plain.map(({ resource }) => resource.namespace ?? '')))) return null;
  const classNames = new Set([...[...kept].map(writtenClass), ...plain.map(({ className }) => className)]);
  const rest = new Links(kept).take(plain, meantBy(plain, hosts, isTraefik(classNames)));
  if (rest === null) return null;
  for (const each of representatives(rest, cluster)) kept.add(each);
  return all.filter((each) => kept.has(each));
}

/** Whether names of two namespaces and of Services in them may become one, where they are put together with dashes. */
function areAmbiguous(namespaces: ReadonlySet<string>): boolean {
  for (const namespace of namespaces) {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(namespace)) return true;
    for (let dash = namespace.indexOf('-'); dash !== -1; dash = namespace.indexOf('-', dash + 1)) {
      if (namespaces.has(namespace.slice(0, dash))) return true;
    }
  }
  return false;
}

/** Those that are to be kept whatever others have. */
function meantBy(plain: readonly PlainIngress[], hosts: readonly string[], traefik: boolean): (ingress: PlainIngress) => boolean {
  const doubled = doubledHosts(plain);
  const shared = traefik ? sharedNames(plain) : null;
  return (ingress) => {
    for (const host of ingress.hosts) if (hosts.includes(host) || doubled.has(host)) return true;
    return hasAddress(ingress.resource, hosts) || shared?.has(ingress) === true;
  };
}

/** Hosts that have a path twice, perhaps in two spellings: that may break the configuration of all. */
function doubledHosts(plain: readonly PlainIngress[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const more = new Map<string, Set<string>>();
  const doubled = new Set<string>();
  for (const { hosts, paths } of plain) {
    for (let i = 0; i < paths.length; i++) {
      const known = first.get(hosts[i]);
      if (known === undefined) {
        first.set(hosts[i], paths[i]);
        continue;
      }
      let seen = more.get(hosts[i]);
      if (seen === undefined) more.set(hosts[i], seen = new Set([known]));
      if (seen.has(paths[i])) doubled.add(hosts[i]);
      seen.add(paths[i]);
    }
  }
  return doubled;
}

/** Those of which Traefik calls a router or a service by a name that another has, too. */
function sharedNames(plain: readonly PlainIngress[]): ReadonlySet<PlainIngress> {
  const owners = new Map<string, { readonly ingress: PlainIngress; readonly text: string }>();
  const shared = new Set<PlainIngress>();
  for (const ingress of plain) {
    const { namespace, name } = ingress.resource;
    const texts = [...ingress.hosts.map((host, i) => `${namespace}-${name}-${host}${ingress.paths[i]}`), ...ingress.services.map((service) => `${namespace}-${service}`)];
    for (const text of texts) {
      const key = text.replace(/[^A-Za-z0-9]+/g, '-');
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, { ingress, text });
      else if (owner.ingress !== ingress && owner.text !== text) shared.add(owner.ingress).add(ingress);
    }
  }
  return shared;
}

/** Longer chains of objects that share something are not followed. */
const LONGEST_CHAIN = 8;

/** The hosts and Services of the objects that are kept. */
class Links {
  private readonly hosts = new Set<string>();
  private readonly services = new Map<string | null, Set<string>>();

  constructor(private readonly kept: Set<Resource>) {
    for (const resource of kept) this.add(resource, namedBy(resource));
  }

  /** Keeps those that are meant, and all that share something with one that is kept. @returns the rest; null where that goes too far */
  take(plain: readonly PlainIngress[], isMeant: (ingress: PlainIngress) => boolean): readonly PlainIngress[] | null {
    let rest = this.keep(plain, isMeant);
    for (let length = 0; length < LONGEST_CHAIN; length++) {
      const before = rest.length;
      rest = this.keep(rest, (each) => this.share(each));
      if (rest.length === before) return rest;
    }
    return null;
  }

  private keep(plain: readonly PlainIngress[], which: (ingress: PlainIngress) => boolean): readonly PlainIngress[] {
    const rest: PlainIngress[] = [];
    for (const each of plain) {
      if (which(each)) {
        this.kept.add(each.resource);
        this.add(each.resource, each);
      } else {
        rest.push(each);
      }
    }
    return rest;
  }

  private add({ namespace }: Resource, { hosts, services }: Pick<PlainIngress, 'hosts' | 'services'>): void {
    let own = this.services.get(namespace);
    if (own === undefined) this.services.set(namespace, own = new Set());
    for (const host of hosts) this.hosts.add(host);
    for (const service of services) own.add(service);
  }

  private share({ resource, hosts, services }: PlainIngress): boolean {
    const own = this.services.get(resource.namespace);
    for (let i = 0; i < hosts.length; i++) {
      if (this.hosts.has(hosts[i]) || own?.has(services[i]) === true) return true;
    }
    return false;
  }
}

/** What stands for the others: of each class and traits the first and the last two, by name and by age, that are not refused. */
function representatives(plain: readonly PlainIngress[], { refused }: Pick<Cluster, 'refused'>): readonly Resource[] {
  const classes = new Map<string, Map<string, Resource[]>>();
  for (const { className, traits, resource } of plain) {
    let alike = classes.get(className);
    if (alike === undefined) classes.set(className, alike = new Map());
    const known = alike.get(traits);
    if (known === undefined) alike.set(traits, [resource]);
    else known.push(resource);
  }
  return [...classes.values()].flatMap((alike) => [...alike]).flatMap(([traits, byName]) => {
    const byAge = isDated(traits) ? [...byName].sort((a, b) => compare(createdAt(a), createdAt(b))) : [];
    return [byName, [...byName].reverse(), byAge, [...byAge].reverse()].flatMap((list) => firstTwo(list, (each) => !refused.has(each)));
  });
}

function firstTwo<T>(list: readonly T[], test: (item: T) => boolean): readonly T[] {
  const found: T[] = [];
  for (const each of list) {
    if (found.length === 2) break;
    if (test(each)) found.push(each);
  }
  return found;
}

function createdAt({ object }: Resource): string {
  return textAt(objectAt(object, 'metadata'), 'creationTimestamp') ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
