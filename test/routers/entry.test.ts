import { ingress, tables } from './route-tables';
import { pickRouter } from '../../src/routers/entry';
import { specRouter } from '../../src/routers/ingress/spec/router';

const routersOf = (ingresses: Parameters<typeof tables>[0]) => tables(ingresses).map(specRouter);

const outside = { name: 'outside', className: 'public', rules: ['shop.example.com Prefix / -> shop', '*.example.com Prefix / -> any'] };
const inside = { name: 'inside', className: 'private', rules: ['admin.example.com Prefix / -> admin'] };

test('the router that claims the host most closely is taken', () => {
  const routers = routersOf([ingress(outside), ingress(inside)]);
  expect(pickRouter(routers, 'admin.example.com')).toMatchObject({ router: { id: { className: 'private' } }, questions: [] });
  expect(pickRouter(routers, 'x.example.com')).toMatchObject({ router: { id: { className: 'public' } }, questions: [] });
});

test('a host that several routers claim alike is open', () => {
  const routers = routersOf([ingress(outside), ingress({ ...inside, rules: outside.rules })]);
  expect(pickRouter(routers, 'shop.example.com')).toMatchObject({
    router: { id: { className: 'private' } }, questions: [{ code: 'router-of-host', facts: { serve: true } }],
  });
});

test('a host that no router claims is asked of the first', () => {
  const choice = pickRouter(routersOf([ingress(outside), ingress(inside)]), 'example.org');
  expect(choice?.because).toBe('no router has a rule for example.org');
  expect(choice?.questions).toHaveLength(1);
});

test('one router takes every request, none takes none', () => {
  expect(pickRouter(routersOf([ingress(inside)]), 'example.org')).toMatchObject({ router: { id: { className: 'private' } }, questions: [] });
  expect(pickRouter([], 'example.org')).toBeNull();
});

test('a host that one router takes among all others may lead to the other routers', () => {
  const choice = pickRouter(routersOf([ingress(outside), ingress({ ...inside, rules: ['Prefix / -> all'] })]), 'example.org');
  expect(choice).toMatchObject({ router: { id: { className: 'private' } }, questions: [{ code: 'router-without-rule', facts: { routers: 'ingress class public' } }] });
});

test('hosts that lead to different routers have questions about these, whatever was asked before', () => {
  const [first, second, third] = ['first', 'second', 'third'].map((className) => ({ name: className, className, rules: [`${className}.example.com Prefix / -> ${className}`] }));
  const both = 'both.example.com Prefix / -> both';
  const routers = routersOf([ingress({ ...first, rules: [...first.rules, both] }), ingress({ ...second, rules: [...second.rules, both, 'two.example.com Prefix / -> two'] }),
    ingress({ ...third, rules: [...third.rules, 'two.example.com Prefix / -> two'] })]);
  const about = (host: string): unknown => pickRouter(routers, host)?.questions.map(({ facts }) => facts);
  const all = [{ routers: 'ingress class first, ingress class second, ingress class third', serve: false }];
  expect(['both.example.com', 'one.example.org', 'two.example.com', 'two.example.org'].map(about)).toEqual([
    [{ routers: 'ingress class first, ingress class second', serve: true }], all, [{ routers: 'ingress class second, ingress class third', serve: true }], all,
  ]);
});
