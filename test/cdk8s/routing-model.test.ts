import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import {
  RoutingAddressType, RoutingChangeKind, RoutingConditionStatus, RoutingCoverageKind, RoutingDnsOutcome, RoutingDnsRecordType, RoutingEndpointSource,
  RoutingLikeness, RoutingOutcome, RoutingPicture, RoutingRouterKind, RoutingServiceType, RoutingSeverity, RoutingTestStatus,
} from '../../src/cdk8s/routing-enums';
import { RoutingModel } from '../../src/cdk8s/routing-model';
import type { Severity } from '../../src/checks/finding';
import type { DnsAnswer, DnsRecordType } from '../../src/cluster/dns/model';
import type { EndpointSlice } from '../../src/cluster/model';
import { ExposedApp } from '../../src/constructs/exposed-app';
import { CHANGE_KINDS, type ChangeKind } from '../../src/diff/compare';
import type { Likeness } from '../../src/diff/likeness';
import type { CoverageItem } from '../../src/expectations/coverage-model';
import type { TestResult } from '../../src/expectations/run';
import { PICTURES } from '../../src/graph/render';
import type { IngressController } from '../../src/kubernetes/ingress-controller';
import { PortProtocol } from '../../src/kubernetes/port-protocol';
import type { Protocol, Service } from '../../src/kubernetes/service';
import type { Condition } from '../../src/routers/gateway/model';
import type { RouterId } from '../../src/routers/model';
import type { Trace } from '../../src/trace/model';
import { hasNoOwnFrames } from '../stack';

const MANIFESTS = `
apiVersion: v1
kind: Service
metadata: { name: quote }
spec: { selector: { app: qoute }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: quote }
spec:
  selector: { matchLabels: { app: quote } }
  template:
    metadata: { labels: { app: quote } }
    spec: { containers: [{ name: c, image: example.com/quote:1, ports: [{ containerPort: 80 }] }] }
`;

const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(tmpdir(), 'routing-model-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
};

test('a model of text tells what is wrong, and where', () => {
  expect(RoutingModel.fromText(MANIFESTS, { namespace: 'kiada' }).check()).toMatchObject([
    { rule: 'service-selects-nothing', object: { kind: 'Service', namespace: 'kiada', name: 'quote' }, path: 'spec.selector', line: 5 },
  ]);
});

test('a model of files knows their names', () => {
  const dir = folder({ 'a.yaml': MANIFESTS });
  const [finding] = RoutingModel.fromFiles([dir]).check();
  expect(finding.file).toContain('a.yaml');
});

test('a model of a construct knows the construct and has no file', () => {
  const chart = Testing.chart();
  new ExposedApp(chart, 'quote', { selector: { app: 'nowhere' }, port: 80 });
  const [finding] = RoutingModel.fromConstruct(chart).check();
  expect(finding).toMatchObject({ construct: 'test/quote/Resource' });
  expect(finding).not.toHaveProperty('file');
});

test('a request is followed, and what is not known is absent', () => {
  const trace = RoutingModel.fromText(MANIFESTS.replace('qoute', 'quote')).trace('http://quote/', { from: 'Deployment/quote' });
  expect(trace).toMatchObject({ outcome: 'delivered', destinations: [{ workload: { name: 'quote' }, port: 80, share: 1 }] });
  expect(trace).not.toHaveProperty('reason');
});

test('the config decides severities', () => {
  const config = join(folder({ 'c.yaml': 'rules: { service-selects-nothing: off }\n' }), 'c.yaml');
  expect(RoutingModel.fromText(MANIFESTS, { config }).check()).toEqual([]);
});

test('what cannot be read throws with its place', () => {
  expect(() => RoutingModel.fromText('a: [')).toThrow(/the manifests cannot be read:\n {2}<text>:1:5: error: /);
  expect(() => RoutingModel.fromFiles(['/nowhere/at/all'])).toThrow('/nowhere/at/all');
});

