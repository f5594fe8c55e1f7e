import fc from 'fast-check';
import { requestClasses, type RequestClass } from '../../../src/routers/classes/request-classes';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Conditions, NamedMatcher, Route, Router, RouterRequest } from '../../../src/routers/model';
import { path, request, route, router, virtualHost } from '../index/routers';

const pathTexts = ['exact /a', 'exact /a/', 'element-prefix /a', 'element-prefix /', 'string-prefix /a', 'string-prefix /b/a', 'glob /a*b', 'pattern ^/a+$', 'pattern b', 'pattern ^/(a|b)/'];
const namedMatchers: readonly NamedMatcher[] = [
  { of: 'header', name: 'x', value: { kind: 'exact', value: 'a' } },
  { of: 'header', name: 'x', value: { kind: 'present' } },
  { of: 'query', name: 'q', value: { kind: 'absent' } },
  { of: 'query', name: 'q', value: { kind: 'glob', value: 'a*' } },
];
const conditions: fc.Arbitrary<Conditions> = fc.record({
  path: fc.constantFrom(...pathTexts).map((text) => path(text)),
  methods: fc.constantFrom(['GET'], ['POST'], ['GET', 'PUT']),
  named: fc.subarray([...namedMatchers], { maxLength: 2 }),
}, { requiredKeys: [] });
const hosts = ['a.t', 'b.t', '*.t', '**.t', '~^[ab]', '*'];

const anyRouter: fc.Arbitrary<Router> = fc.array(fc.tuple(fc.constantFrom(...hosts), fc.array(conditions, { maxLength: 4 }), fc.constantFrom('stop' as const, 'next-host' as const)), { maxLength: 3 })
  .map((parts) => router(parts.map(([name, routes, onMiss], i) =>
    virtualHost(name, routes.map((each, j) => route(`${i}.${j}`, each, [j])), onMiss))));

const HOSTS = ['a.t', 'b.t', 'c.t', 'x.c.t', 'z', 'az'];
const PATHS = ['/', '/a', '/a/', '/aa', '/b', '/b/', '/ab', '/a/b', '/b/a', '/c', '/ba', '/aab', '/b/ab', '/c/a'];
const EXTRAS: readonly Partial<RouterRequest>[] = ['GET', 'POST', 'PUT', 'DELETE'].flatMap((method) =>
  ['', '?q=a', '?q=c'].flatMap((query) => [{}, { x: 'a' }, { x: 'c' }].map((headers) => ({ method, query, headers: headers as Record<string, string> }))));
const REQUESTS = HOSTS.flatMap((name) => PATHS.flatMap((each) => EXTRAS.map((extra) => request(name, each, extra))));

function winner(each: Router, asked: RouterRequest): Route | null {
  return indexRouter(each).find(asked).route;
}

function outcome(routers: readonly Router[], asked: RouterRequest): string {
  return routers.map((each) => winner(each, asked)?.label ?? '-').join(' ');
}

function classesOf(routers: readonly Router[]): readonly RequestClass[] {
  return [...requestClasses(routers)].flatMap(({ classes }) => classes);
}

test('what two routers make of any request, they make of the example of some class', () => {
  fc.assert(fc.property(anyRouter, anyRouter, (one, other) => {
    const routers = [one, other];
    const outcomes = new Set(classesOf(routers).map((each) => outcome(routers, each.request)));
    for (const each of REQUESTS) {
      if (!outcomes.has(outcome(routers, each))) throw new Error(`no class for ${each.method} ${each.authority}${each.path}${each.query} ${JSON.stringify(each.headers)}: ${outcome(routers, each)}`);
    }
  }), { numRuns: 80 });
});

test('further examples of a class are treated as the first', () => {
  fc.assert(fc.property(anyRouter, (one) => {
    for (const { request: first, others } of classesOf([one])) {
      for (const each of others) expect(winner(one, each)?.label).toBe(winner(one, first)?.label);
    }
  }), { numRuns: 80 });
});

test('hosts that a wildcard of one label and one of many tell apart are classes of their own', () => {
  const both = router([virtualHost('*.t', [route('one', {}, [0])]), virtualHost('**.t', [route('many', {}, [0])])]);
  const found = new Set(classesOf([both]).map((each) => `${each.host.pattern} ${winner(both, each.request)?.label}`));
  expect([...found]).toEqual(['*.t one', '**.t many', '* undefined']);
});

test('a pattern that the engine refuses is told', () => {
  const [{ leftOut }] = requestClasses([router([virtualHost('a.t', [route('look', { path: path('pattern ^/(?!a)') }, [0])])])]);
  expect(leftOut).toEqual([expect.objectContaining({ kind: 'refused-pattern' })]);
});

test('past sixty-four combinations of conditions what was left out is told', () => {
  const named = Array.from({ length: 8 }, (_, i): NamedMatcher => ({ of: 'header', name: `h${i}`, value: { kind: 'exact', value: '1' } }));
  const [{ leftOut, classes }] = requestClasses([router([virtualHost('a.t', named.map((each, i) => route(`${i}`, { named: [each] }, [i])))])]);
  expect(leftOut.map(({ kind }) => kind)).toContain('too-many-conditions');
  expect(classes.length).toBeLessThan(100);
});
