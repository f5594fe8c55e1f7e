import { REWRITE_DROPS_PATH as RULE } from '../../../src/checks/rules/rewrite-drops-path';
import { findings, found, ingress } from '../checking';

const rewritten = (target: string, rule: string): string =>
  ingress('web', [rule]).replace('metadata: { ', `metadata: { annotations: { nginx.ingress.kubernetes.io/rewrite-target: ${target} }, `);

test('a target without a group is told, with what the pods see', () => {
  expect(findings(RULE, rewritten('/', 'a.example.com Prefix /api quote 80'))).toMatchObject([{
    severity: 'info',
    path: 'metadata.annotations[nginx.ingress.kubernetes.io/rewrite-target]',
    message: 'the pods see / for /api/anything too: the target has no part of the path that `/api` (Prefix) matches',
    fix: 'write /api(/|$)(.*) with pathType ImplementationSpecific, and /$2 as the target, if the pods serve more than one path',
  }]);
});

const TRAEFIK = '---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: web }\nspec: { controller: traefik.io/ingress-controller }\n';

test.each([
  ['a target with a group', rewritten('/$2', 'a.example.com ImplementationSpecific /api(/|$)(.*) quote 80')],
  ['a target that is the path', rewritten('/', 'a.example.com Prefix / quote 80')],
  ['an Exact path, which has nothing below it', rewritten('/', 'a.example.com Exact /api quote 80')],
  ['another controller, which does not read it', rewritten('/', 'a.example.com Prefix /api quote 80') + TRAEFIK],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
