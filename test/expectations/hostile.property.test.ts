import * as fc from 'fast-check';
import { simulateYaml } from './simulating';
import { coverageOf } from '../../src/expectations/coverage';
import { parseExpectations } from '../../src/expectations/parse';
import { runExpectations } from '../../src/expectations/run';
import { suggestionYaml } from '../../src/expectations/suggestion-yaml';
import { testJson, testText } from '../../src/report/expectations';
import { testJunit } from '../../src/report/expectations-ci';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'a: b', '- x', '"', "'", '# c', 'on', '1', '*', '%', '[', '\n---\n', '\u0007'));

test('names that nobody expects neither crash coverage nor break what is suggested', () => {
  fc.assert(fc.property(text, text, text, text, (name, host, path, port) => {
    const simulation = simulateYaml([
      { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: 'a' }, ports: [{ name: port, port: 80 }] } },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels: { app: 'a' } }, spec: { containers: [{ name, ports: [{ containerPort: 80 }] }] } },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name, namespace: 'shop' },
        spec: { rules: [{ host, http: { paths: [{ path: `/${path}`, pathType: 'Prefix', backend: { service: { name, port: { name: port } } } }] } }] },
      },
    ].map((object) => JSON.stringify(object)).join('\n---\n'));
    const { suggestions, total } = coverageOf(simulation, { results: [], passed: 0, failed: 0 });
    const { tests, problems } = parseExpectations(suggestionYaml(suggestions), 'x.test.yaml');
    expect(problems).toEqual([]);
    const run = runExpectations(simulation, tests);
    expect(run.failed).toBe(0);
    expect(coverageOf(simulation, run).covered).toBe(total);
    expect(testText(run, false)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(() => JSON.parse(testJson(run, null))).not.toThrow();
    expect(testJunit(run)).not.toMatch(/[\u0000-\u0008]/);
  }), { numRuns: 100 });
});

test('no value of a file of route tests crashes its reader', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 4 }), text, (json, other) => {
    const value: unknown = JSON.parse(json);
    const inside = [{ request: value, expect: value }, { request: other, expect: { service: value, not: value } }];
    for (const document of [value, { tests: value }, { tests: [value] }, ...inside.map((test) => ({ tests: [test] }))]) {
      expect(() => parseExpectations(JSON.stringify(document), null)).not.toThrow();
    }
    expect(() => parseExpectations(other, null)).not.toThrow();
    expect(() => parseExpectations(`tests:\n  - request: ${other}\n    expect: { service: ${other} }`, null)).not.toThrow();
  }), { numRuns: 150 });
});
