import { AMBIGUOUS_ROUTE as RULE } from '../../../src/checks/rules/ambiguous-route';
import { ROUTE_SHADOWED } from '../../../src/checks/rules/route-shadowed';
import { deployment, findings, found, ingress, service } from '../checking';

function ingressClass(controller: string): string {
  return `---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: web }\nspec: { controller: ${controller} }\n`;
}

function catchAll(name: string, target: string): string {
  const spec = `{ ingressClassName: web, defaultBackend: { service: { name: ${target}, port: { number: 80 } } } }`;
  return `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

describe('Exact beside Prefix', () => {
  const BOTH = ingress('web', ['a.example.com Exact /foo one 80', 'a.example.com Prefix /foo two 80']);

  test('the example says where Traefik sends the request', () => {
    expect(findings(RULE, BOTH)).toMatchObject([{
      severity: 'info',
      path: 'spec.rules[0].http.paths[0].path',
      message: 'GET http://a.example.com/foo goes to Service shop/one (`/foo` (Exact) of Ingress shop/web),'
        + ' except with Traefik, where it goes to Service shop/two (`/foo` (Prefix) of Ingress shop/web)',
    }]);
  });

  test('where the class says whose it is, nothing is ambiguous: with Traefik the Exact path is shadowed', () => {
    expect(found(RULE, BOTH + ingressClass('traefik.io/ingress-controller'))).toEqual([]);
    const services = ['one', 'two'].map((name) => service(name, `app: ${name}`) + deployment(name, `app: ${name}`)).join('');
    expect(found(ROUTE_SHADOWED, BOTH + services + ingressClass('traefik.io/ingress-controller'))).toEqual(['warning Ingress/web spec.rules[0].http.paths[0].path']);
    expect(found(RULE, BOTH + ingressClass('k8s.io/ingress-nginx'))).toEqual([]);
    expect(found(RULE, BOTH.replace('ingressClassName: web', 'ingressClassName: nginx'))).toEqual([]);
  });

  test.each([
    ['the same Service', ['a.example.com Exact /foo one 80', 'a.example.com Prefix /foo one 80']],
    ['another host', ['a.example.com Exact /foo one 80', 'b.example.com Prefix /foo two 80']],
    ['another path', ['a.example.com Exact /foo one 80', 'a.example.com Prefix / two 80']],
  ])('it is silent with %s', (_, rules) => {
    expect(found(RULE, ingress('web', rules))).toEqual([]);
  });
});

describe('a wildcard host behind a host of its own', () => {
  const RULES = ['api.example.com Prefix /v1 api 80', '*.example.com Prefix / home 80'];

  test('a path that the host lacks goes to the wildcard with some controllers', () => {
    expect(findings(RULE, ingress('web', RULES))).toMatchObject([{
      severity: 'info',
      path: 'spec.rules[1].http.paths[0].path',
      message: 'GET http://api.example.com/ is answered with 404, since api.example.com has rules of its own;'
        + ' with Traefik and haproxy-ingress it goes to Service shop/home (`/` (Prefix) of Ingress shop/web)',
    }]);
  });

  test.each([
    ['the host has the path', ['api.example.com Prefix / api 80', '*.example.com Prefix / home 80']],
    ['the wildcard is for another domain', ['api.example.com Prefix /v1 api 80', '*.example.org Prefix / home 80']],
    ['the host is deeper', ['a.api.example.com Prefix /v1 api 80', '*.example.com Prefix / home 80']],
  ])('it is silent where %s', (_, rules) => {
    expect(found(RULE, ingress('web', rules))).toEqual([]);
  });
});

describe('patterns', () => {
  const STAR = ingress('web', ['a.example.com ImplementationSpecific /api/* api 80', 'a.example.com Prefix / home 80']);

  test('a star is a pattern for some controllers and plain text for others', () => {
    expect(findings(RULE, STAR)).toMatchObject([{
      severity: 'info',
      message: '`/api/*` (ImplementationSpecific) is a pattern for AWS ALB, GKE and Contour, and plain text for others:'
        + ' there GET http://a.example.com/api/anything goes to Service shop/home (`/` (Prefix) of Ingress shop/web)',
      fix: 'write /api with pathType Prefix, which every controller reads alike',
    }]);
  });

  test('where the controller reads it as text it is a warning, where it reads it as a pattern nothing', () => {
    expect(found(RULE, STAR + ingressClass('haproxy.org/ingress-controller'))).toEqual(['warning Ingress/web spec.rules[0].http.paths[0].path']);
    expect(found(RULE, STAR + ingressClass('ingress.k8s.aws/alb'))).toEqual([]);
    expect(found(RULE, STAR.replace('ingressClassName: web', 'ingressClassName: gce'))).toEqual([]);
  });

  test('annotations that make patterns of paths are believed', () => {
    expect(found(RULE, STAR.replace('{ name: web,', '{ annotations: { nginx.ingress.kubernetes.io/use-regex: "true" }, name: web,'))).toEqual([]);
  });

  test('an ImplementationSpecific path without star is silent', () => {
    expect(found(RULE, ingress('web', ['a.example.com ImplementationSpecific / home 80', 'a.example.com ImplementationSpecific /api api 80']))).toEqual([]);
  });
});

describe('default backends', () => {
  test('two Ingress objects that ask for everything are a warning', () => {
    expect(found(RULE, catchAll('a', 'one') + catchAll('b', 'two'))).toEqual(['warning Ingress/b spec.defaultBackend']);
  });

  test('the same Service, another class and a load balancer of its own are no conflict', () => {
    expect(found(RULE, catchAll('a', 'one') + catchAll('b', 'one'))).toEqual([]);
    expect(found(RULE, catchAll('a', 'one') + catchAll('b', 'two').replace('Name: web', 'Name: other'))).toEqual([]);
    expect(found(RULE, (catchAll('a', 'one') + catchAll('b', 'two')).replaceAll('Name: web', 'Name: gce'))).toEqual([]);
  });
});
