import * as fc from 'fast-check';
import { otherConditionsHold } from '../../../src/routers/index/conditions';
import { headerCandidates } from '../../../src/routers/index/header-candidates';
import type { NamedMatcher, Route, RouterRequest, ValueMatcher } from '../../../src/routers/model';

const text = fc.constantFrom('a', 'b');
const name = fc.constantFrom('x', 'y', 'z');
const simple = fc.oneof(
  fc.record({ kind: fc.constant('exact' as const), value: text }),
  fc.record({ kind: fc.constant('glob' as const), value: fc.constantFrom('*', 'a*') }),
  fc.record({ kind: fc.constantFrom('present' as const, 'absent' as const) }),
);
const value: fc.Arbitrary<ValueMatcher> = fc.oneof(simple, simple.map((each) => ({ kind: 'not' as const, value: each })));
const matcher: fc.Arbitrary<NamedMatcher> = fc.record({ of: fc.constantFrom('header' as const, 'query' as const), name, value });
const entries = fc.array(fc.option(fc.array(matcher, { maxLength: 3 }), { nil: undefined }), { minLength: 40, maxLength: 60 })
  .map((all) => all.map((named, position) => ({ position, plain: false, route: { conditions: { named } } as Route })));

const request = (headers: Readonly<Record<string, string>>): RouterRequest =>
  ({ method: 'GET', scheme: 'http', authority: 'a.test', port: 80, path: '/', query: '', headers, sni: null });

test('of many entries those are left that hold for a request, in their order, and no other has a chance', () => {
  fc.assert(fc.property(entries, fc.dictionary(name, text), (all, headers) => {
    const left = headerCandidates(all, headers);
    const held = (some: typeof all | typeof left): readonly number[] =>
      some.filter(({ route }) => otherConditionsHold(route.conditions, request(headers)) !== false).map(({ position }) => position);
    expect(held(left)).toEqual(held(all));
    expect(left.map(({ position }) => position)).toEqual(left.map(({ position }) => position).sort((a, b) => a - b));
  }));
});

test('an entry that asks for a header of its own is looked at for that header alone', () => {
  const all = Array.from({ length: 100 }, (_, position) => ({
    position, plain: false, route: { conditions: { named: [{ of: 'header', name: `x-${position}`, value: { kind: 'exact', value: 'a' } }] } } as unknown as Route,
  }));
  expect(headerCandidates(all, {})).toEqual([]);
  expect(headerCandidates(all, { 'x-7': 'b', 'x-3': 'a', 'accept': '*/*' }).map(({ position }) => position)).toEqual([3, 7]);
});
