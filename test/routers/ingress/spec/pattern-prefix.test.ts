import { literalPrefixes } from '../../../../src/routers/ingress/spec/pattern-prefix';
import { ask, deployment, ingress, path, service } from '../../../trace/scenario';

test.each([
  ['/api/.*', ['/api/']],
  ['/api.+', ['/api']],
  ['/a|/b', ['/a', '/b']],
  ['/.*\\.php$', ['/']],
  ['/(a|b)/c', ['/']],
  ['/ui/?(.*)', ['/ui']],
  ['/v1.2', ['/v1']],
  ['/plain', ['/plain']],
  ['/a\\|b', ['/a']],
])('what matches %s as a regular expression begins with %j', (pattern, expected) => {
  expect(literalPrefixes(pattern, true)).toEqual(expected);
});

const APPS = service('quote') + deployment('quote');

test.each([['/api/.*', '/api/x'], ['/a|/b', '/b'], ['/.*\\.php$', '/x/index.php'], ['/v1.2', '/v1-2']])(
  'a path %s with use-regex is not a certain 404 for %s', (pattern, asked) => {
    const regex = ingress({ paths: [path(`'${pattern}'`, 'ImplementationSpecific', 'quote')] }).replace('name: kiada,', 'name: kiada, annotations: {nginx.ingress.kubernetes.io/use-regex: "true"},');
    expect(ask(regex + APPS, `http://api.example.com${asked}`).questions.map(({ code }) => code)).toContain('paths-as-patterns');
    expect(ask(regex + APPS, 'http://api.example.com/other').questions.map(({ code }) => code).filter((code) => code === 'paths-as-patterns')).toHaveLength(pattern.startsWith('/.') ? 1 : 0);
  });
