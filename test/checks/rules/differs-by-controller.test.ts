import { DIFFERS_BY_CONTROLLER as RULE } from '../../../src/checks/rules/differs-by-controller';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { deployment, findings, found, ingress, service } from '../checking';

const { config } = readConfig({ rules: { 'differs-by-controller': 'info' } }, NO_ORIGIN);
const CLASS = '---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: web }\nspec: { controller: k8s.io/ingress-nginx }\n';
const APPS = ['one', 'two'].map((name) => service(name, `app: ${name}`) + deployment(name, `app: ${name}`, ['80'])).join('');

const messages = (yaml: string, under: string): readonly string[] => findings(RULE, CLASS + APPS + yaml, { config })
  .map((each) => each.message).filter((each) => each.includes(`; under ${under} it `));

test('the rule is off unless the config switches it on', () => {
  expect(found(RULE, CLASS + APPS + ingress('web', ['a.example.com Prefix /foo/ one 80']))).toEqual([]);
});

test('a prefix by letters ends elsewhere', () => {
  const yaml = ingress('web', ['a.example.com Prefix /foo one 80', 'a.example.com Prefix / two 80']);
  expect(messages(yaml, 'Traefik')).toEqual([expect.stringMatching(/^GET http:\/\/a\.example\.com\/foo\S+ goes to Service shop\/two:80; under Traefik it goes to Service shop\/one:80$/)]);
  expect(messages(yaml, 'haproxy-ingress').filter((each) => each.includes('http://'))).toEqual([]);
});

test('a rewrite that another controller does not read is told with the path that pods get', () => {
  const yaml = ingress('web', ['a.example.com ImplementationSpecific /api(/|$)(.*) one 80'])
    .replace('namespace: shop }', 'namespace: shop, annotations: { nginx.ingress.kubernetes.io/rewrite-target: /$2 } }');
  expect(messages(yaml, 'Traefik')).toEqual([expect.stringMatching(/goes to Service shop\/one:80 as \/\S*; under Traefik it is answered with 404$/)]);
});

test('an exact path of one host is read alike over http by all that reach the pods of any Service', () => {
  const http = findings(RULE, CLASS + APPS + ingress('web', ['a.example.com Exact /foo one 80']), { config }).filter((each) => each.message.includes('GET http://'));
  expect(http.map((each) => each.message.replace(/^.*; under (.*) it .*$/, '$1'))).toEqual(['the AWS Load Balancer Controller', 'GKE']);
});

test('each object is told once for each controller', () => {
  const places = found(RULE, CLASS + APPS + ingress('web', ['a.example.com Prefix /foo/ one 80', 'a.example.com Prefix /bar/ two 80']), { config });
  expect(places.length).toBeGreaterThan(0);
  expect(new Set(places.map((each) => each.split(' ')[1]))).toEqual(new Set(['Ingress/web']));
});
