/*
 * Two versions compared in fresh processes: hosts with literal paths beside a check of one side, patterns on one host beside as many literals.
 *
 * A check is the floor: it reads one side, holds it to the rules of the API server and compiles its routers. A diff does that twice, and compares.
 */
import { COMMAND, input } from '../inputs';
import { measure, NODES, ratio, ROUNDS, shown, versionOf } from '../processes';

const HOSTS = 5000;
const PATHS = 10;
const PATTERNS = 200;

function ingress(host: string, written: readonly (readonly [string, string])[], pathType: string, annotations = ''): string {
  const rules = written.map(([path, service]) => `{path: '${path}', pathType: ${pathType}, backend: {service: {name: ${service}, port: {number: 80}}}}`);
  return `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${host.split('.')[0]}${annotations}}\n`
    + `spec: {ingressClassName: nginx, rules: [{host: ${host}, http: {paths: [\n  ${rules.join(',\n  ')}]}}]}\n`;
}

/** What the paths lead to. */
const apps = ['other', 's', ...Array.from({ length: PATHS }, (_, n) => `s${n}`)].map((name) => `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`
  + `spec: {selector: {app: ${name}}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}}\n`
  + 'spec: {containers: [{name: main, image: "x:1", ports: [{containerPort: 80}]}]}\n').join('');

function hosts(changed: number): string {
  return apps + Array.from({ length: HOSTS }, (_, i) => ingress(`h${i}.example.com`,
    Array.from({ length: PATHS }, (__, n) => [`/v1/p${n}`, i < changed && n === 0 ? 'other' : `s${n}`] as const), 'Prefix')).join('');
}

function paths(pathOf: (i: number) => string, changed: number): string {
  const annotations = ", annotations: {nginx.ingress.kubernetes.io/use-regex: 'true'}";
  const all = Array.from({ length: PATTERNS }, (_, i) => [pathOf(i), i < changed ? 'other' : 's'] as const);
  return apps + ingress('patterns.example.com', all, 'ImplementationSpecific', annotations);
}

const literal = (i: number): string => `/v1/p${i}/`;
const pattern = (i: number): string => `/v[0-9]+/p${i}/(.*)`;
const [before, some, all] = [input('before.yaml', hosts(0)), input('some.yaml', hosts(50)), input('all.yaml', hosts(HOSTS))];
const [literals, otherLiterals] = [input('literals.yaml', paths(literal, 0)), input('literals-2.yaml', paths(literal, 5))];
const [patterns, otherPatterns] = [input('patterns.yaml', paths(pattern, 0)), input('patterns-2.yaml', paths(pattern, 5))];

for (const node of NODES) {
  const time = measure({
    check: [node, COMMAND, 'check', before],
    nothing: [node, COMMAND, 'diff', before, before],
    some: [node, COMMAND, 'diff', before, some],
    all: [node, COMMAND, 'diff', before, all],
  }, Math.min(ROUNDS, 5));
  const { check } = time;
  console.log(`${versionOf(node)}, ${HOSTS} hosts with ${PATHS} paths: check of one side ${shown(check)}; diff / check`);
  for (const [name, diff] of [['nothing', time.nothing], ['50 hosts', time.some], ['every host', time.all]] as const) {
    console.log(`  ${name} changed: ${shown(diff)}, ${ratio(diff.cpu / check.cpu, 5)}`);
  }
  const one = measure({
    zero: [node, '-e', '0'], literals: [node, COMMAND, 'diff', literals, otherLiterals], patterns: [node, COMMAND, 'diff', patterns, otherPatterns],
  });
  console.log(`${versionOf(node)}, ${PATTERNS} paths of one host: literals ${shown(one.literals)}, patterns ${shown(one.patterns)};`
    + ` patterns / literals, each above node ${ratio((one.patterns.cpu - one.zero.cpu) / (one.literals.cpu - one.zero.cpu), 20)}`);
}
