import fc from 'fast-check';
import { host, path, request, route, router, virtualHost } from './routers';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { HostMatcher, PathMatcher, Route, VirtualHost } from '../../../src/routers/model';

const HOSTS = ['*', 'a.t', 'b.t', '*.t', '**.t', '*.a.t', '**.a.t', '~^[ab]\\.t$', '~(?!a)'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/', '/ab', '/A', '/b'];
const KINDS = ['exact', 'element-prefix', 'string-prefix', 'glob', 'pattern'];
const GLOBS = ['/*', '/a*', '/?', '*b', '/a'];
const PATTERNS = ['^/a', '^/a/?$', 'b', '^/(a|b)', '^/(?=a)'];

const matcher = fc.tuple(fc.constantFrom(...KINDS, 'any'), fc.nat(), fc.boolean()).map(([kind, n, ignoreCase]) => {
  const texts = kind === 'glob' ? GLOBS : kind === 'pattern' ? PATTERNS : PATHS;
  return path(`${kind} ${texts[n % texts.length]}`, ignoreCase);
});
const someRoute = fc.record({
  at: fc.option(matcher, { nil: undefined }),
  own: fc.option(fc.constantFrom(...HOSTS), { nil: undefined, freq: 1 }),
  rank: fc.array(fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('x', 'y')), { minLength: 1, maxLength: 3 }),
  methods: fc.constantFrom(undefined, undefined, ['GET'], ['POST']),
  clients: fc.constantFrom(false, false, false, true),
});
const someHost = fc.record({ name: fc.constantFrom(...HOSTS), routes: fc.array(someRoute, { maxLength: 8 }), onMiss: fc.constantFrom('stop' as const, 'next-host' as const) });
const someHosts = fc.uniqueArray(someHost, { maxLength: 4, selector: (each) => each.name }).map((hosts) => hosts.map((each) => virtualHost(each.name, each.routes.map((parts, i) => route(`${each.name} ${i}`, {
  ...parts.at === undefined ? {} : { path: parts.at },
  ...parts.own === undefined ? {} : { host: host(parts.own) },
  ...parts.methods === undefined ? {} : { methods: parts.methods },
  ...parts.clients ? { named: [{ of: 'client-address' as const, ranges: [], inside: true }] } : {},
}, parts.rank)), each.onMiss)));
const someRequest = fc.record({ name: fc.constantFrom('a.t', 'b.t', 'x.a.t', 'y.x.a.t', 't', 'c.u'), at: fc.constantFrom(...PATHS, '/a/b/c', '/abc', '/B', '/x') });

test('the index finds what a scan of all routes finds', () => {
  fc.assert(fc.property(someHosts, someRequest, (hosts, { name, at }) => {
    const index = indexRouter(router(hosts));
    const asked = request(name, at);
    const scanned = scan(hosts, name, at);
    const found = index.find(asked);
    expect({ route: found.route?.label ?? null, undecided: found.undecided.map((each) => each.label) }).toEqual(scanned);
    if (found.route !== null) expect(index.matching(asked)).toContain(found.route);
  }), { numRuns: 3000 });
});

/** All conditions of all routes, without any index. */
function scan(hosts: readonly VirtualHost[], name: string, at: string): { route: string | null; undecided: string[] } {
  const undecided: string[] = [];
  for (const each of [...hosts].sort((a, b) => closeness(a.host) - closeness(b.host))) {
    const sure = isHost(each.host, name);
    if (sure === false) continue;
    const ranked = [...each.routes].sort((a, b) => compareTexts(a.rank, b.rank));
    const held = ranked.map((candidate) => ({ candidate, holds: holds(candidate, name, at) })).filter(({ holds: value }) => value !== false);
    const best = held.findIndex(({ holds: value }) => value === true);
    undecided.push(...held.slice(0, best < 0 ? held.length : best).map(({ candidate }) => candidate.label));
    if (sure === null) {
      if (best >= 0) undecided.push(held[best].candidate.label);
      continue;
    }
    if (best >= 0) return { route: held[best].candidate.label, undecided };
    if (each.onMiss === 'stop') break;
  }
  return { route: null, undecided };
}

function holds({ conditions }: Route, name: string, at: string): boolean | null {
  const parts = [
    conditions.host === undefined ? true : isHost(conditions.host, name),
    conditions.path === undefined ? true : isPath(conditions.path, at),
    conditions.methods === undefined || conditions.methods.includes('GET'),
    conditions.named === undefined ? true : null,
  ];
  return parts.includes(false) ? false : parts.includes(null) ? null : true;
}

function isHost(matching: HostMatcher, name: string): boolean | null {
  switch (matching.kind) {
    case 'any': return true;
    case 'exact': return name === matching.host;
    case 'pattern': return matching.pattern.text.includes('?!') ? null : /^[ab]\.t$/.test(name);
    case 'wildcard': return new RegExp(`^[^.]+${matching.labels === 'many' ? '(\\.[^.]+)*' : ''}${matching.suffix.replace(/\./g, '\\.')}$`).test(name);
  }
}

function isPath(matching: PathMatcher, sent: string): boolean | null {
  if (matching.kind === 'any') return true;
  if (matching.kind === 'pattern') return matching.pattern.text.includes('(?=') ? null : new RegExp(matching.pattern.text, matching.pattern.ignoreCase ? 'i' : '').test(sent);
  const [own, at] = matching.ignoreCase === true ? [matching.path.toLowerCase(), sent.toLowerCase()] : [matching.path, sent];
  switch (matching.kind) {
    case 'exact': return at === own;
    case 'string-prefix': return at.startsWith(own);
    case 'element-prefix': return `${at}/`.replace(/\/\/$/, '/').startsWith(`${own}/`.replace(/\/\/$/, '/'));
    case 'glob': return new RegExp(`^${own.replace(/[*?]/g, (each) => each === '*' ? '.*' : '.')}$`).test(at);
  }
}

function closeness(matching: HostMatcher): number {
  switch (matching.kind) {
    case 'exact': return 0;
    case 'wildcard': return 100 - matching.suffix.length;
    case 'pattern': return 200;
    case 'any': return 300;
  }
}

/** Numbers before texts, what is shorter before what goes on. */
function compareTexts(a: Route['rank'], b: Route['rank']): number {
  const [one, other] = [a, b].map((rank) => rank.map((place) => (typeof place === 'number' ? '0' : '1') + String(place)).join(' '));
  return one < other ? -1 : one > other ? 1 : 0;
}
