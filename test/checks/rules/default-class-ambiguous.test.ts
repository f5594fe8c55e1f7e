import { DEFAULT, ingressClass } from './ingress-classes';
import { DEFAULT_CLASS_AMBIGUOUS as RULE } from '../../../src/checks/rules/default-class-ambiguous';
import { findings, found } from '../checking';

test('a second default class is a warning', () => {
  expect(findings(RULE, ingressClass('a', 'x.example/y', DEFAULT) + ingressClass('b', 'x.example/y', DEFAULT)))
    .toMatchObject([{ resource: { name: 'b' }, message: 'IngressClass a is the default class too' }]);
});

test('one default class, and a class that says "false", are silent', () => {
  expect(found(RULE, ingressClass('a', 'x.example/y', DEFAULT) + ingressClass('b', 'x.example/y', DEFAULT.replace('"true"', '"false"')))).toEqual([]);
});
