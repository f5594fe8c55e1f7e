import { diffJson, diffText, requestText } from '../../src/report/diff';
import { diffMarkdown } from '../../src/report/diff-markdown';
import { app, deployment, diffOf, ingress, service } from '../diff/simulations';

const OLD = app('home') + app('quote') + ingress('web', ['a.example.com Prefix / home', 'a.example.com Prefix /quote quote']);
const NEW = app('home') + deployment('quote') + service('quote-v2', 'selector: { app: quote }, ports: [{ port: 80, targetPort: http }]')
  + ingress('web', ['a.example.com Prefix / home', 'a.example.com Exact /quote quote-v2']);

test('text: worst first, each with before, after and a request to try', () => {
  expect(diffText(diffOf(OLD, NEW), false)).toBe(`✖ lost (requests that arrived, and no longer do)
  quote.shop.svc port 80 from pods
      before  Service shop/quote port 80 → Deployment shop/quote port 8080
      after   failed name-not-found: DNS has no address for the name
      now at  curl http://quote-v2.shop.svc/ from a pod
      try     curl http://quote.shop.svc/ from a pod

➜ moved (requests that arrive elsewhere)
  a.example.com: everything under /quote
      before  Service shop/quote port 80 → Deployment shop/quote port 8080
      after   Service shop/home port 80 → Deployment shop/home port 8080
      try     curl http://a.example.com/quote/anything

✚ new (requests that arrive now, and did not before)
  quote-v2.shop.svc port 80 from pods
      before  failed name-not-found: DNS has no address for the name
      after   Service shop/quote-v2 port 80 → Deployment shop/quote port 8080
      try     curl http://quote-v2.shop.svc/ from a pod

= renamed (the same pods by way of another Service or port)
  a.example.com: exactly /quote
      before  Service shop/quote port 80 → Deployment shop/quote port 8080
      after   Service shop/quote-v2 port 80 → Deployment shop/quote port 8080
      try     curl http://a.example.com/quote

1 lost, 1 moved, 1 new, 1 renamed: 6 of 13 classes of requests differ
`);
});

test('text: nothing to tell', () => {
  expect(diffText(diffOf(OLD, OLD), false)).toBe('✔ no request changes its outcome: 12 classes of requests asked on both sides\n');
});

test('text: what an uncertain answer hangs on', () => {
  const local = OLD + ingress('z', ['a.example.com Prefix /quote home']);
  expect(diffText(diffOf(OLD, local), false)).toMatch(/still +Service shop\/quote port 80 .*\n +if +.*the older Ingress is taken/);
});

test('json: kinds, requests, answers and all that a change concerns', () => {
  const { version, changes, summary } = JSON.parse(diffJson(diffOf(OLD, NEW)));
  expect(version).toBe(1);
  expect(summary).toEqual({
    asked: 13, differing: 6, lost: 1, moved: 1, status: 0, rewritten: 0, admitted: 0, share: 0, certificate: 0, new: 1, uncertain: 0, renamed: 1,
  });
  expect(changes[1]).toMatchObject({
    kind: 'moved',
    request: { method: 'GET', url: 'http://a.example.com/quote/anything', from: null },
    before: { outcome: 'delivered', status: null, reason: null, destinations: [{ service: { namespace: 'shop', name: 'quote', port: 80 }, port: 8080 }] },
    after: { outcome: 'delivered', destinations: [{ workload: { kind: 'Deployment', namespace: 'shop', name: 'home' } }] },
    also: [{ hosts: ['a.example.com'], schemes: ['http', 'https'], paths: ['everything under /quote'], except: [] }],
  });
  expect(changes[0]).toMatchObject({ kind: 'lost', request: { from: 'shop/Pod/*' }, insteadNow: { url: 'http://quote-v2.shop.svc/' } });
});

