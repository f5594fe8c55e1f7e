import { app, ingress, simulation } from './simulations';
import type { RoutingChange } from '../../src/diff/change';
import { diffSimulations } from '../../src/diff/diff';
import { scopeText } from '../../src/diff/scopes';

/** Two hosts with certificates, whose plain http is redirected. */
function shop(code: string): string {
  const web = ingress('web', ['a.example.com Prefix / one', 'b.example.com Prefix /x one', 'b.example.com Prefix /y/z one'], 'tls: [{ hosts: [a.example.com, b.example.com], secretName: s }]');
  return app('one') + web.replace('name: web', `name: web, annotations: { haproxy.org/ssl-redirect-code: '${code}' }`).replace('ingressClassName: web', 'ingressClassName: haproxy');
}

function redirected(before: string, after: string): readonly RoutingChange[] {
  return diffSimulations(simulation(before), simulation(after)).changes.filter(({ kind }) => kind === 'status');
}

test('redirects that differ in the same way are one change, whatever the path of the request', () => {
  const changes = redirected(shop('301'), shop('302'));
  expect(changes.map(({ scopes, before, after }) => [scopes.length, before.ending.status, after.ending.status])).toEqual([[2, 301, 302]]);
});

test('redirects of another status and redirects to another port are two changes', () => {
  const net = (yaml: string): string => yaml.slice(yaml.indexOf('---', 4)).replaceAll('.example.com', '.example.net').replace('name: web', 'name: net');
  const port = (yaml: string): string => yaml.replace('haproxy.org/', "haproxy.org/ssl-redirect-port: '9443', haproxy.org/");
  const changes = redirected(shop('301') + net(shop('301')), shop('302') + port(net(shop('301'))));
  expect(changes.map(({ scopes, after }) => [scopes.length, after.ending.status, after.ending.redirect])).toEqual([
    [2, 302, 'https://a.example.com:8443/'], [2, 301, 'https://a.example.net:9443/'],
  ]);
});

test('redirects that go are one change for each host, since the Location keeps what was asked for', () => {
  const plain = shop('301').replace(/ssl-redirect-code: '301'/, "ssl-redirect: 'false'");
  const { changes } = diffSimulations(simulation(shop('301')), simulation(plain));
  expect(changes.filter(({ before }) => before.ending.status === 301).map(({ scopes }) => scopes.map(scopeText))).toEqual([
    ['a.example.com: every path (http only)'], ['b.example.com: /x and everything under it, /y/z and everything under it (http only)'],
  ]);
});
