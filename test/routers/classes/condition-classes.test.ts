import { ownExtras } from '../../../src/routers/classes/condition-classes';
import { allHold } from '../../../src/routers/index/conditions';
import type { NamedMatcher } from '../../../src/routers/model';

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