test('markdown: a headline, and a table for each kind', () => {
  const text = diffMarkdown(diffOf(OLD, NEW));
  expect(text).toMatch(/^### Routing diff: 1 lost, 1 moved, 1 new, 1 renamed\n/);
  expect(text).toContain('#### 🟠 moved: requests that arrive elsewhere\n\n| requests | before | after | try |\n| --- | --- | --- | --- |\n'
    + '| a.example.com: everything under /quote | Service shop/quote port 80 → Deployment shop/quote port 8080 '
    + '| Service shop/home port 80 → Deployment shop/home port 8080 | `curl http://a.example.com/quote/anything` |\n');
});

test('markdown: names of the input cannot change the table', () => {
  const yaml = (path: string): string => app('home') + ingress('web', [`a.example.com Exact ${path} home`]);
  const text = diffMarkdown(diffOf(yaml('/a|b<img>'), yaml('/c')));
  expect(text).toContain('exactly /a\\|b&lt;img\\>');
});

test('markdown: nothing to tell', () => {
  expect(diffMarkdown(diffOf(OLD, OLD))).toMatch(/^### Routing diff: no request changes its outcome\n/);
});

test.each([
  ['http://a.example.com/', null, 'curl http://a.example.com/'],
  ['http://<node>:30080/', null, "curl 'http://<node>:30080/'"],
  ['http://a.example.com/it\'s;rm', null, "curl 'http://a.example.com/it%27s;rm'"],
  ['udp://dns.kube-system.svc:53', 'kube-system/Pod/*', 'udp://dns.kube-system.svc:53 from a pod'],
])('a request can be pasted: %s', (url, from, text) => {
  expect(requestText({ method: 'GET', url, from })).toBe(text);
});

test('markdown: a picture of the requests that end elsewhere, with both ends', () => {
  const text = diffMarkdown(diffOf(OLD, NEW));
  const [, picture] = /\n```mermaid\n([^]*?)\n```\n/.exec(text) ?? ['', ''];
  expect(picture).toContain('  r1["a.example.com: everything under /quote"]\n');
  expect(picture).toMatch(/r1 -\. before \.-> (e\d)\n  r1 ==>\|after\| e\d\n[^]*\1\["Service shop\/quote to Deployment shop\/quote"\]:::good/);
  expect(picture).toMatch(/r0 --x\|after\| (e\d)\n[^]*\1\["failed name-not-found"\]:::broken/);
});

test('markdown: more changes than can be read at a glance have no picture', () => {
  const apps = Array.from({ length: 20 }, (_, i) => app(`s${i}`)).join('');
  const hosts = (n: number, step: number): string => ingress('web', Array.from({ length: n }, (_, i) => `h${i}.example.com Prefix / s${i + step}`));
  expect(diffMarkdown(diffOf(apps + hosts(3, 0), apps + hosts(3, 1)))).toContain('mermaid');
  expect(diffMarkdown(diffOf(apps + hosts(16, 0), apps + hosts(16, 1)))).not.toContain('mermaid');
  expect(diffMarkdown(diffOf(OLD, OLD))).not.toContain('mermaid');
});

test('markdown: names of the input cannot end the picture, or be read as Mermaid', () => {
  const yaml = (path: string, name: string): string => app('home') + app(name) + ingress('web', [`a.example.com Exact ${path} ${name}`]);
  const text = diffMarkdown(diffOf(yaml('/a|b<img>', 'home'), yaml('/a|b<img>', 'other')));
  const [, picture] = /\n```mermaid\n([^]*?)\n```\n/.exec(text) ?? ['', ''];
  expect(picture).toContain('a#124;b#60;img#62;');
});

describe('where not all was compared, nothing is proved', () => {
  const same = diffOf(OLD, OLD);
  const pattern = { ...same, leftOut: ['a pattern'] };
  const clients = { ...same, clientsLeftOut: 7 };
  const CLIENTS = 'left out: NetworkPolicies tell too many clients apart: 7 classes of them were not asked';

  test('text: it is said, and that what was asked ends alike', () => {
    expect(diffText(pattern, false)).toBe('left out: a pattern\n? not all was compared: 12 of 12 classes of requests end alike on both sides\n');
    expect(diffText(clients, false)).toBe(`${CLIENTS}\n? not all was compared: 12 of 12 classes of requests end alike on both sides\n`);
  });

  test('markdown: the headline says so, with what was left out', () => {
    expect(diffMarkdown(pattern)).toBe('### Routing diff: not all was compared\n\n0 of 12 classes of requests differ.\n\n- left out: a pattern\n');
    expect(diffMarkdown(clients)).toContain(`- ${CLIENTS}\n`);
  });

  test('markdown: beside changes it is said, too', () => {
    expect(diffMarkdown({ ...diffOf(OLD, NEW), leftOut: ['a pattern'] })).toContain('6 of 13 classes of requests differ.\n\n- left out: a pattern\n\n');
  });
});