test('what is no request throws', () => {
  expect(() => RoutingModel.fromText(MANIFESTS).trace('http://quote', { from: 'quote' })).toThrow("got 'quote', expected KIND/NAME");
});

test('a controller that is not built is refused', () => {
  expect(() => RoutingModel.fromText(MANIFESTS, { controller: 'other' as IngressController })).toThrow("got controller 'other', expected one of: auto, spec, ingress-nginx, ");
});

test('files, folders and patterns are read', () => {
  const dir = folder({ 'a.yaml': MANIFESTS, 'b.yml': MANIFESTS.replaceAll('name: quote', 'name: other') });
  const names = (paths: string[]): string[] => RoutingModel.fromFiles(paths).routes().services.map(({ name }) => name);
  expect(names([dir])).toEqual(['other', 'quote']);
  expect(names([join(dir, 'a.yaml')])).toEqual(['quote']);
  expect(names([join(dir, '*.{yaml,yml}')])).toEqual(['other', 'quote']);
  expect(() => RoutingModel.fromFiles([join(dir, 'nope')])).toThrow('no such file or folder');
  expect(() => RoutingModel.fromFiles([join(dir, '*.json')])).toThrow('no file matches this pattern');
});

describe('what a program in plain JavaScript hands in', () => {
  type Anything = never;
  const model = RoutingModel.fromText(MANIFESTS);

  test.each<[string, () => unknown, string]>([
    ['no text', () => RoutingModel.fromText(undefined as Anything), 'RoutingModel.fromText: text is undefined; expected a string'],
    ['a text instead of a list of paths', () => RoutingModel.fromFiles('/dir' as Anything), "fromFiles: paths is '/dir'; expected a list of paths"],
    ['no construct', () => RoutingModel.fromConstruct({} as Anything), 'fromConstruct: scope is an empty object; expected a construct'],
    ['options null', () => RoutingModel.fromText(MANIFESTS, null as Anything), 'options is null; expected an object with namespace, controller, config'],
    ['a misspelled option', () => RoutingModel.fromText(MANIFESTS, { namespcae: 'a' } as Anything), "options has 'namespcae', which does not exist; did you mean 'namespace'?"],
    ['no URL', () => model.trace(undefined as Anything), 'RoutingModel.trace: url is undefined; expected a string'],
    ['options of a trace null', () => model.trace('http://quote', null as Anything), 'options is null; expected an object with method, headers, from'],
    ['a misspelled option of a trace', () => model.trace('http://quote', { frm: 'Deployment/quote' } as Anything), "options has 'frm', which does not exist; did you mean 'from'?"],
    ['headers that are a list', () => model.trace('http://quote', { headers: ['a: b'] } as Anything), 'headers is a list; expected an object of headers'],
    ['a header that is a number', () => model.trace('http://quote', { headers: { a: 1 } } as Anything), "headers['a'] is 1; expected a string"],
  ])('%s is told, with what it is and what is expected', (_, call, message) => expect(call).toThrow(message));

  test('the error begins with the line of the caller', () => {
    expect(hasNoOwnFrames(() => model.trace('http:///'))).toBe(true);
  });
});

test('every way in, and the picture of it', () => {
  const model = RoutingModel.fromText(MANIFESTS.replace('qoute', 'quote'));
  expect(model.routes()).toMatchObject({ routes: [], services: [{ name: 'quote', port: 80, outcome: 'delivered' }] });
  expect(model.graph()).toMatch(/^flowchart LR/);
  expect(model.graph(RoutingPicture.SVG)).toMatch(/^<svg /);
  expect(model.graph(RoutingPicture.HTML)).toMatch(/^<!DOCTYPE html>/);
  expect(() => model.graph('png' as RoutingPicture)).toThrow("got format 'png', expected one of: mermaid, dot, svg, json, html");
});

