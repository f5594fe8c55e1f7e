import { ingress, tables } from './route-tables';
import { pickTable } from '../../src/routers/entry';

const outside = { name: 'outside', className: 'public', rules: ['shop.example.com Prefix / -> shop', '*.example.com Prefix / -> any'] };
const inside = { name: 'inside', className: 'private', rules: ['admin.example.com Prefix / -> admin'] };

test('the router that claims the host most closely is taken', () => {
  const routers = tables([ingress(outside), ingress(inside)]);
  expect(pickTable(routers, 'admin.example.com')).toMatchObject({ router: { className: 'private' }, questions: [] });
  expect(pickTable(routers, 'x.example.com')).toMatchObject({ router: { className: 'public' }, questions: [] });
});

test('a host that several routers claim alike is open', () => {
  const routers = tables([ingress(outside), ingress({ ...inside, rules: outside.rules })]);
  expect(pickTable(routers, 'shop.example.com')).toMatchObject({
    router: { className: 'private' }, questions: [{ code: 'router-of-host', facts: { serve: true } }],
  });
});

test('a host that no router claims is asked of the first', () => {
  const choice = pickTable(tables([ingress(outside), ingress(inside)]), 'example.org');
  expect(choice?.because).toBe('no router has a rule for example.org');
  expect(choice?.questions).toHaveLength(1);
});

test('one router takes every request, none takes none', () => {
  expect(pickTable(tables([ingress(inside)]), 'example.org')).toMatchObject({ router: { className: 'private' }, questions: [] });
  expect(pickTable([], 'example.org')).toBeNull();
});

test('a host that one router takes among all others may lead to the other routers', () => {
  const choice = pickTable(tables([ingress(outside), ingress({ ...inside, rules: ['Prefix / -> all'] })]), 'example.org');
  expect(choice).toMatchObject({ router: { className: 'private' }, questions: [{ code: 'router-without-rule', facts: { routers: 'ingress class public' } }] });
});
