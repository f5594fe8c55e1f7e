import { DEFAULT, ingressClass } from './ingress-classes';
import { INGRESS_CLASS_MISSING as RULE } from '../../../src/checks/rules/ingress-class-missing';
import { findings, found, ingress } from '../checking';

const BARE = ingress('bare', ['a.example.com Prefix / quote 80']).replace('  ingressClassName: web\n', '');

test('no class beside others that have one is a warning', () => {
  expect(findings(RULE, BARE + ingress('web', ['b.example.com Prefix / quote 80']))).toMatchObject([{ severity: 'warning', fix: 'set spec.ingressClassName to web' }]);
  expect(findings(RULE, BARE + ingressClass('public'))).toMatchObject([{ severity: 'warning', fix: 'set spec.ingressClassName to public' }]);
});

test('where nothing has a class, the cluster’s default is likely meant: information', () => {
  expect(found(RULE, BARE)).toEqual(['info Ingress/bare spec']);
});

test('a default class, or a class of its own, is silent', () => {
  expect(found(RULE, BARE + ingressClass('public', 'example.com/x', DEFAULT))).toEqual([]);
  expect(found(RULE, ingress('web', ['b.example.com Prefix / quote 80']))).toEqual([]);
});
