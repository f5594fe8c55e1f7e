import fc from 'fast-check';
import { app, ingress, simulation } from './simulations';
import { Answers, type Answer } from '../../src/diff/answers';
import type { HttpScope, RoutingDiff } from '../../src/diff/change';
import { compareOutcomes, isCertificateChanged } from '../../src/diff/compare';
import { diffSimulations } from '../../src/diff/diff';
import { questionKey } from '../../src/kubernetes/open-question';
import type { PathPart } from '../../src/routers/classes/path-classes';
import { pickRouter } from '../../src/routers/entry';
import type { Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const RULE_HOSTS = ['a.t', 'b.t', '*.t', '*.a.t', 'x.a.t', '*'];
const RULE_PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/', '/ab', '/b', '/a/a', '/b/a/b', '/aa/b'];
const APPS = app('one') + app('two') + app('three');

const rule = fc.tuple(
  fc.constantFrom(...RULE_HOSTS), fc.constantFrom('Exact', 'Prefix', 'Prefix', 'ImplementationSpecific'), fc.constantFrom(...RULE_PATHS),
  fc.constantFrom('one', 'two', 'three', 'missing'),
).map((parts) => parts.join(' '));
const TLS = fc.constantFrom('', 'tls: [{ hosts: [a.t], secretName: s }]', 'tls: [{ hosts: ["*.t", c.t], secretName: w }]');
const BACKEND = fc.constantFrom('', '', 'defaultBackend: { service: { name: three, port: { number: 80 } } }');
const object = fc.tuple(fc.array(rule, { minLength: 1, maxLength: 5 }), TLS, BACKEND)
  .map(([rules, tls, backend]) => ({ rules, more: [tls, backend].filter((each) => each !== '').join('\n  ') }));
const version = fc.array(object, { maxLength: 2 })
  .map((objects) => APPS + objects.map(({ rules, more }, i) => ingress(`web-${i}`, rules, more)).join(''));

const HOSTS = ['a.t', 'b.t', 'c.t', 'x.a.t', 'y.a.t', 'z.y.a.t', 't', 'u'];
const PATHS = everyPath(5);

/** All paths in normal form of so many letters, over a small alphabet. */
function everyPath(longest: number): readonly string[] {
  const paths: string[] = [];
  for (let last = ['/']; last[0].length <= longest; last = last.flatMap((path) => ['/', 'a', 'b'].map((letter) => path + letter))) {
    paths.push(...last.filter((path) => !path.includes('//')));
  }
  return paths;
}

interface Request {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
}

const REQUESTS: readonly Request[] = (['http', 'https'] as const).flatMap((scheme) => HOSTS.flatMap((host) => PATHS.map((path) => ({ scheme, host, path }))));

function answer(side: Answers, { scheme, host, path }: Request): Answer {
  const sni = scheme === 'https' ? host : null;
  const request = { method: 'GET', scheme, authority: host, port: scheme === 'http' ? 80 : 443, path, query: '', headers: {}, sni };
  return side.ofRouter(pickRouter(side.simulation.routers, host), request);
}

/** The class of hosts that a host is in, from the texts of the rules alone. */
function patternOf(host: string, yaml: string): string {
  const isNamed = (name: string): boolean => [`"${name}"`, `[${name}]`, ` ${name}]`].some((text) => yaml.includes(text));
  const wildcard = `*${host.slice(host.indexOf('.'))}`;
  if (isNamed(host)) return host;
  return host.includes('.') && isNamed(wildcard) ? wildcard : '*';
}

/** What a reader of a scope takes it to mean: of the areas and exceptions around a path the nearest decides. */
function covers({ paths }: HttpScope, path: string): boolean {
  let nearest = -1;
  let covered = false;
  for (const [areas, isIn] of [[paths.areas, true], [paths.except, false]] as const) {
    for (const { base, parts } of areas) {
      for (const part of parts) {
        const rank = base.length * 2 + (part === 'at' || part === 'slash' ? 1 : 0);
        if (rank > nearest && contains(base, part, path)) [nearest, covered] = [rank, isIn];
      }
    }
  }
  return covered;
}

function contains(base: string, part: PathPart, path: string): boolean {
  if (part === 'at') return path === (base === '' ? '/' : base);
  if (part === 'slash') return path === `${base}/`;
  if (part === 'below') return path.startsWith(`${base}/`) && path !== '/';
  return path.startsWith(base) && path.length > base.length && path[base.length] !== '/';
}

/** The kinds of all changes that cover a request, by the host patterns, schemes and paths that are reported. */
function reported({ changes }: RoutingDiff, { scheme, path }: Request, pattern: string): readonly string[] {
  return changes.flatMap(({ kind, before, after, scopes }) => scopes
    .filter((scope) => scope.kind === 'http' && scope.schemes.includes(scheme) && scope.hosts.includes(pattern) && covers(scope, path))
    .map(() => kind === 'certificate' ? `${kind} ${before.certificate} ${after.certificate}` : `${kind} ${before.ending.key} ${after.ending.key}`)).sort();
}

function expected(before: Answer, after: Answer): readonly string[] {
  const kind = compareOutcomes(before, after);
  return [
    ...(kind === null ? [] : [`${kind} ${before.ending.key} ${after.ending.key}`]),
    ...(isCertificateChanged(before, after) ? [`certificate ${before.certificate} ${after.certificate}`] : []),
  ].sort();
}

test('what is reported covers every request whose outcome differs, and no other, over all requests of a small alphabet', () => {
  fc.assert(fc.property(version, version, (old, now) => {
    const sides = [simulation(old), simulation(now)] as const;
    const diff = diffSimulations(...sides);
    const [before, after] = sides.map((side) => new Answers(side));
    const wrong = REQUESTS.filter((request) => {
      const found = reported(diff, request, patternOf(request.host, old + now));
      return JSON.stringify(found) !== JSON.stringify(expected(answer(before, request), answer(after, request)));
    });
    expect(wrong).toEqual([]);
  }), { numRuns: 80 });
});

test('requests are answered as a trace answers them', () => {
  fc.assert(fc.property(version, (yaml) => {
    const side = simulation(yaml);
    const answers = new Answers(side);
    const wrong = REQUESTS.filter((request) => !isLikeTrace(side, request, answer(answers, request)));
    expect(wrong).toEqual([]);
  }), { numRuns: 20 });
});

function isLikeTrace(side: Simulation, request: Request, found: Answer): boolean {
  const { scheme, host, path } = request;
  const trace = traceRequest(side, { method: 'GET', url: `${scheme}://${host}${path}`, headers: {}, from: null });
  const { outcome, status, reason, destinations } = found.ending;
  const asked = { method: 'GET', scheme, authority: host, port: scheme === 'https' ? 443 : 80, path, query: '', headers: {}, sni: null } as const;
  const known = new Set([
    ...found.questions, ...side.routers.flatMap((router) => router.explainer?.questions(asked) ?? []).filter((each) => each.withinClass === true),
  ].map(questionKey));
  const sameQuestions = side.routers.length === 0 || trace.questions.every((each) => known.has(questionKey(each)) || each.code === 'name-of-router');
  return sameQuestions && JSON.stringify([outcome, status, reason, destinations])
    === JSON.stringify([trace.outcome, trace.status, trace.reason, trace.destinations]);
}

test('a version compared with itself differs in nothing', () => {
  fc.assert(fc.property(version, (yaml) => {
    expect(diffSimulations(simulation(yaml), simulation(yaml)).changes).toEqual([]);
  }), { numRuns: 20 });
});

test('what is lost one way is new the other way', () => {
  fc.assert(fc.property(version, version, (old, now) => {
    const [a, b] = [simulation(old), simulation(now)];
    const count = (diff: RoutingDiff, kind: string): number => diff.changes.filter((change) => change.kind === kind).length;
    expect(count(diffSimulations(a, b), 'lost')).toBe(count(diffSimulations(b, a), 'new'));
  }), { numRuns: 20 });
});
