/*
 * Where `check` agrees with what other tools report on manifests of their own tests.
 *
 *     npx tsx bench/corpus-findings.ts CORPUS [--show]
 *
 * CORPUS is a folder with cases.jsonl. A case of kind `finding` has files, a question (the other tool's name of a check) and what
 * that tool reports; `request` has a request and what it must reach. Differences on purpose are told in docs/differences.md.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../src/checks/finding';
import { RULES } from '../src/checks/registry';
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { NO_ORIGIN } from '../src/kubernetes/resource';
import { readConfig } from '../src/manifests/config';
import { parseManifests } from '../src/manifests/yaml/parse';
import { parseRequest } from '../src/trace/request';
import { simulate, type Simulation } from '../src/trace/simulation';
import { traceRequest } from '../src/trace/trace';

interface Case {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly files: readonly string[];
  readonly question?: string;
  readonly request?: { readonly method?: string; readonly url: string; readonly headers?: readonly string[]; readonly from?: string };
  readonly expect: {
    readonly grade?: string;
    readonly count?: number;
    readonly alerts?: number;
    readonly objects?: readonly string[];
    readonly service?: string | null;
    readonly status?: number | null;
    readonly outcome?: string;
  };
}

/** The rules that ask what another tool's check asks. */
const OUR_RULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Ingress targets Service', ['backend-service-missing', 'backend-port-missing', 'invalid-object']],
  ['NetworkPolicy targets Pod', ['policy-selects-nothing']],
  ['Service Targets Pod', ['service-selects-nothing', 'service-without-endpoints']],
  ['StatefulSet has ServiceName', ['stateful-set-service']],
  ['Deployment Pod Selector labels match template metadata labels', ['invalid-object']],
  ['StatefulSet Pod Selector labels match template metadata labels', ['invalid-object']],
  ['dangling-horizontalpodautoscaler', ['autoscaler-target-missing']],
  ['HorizontalPodAutoscaler has target', ['autoscaler-target-missing']],
  ['dangling-ingress', ['backend-service-missing', 'backend-port-missing']],
  ['dangling-ingress-backend', ['backend-service-missing']],
  ['dangling-networkpolicy', ['policy-selects-nothing']],
  ['dangling-networkpolicypeer-podselector', ['policy-peer-selects-nothing']],
  ['dangling-service', ['service-selects-nothing', 'service-without-endpoints']],
  ['service-with-no-workload', ['service-selects-nothing']],
  ['liveness-port', ['probe-port-unknown']],
  ['Pod NetworkPolicy', ['pod-not-isolated']],
  ['ensure_network_policy_configured_in_labels', ['pod-not-isolated']],
  ['ingress-and-egress-blocked', ['pod-not-isolated']],
  ['non-isolated-pod', ['pod-not-isolated']],
  ['readiness-port', ['probe-port-unknown']],
  ['startup-port', ['probe-port-unknown']],
  ['mismatching-selector', ['invalid-object']],
  ['target-port', ['invalid-object']],
]);

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name))).filter((file) => /\.(ya?ml|json)$/.test(file));
}

function simulateFiles(corpus: string, files: readonly string[]): Simulation {
  const resources = files.flatMap((file) => filesUnder(join(corpus, file)))
    .flatMap((file) => parseManifests(readFileSync(file, 'utf8'), file, { namespace: 'default' }).resources);
  return simulate(buildCluster(resources));
}

/** Rules that are off unless the config sets them. */
const { config } = readConfig({ rules: Object.fromEntries(RULES.filter((rule) => rule.optIn).map((rule) => [rule.id, rule.severity])) }, NO_ORIGIN);

/** What differs; null where nothing does, `undefined` where no rule asks the question. */
function compareFinding(simulation: Simulation, { question = '', expect }: Case, show: boolean): string | null | undefined {
  const rules = OUR_RULES.get(question);
  if (rules === undefined) return undefined;
  const all = runChecks(simulation, { config }).findings;
  if (show) for (const each of all) console.log(`    ${text(each)}`);
  const found = all.filter((each) => rules.includes(each.rule) && asks(question, each));
  const objects = [...new Set(found.map(({ resource }) => `${resource.kind}/${resource.name}`))].sort();
  const got = objects.length === 0 ? 'nothing' : found.map(text).join('; ');
  if (expect.grade !== undefined) return (expect.grade !== 'AllOK') === (found.length > 0) ? null : `expected ${expect.grade}, got ${got}`;
  if (expect.objects !== undefined) return expect.objects.slice().sort().join() === objects.join() ? null : `expected ${expect.objects.join()}, got ${got}`;
  return expect.count === found.length ? null : `expected ${expect.count}, got ${found.length}: ${got}`;
}

/** Some tools ask less than a rule does: one direction of policies is enough, an old backend counts as none. */
function asks(question: string, { rule, path, fix }: Finding): boolean {
  if (rule === 'pod-not-isolated') return !ONE_DIRECTION.has(question) || fix.endsWith('[Ingress, Egress]');
  if (rule === 'invalid-object' && question.includes('ngress')) return path.includes('.backend');
  return true;
}

const ONE_DIRECTION: ReadonlySet<string> = new Set(['ensure_network_policy_configured_in_labels', 'non-isolated-pod']);

function text({ severity, rule, resource, message }: Finding): string {
  return `${severity} ${rule} ${resource.kind}/${resource.name}: ${message}`;
}

function compareRequest(simulation: Simulation, { request, expect }: Case): string | null {
  const parsed = parseRequest({ url: '', ...request, namespace: 'default' });
  if (parsed.request === null) return parsed.error;
  const { outcome, status, destinations } = traceRequest(simulation, parsed.request);
  const services = destinations.map((to) => to.service?.name);
  const right = expect.service != null
    ? services.length > 0 && services.every((name) => name === expect.service)
    : (expect.status == null || status === expect.status) && (expect.outcome === undefined || outcome === expect.outcome);
  return right ? null : `expected ${JSON.stringify(expect)}, got ${outcome} ${status ?? ''} ${services.join()}`;
}

const { values: { show }, positionals: [corpus] } = parseArgs({ allowPositionals: true, options: { show: { type: 'boolean', default: false } } });
if (corpus === undefined) throw new Error('specify the folder of cases.jsonl');
const cases = readFileSync(join(corpus, 'cases.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
let agreed = 0;
let asked = 0;
const others = new Map<string, number>();
for (const each of cases) {
  if (show) console.log(`${each.id} ${each.question ?? each.request?.url} ${JSON.stringify(each.expect)}`);
  const simulation = simulateFiles(corpus, each.files);
  const difference = each.kind === 'request' ? compareRequest(simulation, each) : compareFinding(simulation, each, show);
  if (difference === undefined) {
    others.set(`${each.source}: ${each.question}`, (others.get(`${each.source}: ${each.question}`) ?? 0) + 1);
    continue;
  }
  asked += 1;
  if (difference === null) agreed += 1;
  else console.log(`${each.id} ${each.source} ${each.question ?? each.request?.url}: ${difference}`);
}
console.log(`${agreed} of ${asked} agree`);
for (const [question, count] of others) console.log(`no question of routing: ${question} (${count})`);
