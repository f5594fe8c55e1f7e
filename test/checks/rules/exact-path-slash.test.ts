import { EXACT_PATH_SLASH as RULE } from '../../../src/checks/rules/exact-path-slash';
import { found, ingress } from '../checking';

test.each(['a.example.com', '*.example.com', '*'])('an Exact path of %s that ends with a slash is information', (host) => {
  expect(found(RULE, ingress('web', [`${host} Exact /foo/ one 80`]))).toEqual(['info Ingress/web spec.rules[0].http.paths[0].path']);
});

test.each([
  ['the path without slash is served too', ingress('web', ['a.example.com Exact /foo/ one 80', 'a.example.com Exact /foo one 80'])],
  ['a Prefix serves it', ingress('web', ['a.example.com Exact /foo/ one 80', 'a.example.com Prefix / one 80'])],
  ['the path is the root', ingress('web', ['a.example.com Exact / one 80'])],
  ['it is a Prefix', ingress('web', ['a.example.com Prefix /foo/ one 80'])],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
