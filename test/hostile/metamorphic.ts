import { block } from './mutate';
import type { Random } from './random';
import { renamings, withNamesBack, withNamespaces } from './renaming';
import { fingerprint } from '../../src/checks/fingerprint';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { questionKey } from '../../src/kubernetes/open-question';
import type { Json, Resource } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import type { TraceRequest } from '../../src/trace/model';
import { simulate, type Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

/** Objects that no other one knows of: in a namespace of the manifests, and in one of their own. */
const UNRELATED: readonly Json[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'unrelated', namespace: 'kiada' }, data: { a: 'b' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'unrelated', namespace: 'aaa-unrelated' } },
];

/** A variant of the manifests, and what makes its verdicts those of the manifests as they were. */
interface Variant {
  readonly what: string;
  readonly resources: readonly Resource[] | null;
  readonly back: (verdict: string) => string;
  /** Whether messages and fixes are compared too; they may name the first of several namespaces. */
  readonly texts: boolean;
}

/**
 * How findings and answers change where nothing that a cluster knows does: documents shuffled, split over files, written as JSON, with unrelated
 * objects more, in other namespaces.
 *
 * @returns a sentence for each change that alters them
 */
export function metamorphicFaults(objects: readonly Json[], random: Random): readonly string[] {
  const plain = resourcesOf([objects]);
  // an object that comes twice is what the later one says, and one without a name has no place among the others
  if (plain === null || hasDuplicates(plain)) return [];
  const simulation = simulate(buildCluster(plain));
  const expected = { texts: verdictsOf(simulation, true), prints: verdictsOf(simulation, false) };
  const shuffled = sharesHosts(simulation) ? shuffledButIngresses(objects, random) : random.shuffled(objects);
  const middle = random.below(shuffled.length + 1);
  const variants: readonly Variant[] = [
    { what: 'documents shuffled', resources: resourcesOf([shuffled]), back: same, texts: true },
    { what: 'split over files', resources: resourcesOf([shuffled.slice(0, middle), shuffled.slice(middle)]), back: same, texts: true },
    { what: 'written as JSON', resources: resourcesOf([objects], JSON.stringify), back: same, texts: true },
    { what: 'unrelated objects added', resources: resourcesOf([[...objects, ...UNRELATED]]), back: same, texts: true },
    ...renamings(plain).map(({ what, to }): Variant => ({
      what, resources: resourcesOf([objects.map((each) => withNamespaces(each, to))]), back: (verdict) => withNamesBack(verdict, to), texts: false,
    })),
  ];
  return variants.flatMap(({ what, resources, back, texts }) => {
    if (resources === null) return [`${what}: the manifests do not parse any more`];
    const verdicts = verdictsOf(simulate(buildCluster(resources)), texts).map(back);
    const difference = firstDifference(texts ? expected.texts : expected.prints, verdicts);
    return difference === null ? [] : [`${what}: ${difference}`];
  });
}

/** Whether two Ingress objects have rules of one host, one of which ingress-nginx may refuse. */
function sharesHosts({ cluster }: Simulation): boolean {
  const hosts = cluster.ingresses.flatMap(({ rules }) => [...new Set(rules.length === 0 ? [''] : rules.map(({ host }) => host.toLowerCase()))]);
  return new Set(hosts).size < hosts.length;
}

/**
 * The Ingress objects keep their order: of two of one age that have one path, ingress-nginx admits the one that kubectl sends first, which is the
 * first in the file.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go CheckIngress
 */
function shuffledButIngresses(objects: readonly Json[], random: Random): readonly Json[] {
  const ingresses = objects.filter(isIngress);
  return random.shuffled(objects).map((each) => (isIngress(each) ? ingresses.shift() ?? each : each));
}

function isIngress(object: Json): boolean {
  return typeof object === 'object' && object !== null && 'kind' in object && object.kind === 'Ingress';
}

function same(verdict: string): string {
  return verdict;
}

/** null where they do not parse, or hold the names that variants need. */
function resourcesOf(files: readonly (readonly Json[])[], write: (object: Json) => string = (object) => block(object, '')): readonly Resource[] | null {
  const resources: Resource[] = [];
  for (const [i, objects] of files.entries()) {
    const parsed = parseManifests(objects.map(write).join('\n---\n'), `${i}.yaml`);
    if (parsed.problems.length > 0) return null;
    resources.push(...parsed.resources);
  }
  return resources;
}

function hasDuplicates(resources: readonly Resource[]): boolean {
  const names = resources.map(({ apiVersion, kind, namespace, name }) => [apiVersion.replace(/\/.*/, ''), kind, namespace, name].join('|').toLowerCase());
  return new Set(names).size < names.length || resources.some(({ name }) => name === '' || name === 'unrelated');
}

/** Findings by what baselines know them by, each as often as it occurs, and where requests end. */
function verdictsOf(simulation: Simulation, texts: boolean): readonly string[] {
  return [
    ...runChecks(simulation).findings.map((finding) => {
      const { severity, message, fix, edits } = finding;
      return `${severity} ${fingerprint(finding)}${texts ? ` ${JSON.stringify([message, fix, edits])}` : ''}`;
    }),
    ...requestsOf(simulation).map((request) => outcomeOf(simulation, request)),
  ];
}

function outcomeOf(simulation: Simulation, request: TraceRequest): string {
  const { outcome, status, reason, destinations, questions } = traceRequest(simulation, request);
  const ends = destinations.map(({ pods, ...each }) => JSON.stringify({ ...each, pods: [...pods].sort() })).sort();
  const open = [...new Set(questions.map(questionKey))].sort();
  return JSON.stringify([request.url, request.from, outcome, status, reason, ends, open]);
}

/** To each path of each rule from outside, and to each port of each Service from each workload. */
function requestsOf({ cluster }: Simulation): readonly TraceRequest[] {
  const routed = cluster.ingresses.flatMap(({ rules }) => [{ host: '', paths: null }, ...rules]).flatMap(({ host, paths }) => {
    const name = host === '' ? 'some-host.example' : host.startsWith('*.') ? `some-name${host.slice(1)}` : host;
    return [...(paths ?? []).map((each) => each.path), '/some/path'].map((path) => get(`http://${name}${path}`, null));
  });
  const inside = cluster.services.all.flatMap(({ namespace, name, ports }) => ports.flatMap(({ port, protocol }) =>
    cluster.workloads.all.map((from) => get(`${protocol.toLowerCase()}://${name}.${namespace}.svc:${port}`, { kind: from.kind, namespace: from.namespace, name: from.name }))));
  return [...routed, ...inside];
}

function get(url: string, from: TraceRequest['from']): TraceRequest {
  return { method: 'GET', url, headers: {}, from };
}

/** Compares them as bags: a finding that occurs once more is new to a baseline. */
function firstDifference(before: readonly string[], after: readonly string[]): string | null {
  const gone = lessOf(before, after);
  const found = lessOf(after, before);
  return gone === undefined && found === undefined ? null : `${gone ?? 'nothing'} became ${found ?? 'nothing'}`;
}

/** The first one that occurs less often among the others. */
function lessOf(these: readonly string[], others: readonly string[]): string | undefined {
  const left = new Map<string, number>();
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1);
  return these.find((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}
