import { ADDRESS_UNREACHABLE as RULE } from '../../../src/checks/rules/address-unreachable';
import { deployment, findings, found, service } from '../checking';
import { policy } from './network-policy-texts';

const caller = (address: string): string => `${deployment('web', 'app: web').trimEnd()}\n          env: [{ name: DB, value: "${address}" }]\n`;
const DB = deployment('db', 'app: db', ['5432']) + service('db', 'app: db', ['{ port: 80, targetPort: 5432 }']);
const ELSEWHERE = DB.replaceAll('namespace: shop', 'namespace: data');

test('a short name of another namespace is a warning', () => {
  expect(findings(RULE, caller('http://db/x') + ELSEWHERE)).toMatchObject([{
    severity: 'warning',
    path: 'spec.template.spec.containers[0].env[0].value',
    message: expect.stringMatching(/^db:80 does not reach Service data\/db: /),
    fix: 'call db.data at port 80',
  }]);
});

test('the port of the pods instead of the Service’s is a warning', () => {
  expect(found(RULE, caller('postgres://user:secret@db:5432/shop') + DB)).toHaveLength(1);
});

test('the Service’s port of a headless Service is a warning', () => {
  expect(found(RULE, caller('db:80') + deployment('db', 'app: db', ['5432']) + service('db', 'app: db', ['{ port: 80, targetPort: 5432 }'], 'clusterIP: None'))).toHaveLength(1);
});

test('a misspelled name is a warning', () => {
  expect(found(RULE, caller('http://qoute') + deployment('quote', 'app: quote') + service('quote', 'app: quote'))).toHaveLength(1);
});

test('pods on the node’s network do not ask the cluster DNS', () => {
  const [only] = findings(RULE, caller('http://db').replace('      containers:', '      hostNetwork: true\n      containers:') + DB);
  expect(only.fix).toMatch(/^set dnsPolicy: ClusterFirstWithHostNet/);
});

test('an argument is looked at', () => {
  const yaml = `${deployment('web', 'app: web').trimEnd()}\n          args: [--database=db:5432]\n`;
  expect(found(RULE, yaml + DB)).toEqual(['warning Deployment/web spec.template.spec.containers[0].args[0]']);
});

test.each([
  ['a Service of the namespace', caller('http://db/x') + DB],
  ['a Service of another namespace by its full name', caller('db.data:80') + ELSEWHERE],
  ['a Service of another namespace by its whole name', caller('http://db.data.svc.cluster.local') + ELSEWHERE],
  ['a name outside the cluster', caller('https://db.example.org') + DB],
  ['a name that may be somebody else’s', caller('http://kafka:9092') + DB],
  ['a name of which a Service is a longer form', caller('http://redis:6379') + service('redis-cart', 'app: db') + DB],
  ['a name that is only near', caller('http://metrics-operated:9090') + service('metrics-operator', 'app: db') + DB],
  ['a name that the pods have in /etc/hosts', caller('http://back-end').replace('      containers:', '      hostAliases: [{ ip: 10.1.2.3, hostnames: [back-end] }]\n      containers:')
    + DB + service('backend', 'app: db')],
  ['a UDP port without a protocol', caller('db:8125') + deployment('db', 'app: db', ['8125/UDP']) + service('db', 'app: db', ['{ port: 8125, protocol: UDP }'])],
  ['an image', caller('db:16').replace('name: DB', 'name: DB_IMAGE') + DB],
  ['no address', caller('db') + DB],
  ['a Service that selects nothing, which is told there', caller('http://db') + service('db', 'app: gone')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});

test('where no port is written, the client may have one of its own', () => {
  expect(found(RULE, caller('http://db') + deployment('db', 'app: db', ['5432']) + service('db', 'app: db', ['{ port: 5432 }']))).toEqual(['info Deployment/web spec.template.spec.containers[0].env[0].value']);
});

test('a policy that keeps the container from what it is told to call', () => {
  const closed = policy('closed', 'app: db', 'ingress: [{ from: [{ podSelector: { matchLabels: { app: admin } } }] }]');
  expect(findings(RULE, caller('http://db') + DB + closed)).toMatchObject([{ severity: 'warning', message: expect.stringContaining('NetworkPolicy shop/closed') as unknown, fix: expect.stringContaining('app: web') as unknown }]);
  expect(found(RULE, caller('http://db') + DB + closed.replace('app: admin', 'app: web'))).toEqual([]);
});

test.each([
  ['args: [psql, -h, databsae]', 'args[2]'],
  ['args: ["--host=databsae"]', 'args[0]'],
  ['command: [sh, -c, "mysql -h databsae -u shop"]', 'command[2]'],
  ['env: [{ name: DB_HOST, value: databsae }]', 'env[0].value'],
])('a host without a port: %s', (field, path) => {
  const yaml = `${deployment('web', 'app: web').trimEnd()}\n          ${field}\n` + deployment('db', 'app: db', ['5432']);
  expect(found(RULE, yaml + service('database', 'app: db', ['{ port: 5432 }']))).toEqual([`warning Deployment/web spec.template.spec.containers[0].${path}`]);
  expect(found(RULE, yaml + service('databsae', 'app: db', ['{ port: 80, targetPort: 5432 }']))).toEqual([]);
});

test('a name that is a part of a generated one, at the same port', () => {
  const generated = (port: number): string => deployment('cart', 'app: cart', ['7000']) + service('shop-cart-service-c8d1f2a3', 'app: cart', [`{ port: ${port}, targetPort: 7000 }`]);
  expect(findings(RULE, caller('http://cart:7000') + generated(7000))).toMatchObject([{ fix: 'call shop-cart-service-c8d1f2a3 at port 7000' }]);
  expect(found(RULE, caller('http://cart:7000') + generated(7001))).toEqual([]);
});
