import * as fc from 'fast-check';
import { otherConditionsHold } from '../../../src/routers/index/conditions';
import { namedCandidates } from '../../../src/routers/index/named-candidates';
import type { NamedMatcher, Route, RouterRequest, ValueMatcher } from '../../../src/routers/model';

const text = fc.constantFrom('a', 'b');
const name = fc.constantFrom('x', 'y', 'z');
const simple = fc.oneof(
  fc.record({ kind: fc.constant('exact' as const), value: text }),
  fc.record({ kind: fc.constant('exact' as const), value: fc.constant('A'), ignoreCase: fc.constant(true as const) }),
  fc.record({ kind: fc.constant('glob' as const), value: fc.constantFrom('*', 'a*') }),
  fc.record({ kind: fc.constantFrom('present' as const, 'absent' as const) }),
);
const value: fc.Arbitrary<ValueMatcher> = fc.oneof(simple, simple.map((each) => ({ kind: 'not' as const, value: each })));
const matcher: fc.Arbitrary<NamedMatcher> = fc.record({ of: fc.constantFrom('header' as const, 'query' as const), name, value });
const entries = fc.array(fc.option(fc.array(matcher, { maxLength: 3 }), { nil: undefined }), { minLength: 40, maxLength: 60 })
  .map((all) => all.map((named, position) => ({ position, plain: false, route: { conditions: { named } } as Route })));

const request = (headers: Readonly<Record<string, string>>, query = ''): RouterRequest =>
  ({ method: 'GET', scheme: 'http', authority: 'a.test', port: 80, path: '/', query, headers, sni: null });

test('of many entries those are left that hold for a request, in their order, and no other has a chance', () => {
  const query = fc.constantFrom('', '?x=a', '?x=b&y=a', '?x=a&x=b', '?z', '?x=a&x=a&y=%61');
  fc.assert(fc.property(entries, fc.dictionary(name, text), query, (all, headers, asked) => {
    const left = namedCandidates(all, request(headers, asked));
    const held = (some: typeof all | typeof left): readonly number[] =>
      some.filter(({ route }) => otherConditionsHold(route.conditions, request(headers, asked)) !== false).map(({ position }) => position);
    expect(held(left)).toEqual(held(all));
    expect(left.map(({ position }) => position)).toEqual(left.map(({ position }) => position).sort((a, b) => a - b));
  }));
});

test('an entry that asks for a header of its own is looked at for that header alone', () => {
  const all = Array.from({ length: 100 }, (_, position) => ({
    position, plain: false, route: { conditions: { named: [{ of: 'header', name: `x-${position}`, value: { kind: 'exact', value: 'a' } }] } } as unknown as Route,
  }));
  expect(namedCandidates(all, request({}))).toEqual([]);
  expect(namedCandidates(all, request({ 'x-7': 'a', 'x-3': 'a', 'accept': '*/*' })).map(({ position }) => position)).toEqual([3, 7]);
});

test.each(['header', 'query'])('an entry that asks for one value of a %s is looked at for that value alone', (of) => {
  const all = Array.from({ length: 100 }, (_, position) => ({
    position, plain: false, route: { conditions: { named: [{ of, name: 'tenant', value: { kind: 'exact', value: `t${position}` } }] } } as unknown as Route,
  }));
  expect(namedCandidates(all, request({ tenant: 't7' }, '?tenant=t7')).map(({ position }) => position)).toEqual([7]);
});

test('of entries among which there is no order the one that was written first stays first', () => {
  const named: readonly NamedMatcher[][] = [[{ of: 'query', name: 'x', value: { kind: 'present' } }], [], [{ of: 'header', name: 'x', value: { kind: 'exact', value: 'a' } }]];
  const all = Array.from({ length: 60 }, (_, i) => ({ position: 0, label: i, route: { conditions: { named: named[i % 3] } } as unknown as Route }));
  expect(namedCandidates(all, request({ x: 'a' }, '?x=b')).map(({ label }) => label)).toEqual(all.map(({ label }) => label));
});
