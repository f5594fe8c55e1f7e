import { ingressClass } from './ingress-classes';
import { ROUTE_SHADOWED as RULE } from '../../../src/checks/rules/route-shadowed';
import { deployment, findings, found, ingress, service } from '../checking';

const web = (...rules: readonly string[]): string => ingress('web', rules.map((rule) => `a.example.com ${rule} 80`));

test('a Prefix beside the same with a slash is a warning', () => {
  expect(findings(RULE, web('Prefix /foo one', 'Prefix /foo/ two'))).toMatchObject([{
    severity: 'warning',
    path: 'spec.rules[0].http.paths[0].path',
    message: '`/foo` (Prefix) never gets a request: `/foo/` (Prefix) of Ingress shop/web spec.rules[1].http.paths[0] takes precedence (longer)',
  }]);
});

test.each([
  ['the backend is the same', web('Prefix /foo one', 'Prefix /foo/ one')],
  ['one is Exact', web('Exact /foo one', 'Prefix /foo/ two')],
  ['one is longer by an element', web('Prefix /foo one', 'Prefix /foo/bar two')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});

test('an Exact path behind a Prefix that Traefik compares by letters is to get a priority', () => {
  const two = web('Prefix /foo one', 'Exact /foobar two');
  expect(findings(RULE, two + service('one', 'app: one') + service('two', 'app: one') + deployment('one', 'app: one') + ingressClass('web', 'traefik.io/ingress-controller'))).toMatchObject([{
    path: 'spec.rules[1].http.paths[0].path',
    fix: 'remove one of them, or put `/foobar` (Exact) into an Ingress with a greater traefik.ingress.kubernetes.io/router.priority',
  }]);
});
