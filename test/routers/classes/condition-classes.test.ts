import { conditionClasses, ownExtras } from '../../../src/routers/classes/condition-classes';
import { allHold } from '../../../src/routers/index/conditions';
import type { NamedMatcher, Route } from '../../../src/routers/model';

const asked: readonly NamedMatcher[] = [
  { of: 'header', name: 'x-team', value: { kind: 'exact', value: 'a' } },
  { of: 'query', name: 'b', value: { kind: 'exact', value: 'c&d' } },
  { of: 'cookie', name: 'e', value: { kind: 'present' } },
];

test('a request of its own is one that the conditions of a route hold for', () => {
  const extras = ownExtras({ methods: ['PUT', 'GET'], named: asked });
  expect(extras).toEqual({ method: 'PUT', query: '?b=c%26d', headers: { 'x-team': 'a', 'cookie': 'e=x' } });
  expect(allHold(asked, { ...extras, scheme: 'http', authority: 'a.test', port: 80, path: '/', sni: null })).toBe(true);
});

test.each<NamedMatcher>([
  { of: 'header', name: 'x', value: { kind: 'absent' } },
  { of: 'header', name: 'x', value: { kind: 'exact', value: 'a\n' } },
  { of: 'client-address' } as NamedMatcher,
])('%j asks for no plain text', (matcher) => expect(ownExtras({ named: [matcher] })).toEqual({ method: 'GET', query: '', headers: {} }));

test('past the bound a request has one of the headers, and one all of them', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `x-${i}`);
  const routes = names.map((name) => ({ conditions: { named: [{ of: 'header', name, value: { kind: 'present' } }] }, filters: [] }) as unknown as Route);
  const { extras, cut } = conditionClasses(routes);
  expect(cut).toBe(true);
  expect(new Set(extras.map(({ headers }) => Object.keys(headers).length))).toEqual(new Set([0, 1, 2000]));
  expect(new Set(extras.flatMap(({ headers }) => Object.keys(headers)))).toEqual(new Set(names));
});

test('a header may have the name of what every object has', () => {
  const { extras } = conditionClasses([{ conditions: { named: [{ of: 'header', name: '__proto__', value: { kind: 'exact', value: 'a' } }] }, filters: [] } as unknown as Route]);
  expect(extras.map(({ headers }) => Object.entries(headers))).toContainEqual([['__proto__', 'a']]);
});
