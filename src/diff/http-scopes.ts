import { areasOf, type PathAreas } from './areas';
import type { ExampleRequest, HttpScope } from './change';
import type { RouterEntry } from './router-entries';
import { oncePer } from '../kubernetes/once-per';
import type { PathClass } from '../routers/classes/path-classes';
import type { RequestClass as RouterRequests } from '../routers/classes/request-classes';
import type { RouterRequest } from '../routers/model';

/** Requests at a router that both sides treat alike as a whole. */
export interface RouterClass {
  readonly entry: 'router';
  readonly at: RouterEntry;
  readonly of: RouterRequests;
  /** One of them, by which both sides are compared. */
  readonly request: RouterRequest;
}

/** The ports that need not be written. */
const PORTS: Readonly<Partial<Record<RouterRequest['scheme'], number>>> = { http: 80, https: 443 };

export function routerExample({ method, scheme, authority, port, path, query, headers }: RouterRequest): ExampleRequest {
  const url = `${scheme}://${authority}${port === PORTS[scheme] ? '' : `:${port}`}${path}${query}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { method, url, from: null, ...lines.length === 0 ? {} : { headers: lines } };
}

interface OpenHttpScope {
  readonly at: RouterEntry;
  readonly schemes: string[];
  readonly first: RouterClass;
  readonly paths: HttpScope['paths'];
  readonly examples: readonly string[];
  readonly condition: string;
}

/** Hosts and schemes with the same paths together. */
export function httpScopes(classes: readonly RouterClass[]): readonly HttpScope[] {
  const merged = new Map<string, HttpScope & { readonly hosts: string[] }>();
  const ids = new PathIds();
  for (const { at, schemes, first, paths, examples, condition } of byHost(classes, ids)) {
    const key = `${ids.of(paths)} ${JSON.stringify([schemes, at.router, examples, condition])}`;
    const known = merged.get(key);
    if (known !== undefined) known.hosts.push(at.host.pattern);
    else merged.set(key, { kind: 'http', schemes, hosts: [at.host.pattern], router: at.router, paths, examples, condition, request: routerExample(first.request) });
  }
  return [...merged.values()];
}

/** The classes of each host, schemes with the same paths together. */
function* byHost(classes: readonly RouterClass[], ids: PathIds): Iterable<OpenHttpScope> {
  const hosts = new Map<string, RouterClass[]>();
  let last: RouterEntry | null = null;
  let group: RouterClass[] = [];
  for (const each of classes) {
    const { at } = each;
    // where paths alone tell requests apart, none has a condition
    if (last !== at || at.requests.plain === null) {
      const key = JSON.stringify([at.host.pattern, at.router, conditionOf(each)]);
      hosts.set(key, group = hosts.get(key) ?? []);
      last = at;
    }
    group.push(each);
  }
  for (const some of hosts.values()) yield* schemesOf(some, ids);
}

function schemesOf(classes: readonly RouterClass[], ids: PathIds): Iterable<OpenHttpScope> {
  const entries = new Map<RouterEntry, RouterClass[]>();
  for (const each of classes) {
    const known = entries.get(each.at);
    if (known === undefined) entries.set(each.at, [each]);
    else known.push(each);
  }
  const scopes = new Map<string, OpenHttpScope>();
  for (const [at, some] of entries) {
    const paths = pathsOf(at, some.map(({ of }) => of.area).filter((area) => area !== null));
    const examples = some.filter(({ of }) => of.area === null).map(({ request }) => request.path);
    const key = `${ids.of(paths)} ${JSON.stringify(examples)}`;
    const known = scopes.get(key);
    if (known === undefined) scopes.set(key, { at, schemes: [schemeText(at)], first: some[0], paths, examples, condition: conditionOf(some[0]) });
    else known.schemes.push(schemeText(at));
  }
  return scopes.values();
}

const TOLD = new WeakMap<readonly PathClass[], Map<string, PathAreas>>();

/** The areas of all classes of an entry; hosts whose paths alone tell requests apart share the list. */
function allAreas({ requests: { plain }, classes }: RouterEntry): readonly PathClass[] {
  return plain ?? areasOfClasses(classes);
}

const areasOfClasses = oncePer((classes: readonly RouterRequests[]): readonly PathClass[] => {
  return classes.map(({ area }) => area).filter((area) => area !== null);
});

/** Hosts with the same paths share the words for them, and so do the conditions of a host that take the same ones. */
function pathsOf(at: RouterEntry, areas: readonly PathClass[]): PathAreas {
  const all = allAreas(at);
  let known = TOLD.get(all);
  if (known === undefined) TOLD.set(all, known = new Map());
  const key = areas.map(({ base, part }) => `${part} ${base}`).join('\n');
  let told = known.get(key);
  if (told === undefined) known.set(key, told = areasOf(new Set(areas), all));
  return told;
}

/** Equal for equal paths, of which there may be too many to be part of every key. */
class PathIds {
  private readonly byText = new Map<string, number>();
  private readonly ids = new Map<PathAreas, number>();

  of(paths: PathAreas): number {
    let id = this.ids.get(paths);
    if (id !== undefined) return id;
    const text = JSON.stringify(paths);
    id = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, id);
    this.ids.set(paths, id);
    return id;
  }
}

function schemeText({ entry: { scheme, port } }: RouterEntry): string {
  return port === PORTS[scheme] ? scheme : `${scheme} on port ${port}`;
}

/** What requests have besides host and path, where others of the host are told apart by it. */
function conditionOf({ at, request: { method, headers, query } }: RouterClass): string {
  const extras = [...method === 'GET' ? [] : [method], ...Object.entries(headers).map(([name, value]) => `header ${name}: ${value}`), ...query === '' ? [] : [query]];
  if (extras.length > 0) return extras.join(', ');
  return at.requests.plain === null && isToldApart(at.classes) ? 'plain GET' : '';
}

const TOLD_APART = new WeakMap<readonly RouterRequests[], boolean>();

/** Whether the requests of an entry are told apart by more than their paths. */
function isToldApart(classes: readonly RouterRequests[]): boolean {
  let known = TOLD_APART.get(classes);
  if (known === undefined) {
    known = classes.some(({ request: { method, query, headers } }) => method !== 'GET' || query !== '' || Object.keys(headers).length > 0);
    TOLD_APART.set(classes, known);
  }
  return known;
}
