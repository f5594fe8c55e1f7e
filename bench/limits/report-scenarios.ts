import type { Scenario } from './model';
import { app, deployment, ingress, rule, service, times, type Call } from './objects';
import type { JsonObject } from '../../src/kubernetes/resource';

const wrong = (n: number): readonly JsonObject[] => times(n, (i) => service(`s${i}`, { selector: { app: `none-${i}` } }));
const formats = (call: Call, ...names: readonly string[]): readonly Call[] => names.map((format) => [...call, '--format', format]);

/** Reports of many findings, changes, routes and answers. */
export const REPORT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'near-workloads': { manifests: (n) => [...times(n, (i) => deployment(`quote-${i}`, { app: `quote-${i}` })), ...times(n, (i) => service(`quotes-${i}`, { selector: { app: `quotes-${i}` } }))], calls: [['check', '-'], ['endpoints', '-'], ['diff', 'old.yaml', '-']] },
  'findings': { manifests: wrong, calls: formats(['check', '-'], 'text', 'json', 'sarif', 'junit', 'github', 'markdown') },
  'changes': {
    manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/p1', i % 2 === 0 ? 'web' : 'gone']])]))],
    calls: [...formats(['diff', 'old.yaml', '-'], 'text', 'json', 'markdown'), ...formats(['routes', '-'], 'text', 'json', 'markdown', 'csv'), ...formats(['graph', '-'], 'mermaid', 'dot', 'svg', 'json'),
      ...formats(['migrate', '-', '--gateway-class', 'edge'], 'text', 'json', 'markdown')],
  },
  'changes-of-services': {
    manifests: (n) => times(n, (i) => [deployment(`a${i}`, { app: `a${i}` }), service(`a${i}`, { selector: { app: `a${i}` } }), ingress(`a${i}`, [rule('a.example.com', [[`/a${i}`, `a${i}`]])])]).flat(),
    calls: [['diff', 'old.yaml', '-'], ['diff', '-', 'old.yaml'], ['whatif', '-', '--each', 'Service'], ['whatif', '-', '--each', 'Deployment'], ['whatif', '-', '--without', 'shop/Service/a1'], ['graph', '-', '--format', 'svg']],
  },
  'exact-suppressions': {
    manifests: wrong,
    config: (n) => ({ suppressions: times(n, (i) => ({ rule: 'service-selects-nothing', object: `Service/shop/s${i}`, reason: 'x' })) }),
    calls: [['check', '-']],
  },
};
