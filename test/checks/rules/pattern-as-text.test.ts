import { PATTERN_AS_TEXT as RULE } from '../../../src/checks/rules/pattern-as-text';
import { UNREACHABLE_ROUTE } from '../../../src/checks/rules/unreachable-route';
import { findings, found, ingress } from '../checking';

const REWRITE = 'annotations: { nginx.ingress.kubernetes.io/rewrite-target: /$2 }, ';

const annotated = (yaml: string): string => yaml.replace('metadata: { ', `metadata: { ${REWRITE}`);

test('a glob with Prefix is text, and the request that was meant goes elsewhere', () => {
  const [only] = findings(RULE, ingress('web', ['a.example.com Prefix /api/* quote 80', 'a.example.com Prefix / web 80']));
  expect(only).toMatchObject({
    severity: 'warning',
    path: 'spec.rules[0].http.paths[0].path',
    message: '`/api/*` (Prefix) is compared as text, and matches only paths with these characters:'
      + ' GET http://a.example.com/api/anything goes to Service shop/web (`/` (Prefix) of Ingress shop/web)',
    fix: 'write /api with pathType Prefix',
  });
});

test('a regular expression that an annotation asks for takes ImplementationSpecific', () => {
  const [only] = findings(RULE, annotated(ingress('web', ['a.example.com Prefix /api(/|$)(.*) quote 80'])));
  expect(only).toMatchObject({ severity: 'warning', path: 'spec.rules[0].http.paths[0].pathType', fix: 'set spec.rules[0].http.paths[0].pathType to ImplementationSpecific' });
});

test('a question mark of a regular expression begins no query', () => {
  const yaml = annotated(ingress('web', ['a.example.com Prefix /logs/?(.*) quote 80']));
  expect(found(UNREACHABLE_ROUTE, yaml)).toEqual([]);
  expect(found(RULE, yaml)).toHaveLength(1);
  expect(found(UNREACHABLE_ROUTE, ingress('web', ['a.example.com Prefix /logs?x quote 80']))).toHaveLength(1);
});

test.each([
  ['patterns of ImplementationSpecific paths', ingress('web', ['a.example.com ImplementationSpecific /api/* quote 80'])],
  ['characters that paths have', ingress('web', ['a.example.com Prefix /odata/$metadata quote 80', 'a.example.com Exact /Products(1) quote 80', 'a.example.com Prefix /@a/b+c~d quote 80'])],
  ['plain paths of an Ingress that rewrites', annotated(ingress('web', ['a.example.com Prefix /api quote 80']))],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