test('Ingress objects migrate, and the same proof is given as by the command', () => {
  const model = RoutingModel.fromText(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
`);
  const { yaml, asked, equal, changes } = model.migrate({ gatewayClass: 'edge', gateway: 'infra/edge' });
  expect(yaml).toContain('kind: HTTPRoute');
  expect(equal).toBeLessThanOrEqual(asked);
  // the Service is not there: a Gateway answers otherwise
  expect(changes.map(({ kind }) => kind)).toEqual(['status']);
  expect(() => model.migrate({ gatewayClass: 'edge', gateway: 'edge' })).toThrow("gateway: got 'edge', expected NAMESPACE/NAME");
});

const ROUTED = MANIFESTS.replace('qoute', 'quote');

test('a trace is explained as the command prints it, and holds what JSON holds', () => {
  const trace = RoutingModel.fromText(ROUTED).trace('http://quote/', { from: 'Deployment/quote' });
  expect(trace.explain()).toMatch(/^GET http:\/\/quote\/ from Deployment default\/quote\n[^]*✔ delivered to Deployment default\/quote port 80, container c: quote~0\n$/);
  expect(JSON.parse(JSON.stringify(trace))).toEqual({
    request: { method: 'GET', url: 'http://quote/', from: 'default/Deployment/quote' },
    outcome: 'delivered',
    destinations: [expect.objectContaining({ pods: ['quote~0'], port: 80, protocol: PortProtocol.TCP })],
    hops: expect.any(Array),
    dependsOn: [],
  });
});

test('names are resolved from a namespace, or from a pod', () => {
  const model = RoutingModel.fromText(ROUTED);
  expect(model.resolve('quote')).toMatchObject({
    query: 'quote', from: 'default', fqdn: 'quote.default.svc.cluster.local', outcome: RoutingDnsOutcome.NOERROR, records: [{ type: 'A', value: '<clusterIP>' }],
  });
  expect(model.resolve('quote', { from: 'Deployment/quote' }).from).toBe('default/Deployment/quote');
  const unknown = model.resolve('nope.default.svc.cluster.local');
  expect(unknown.outcome).toBe(RoutingDnsOutcome.NXDOMAIN);
  expect(unknown.explain()).toContain('NXDOMAIN nope.default.svc.cluster.local');
  expect(() => model.resolve('quote', { from: 'Deployment/nope' })).toThrow('RoutingModel.resolve: Deployment nope is not in the manifests');
});

test('the endpoints are those of the command', () => {
  expect(RoutingModel.fromText(ROUTED).endpoints()).toEqual([{
    namespace: 'default',
    service: 'quote',
    addressType: 'IPv4',
    source: 'selector',
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
    endpoints: [{
      pod: 'quote~0', workload: { kind: 'Deployment', namespace: 'default', name: 'quote' }, addresses: [], ready: true, serving: true, terminating: false,
    }],
  }]);
});

test('route tests are run, with what they cover and what else could be tested', () => {
  const file = join(folder({
    'routes.test.yaml': 'tests:\n- request: { url: http://quote, from: Deployment/quote }\n  expect: { service: quote }\n- request: http://nope/\n  expect: { status: 200 }\n',
  }), 'routes.test.yaml');
  const run = RoutingModel.fromText(ROUTED).test(file);
  expect(run).toMatchObject({
    passed: 1,
    failed: 1,
    results: [
      { name: 'GET http://quote from Deployment/quote', status: RoutingTestStatus.PASSED, file, line: 2, mismatches: [], trace: { outcome: 'delivered' } },
      { status: RoutingTestStatus.FAILED, line: 4, mismatches: [{ field: 'status', expected: '200', actual: 'none' }] },
    ],
  });
  const items = [{ kind: RoutingCoverageKind.SERVICE_PORT, tests: [run.results[0].name] }];
  expect(run.coverage()).toMatchObject({ percent: 100, covered: 1, total: 1, items, unreachable: [] });
  expect(run.explain()).toContain('2 tests: 1 failed, 1 passed');
  expect(run.explainCoverage()).toContain('Coverage: 100 %');
  expect(run.suggestTests()).toBe('');
});

test('route tests that cannot be read throw with their place', () => {
  const dir = folder({ 'bad.test.yaml': 'tests: [{ request: 1 }]\n', 'empty.test.yaml': 'tests: []\n' });
  const model = RoutingModel.fromText(ROUTED);
  expect(() => model.test(join(dir, 'bad.test.yaml'))).toThrow(/^RoutingModel\.test: .*bad\.test\.yaml:1:\d+: error: /);
  expect(() => model.test(join(dir, 'empty.test.yaml'))).toThrow('empty.test.yaml:1:1: error: tests: got an empty list');
  expect(() => model.test(join(dir, 'nope.test.yaml'))).toThrow('cannot be read: no such file');
});

test('two versions are compared, and kinds of changes accepted', () => {
  const before = RoutingModel.fromText(ROUTED);
  const after = RoutingModel.fromText(MANIFESTS);
  expect(before.diff(RoutingModel.fromText(ROUTED)).likeness()).toBe(RoutingLikeness.SAME);
  const diff = before.diff(after);
  expect(diff.changes).toMatchObject([{
    kind: RoutingChangeKind.LOST,
    request: { method: 'GET', from: 'default/Pod/*' },
    before: { outcome: 'delivered', destinations: [{ service: { name: 'quote', port: 80 }, port: 80, share: 1 }] },
    after: { outcome: 'failed' },
    also: [{ text: expect.stringContaining('quote.default.svc') }],
  }]);
  expect(diff.differing).toBeGreaterThan(0);
  expect(diff.likeness()).toBe(RoutingLikeness.DIFFERENT);
  expect(diff.likeness([RoutingChangeKind.LOST])).toBe(RoutingLikeness.SAME);
  expect(() => diff.likeness(['loss' as RoutingChangeKind])).toThrow("except[0] is 'loss'; expected one of lost, moved");
  expect(diff.explain()).toContain('✖ lost');
  expect(() => before.diff({} as RoutingModel)).toThrow('RoutingModel.diff: newer is an empty object; expected a RoutingModel');
});

/** Whether two types have the same values. */
type Same<A, B> = [A] extends [B] ? [B] extends [A] ? true : never : never;

test('enums have exactly the values that the documents have', () => {
  const same: readonly true[] = [
    true satisfies Same<`${RoutingOutcome}`, Trace['outcome']>,
    true satisfies Same<`${RoutingRouterKind}`, RouterId['kind']>,
    true satisfies Same<`${RoutingServiceType}`, Service['type']>,
    true satisfies Same<`${PortProtocol}`, Protocol>,
    true satisfies Same<`${RoutingChangeKind}`, ChangeKind>,
    true satisfies Same<`${RoutingLikeness}`, Likeness>,
    true satisfies Same<`${RoutingTestStatus}`, TestResult['status']>,
    true satisfies Same<`${RoutingCoverageKind}`, CoverageItem['kind']>,
    true satisfies Same<`${RoutingConditionStatus}`, Condition['status']>,
    true satisfies Same<`${RoutingDnsOutcome}`, DnsAnswer['outcome']>,
    true satisfies Same<`${RoutingDnsRecordType}`, DnsRecordType>,
    true satisfies Same<`${RoutingAddressType}`, EndpointSlice['addressType']>,
    true satisfies Same<`${RoutingEndpointSource}`, EndpointSlice['source']>,
    true satisfies Same<`${RoutingSeverity}`, Severity>,
  ];
  expect(same).not.toContain(false);
  expect(Object.values(RoutingChangeKind)).toEqual(CHANGE_KINDS);
  expect(Object.values(RoutingPicture)).toEqual([...PICTURES, 'html']);
});
