import { block } from './mutate';
import type { Random } from './random';
import { fingerprint } from '../../src/checks/fingerprint';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { questionKey } from '../../src/kubernetes/open-question';
import type { Json, Resource } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import type { TraceRequest } from '../../src/trace/model';
import { simulate, type Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

/** The namespace of the seeds, and a name as long for it that sorts elsewhere. */
const NAMESPACE = 'kiada';
const RENAMED = 'zebra';

/** An object that no other one knows of. */
const UNRELATED: Json = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'unrelated', namespace: NAMESPACE }, data: { a: 'b' } };

/**
 * How findings and answers change where nothing that a cluster knows does: documents shuffled, split over files, written as JSON, with an unrelated
 * object more, in another namespace.
 *
 * @returns a sentence for each change that alters them
 */
export function metamorphicFaults(objects: readonly Json[], random: Random): readonly string[] {
  const plain = resourcesOf([objects]);
  // an object that comes twice is what the later one says, and one without a name has no place among the others
  if (plain === null || hasDuplicates(plain)) return [];
  const expected = verdictsOf(plain);
  const shuffled = random.shuffled(objects);
  const middle = random.below(shuffled.length + 1);
  const variants: readonly (readonly [string, readonly Resource[] | null, (verdict: string) => string])[] = [
    ['documents shuffled', resourcesOf([shuffled]), same],
    ['split over files', resourcesOf([shuffled.slice(0, middle), shuffled.slice(middle)]), same],
    ['written as JSON', resourcesOf([objects], JSON.stringify), same],
    ['an unrelated object added', resourcesOf([[...objects, UNRELATED]]), same],
    ['namespaces renamed', resourcesOf([objects.map(renamed)]), (verdict) => verdict.replaceAll(RENAMED, NAMESPACE)],
  ];
  return variants.flatMap(([what, resources, back]) => {
    if (resources === null) return [`${what}: the manifests do not parse any more`];
    const difference = firstDifference(expected, new Set([...verdictsOf(resources)].map(back)));
    return difference === null ? [] : [`${what}: ${difference}`];
  });
}

function same(verdict: string): string {
  return verdict;
}

function renamed(object: Json): Json {
  return JSON.parse(JSON.stringify(object).replaceAll(NAMESPACE, RENAMED)) as Json;
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
  return new Set(names).size < names.length || resources.some(({ name }) => name === '' || name === 'unrelated' || name.includes(RENAMED));
}

/** Findings by what baselines know them by, and where requests end. */
function verdictsOf(resources: readonly Resource[]): ReadonlySet<string> {
  const simulation = simulate(buildCluster(resources));
  return new Set([
    ...runChecks(simulation).findings.map((finding) => `${finding.severity} ${fingerprint(finding)}`),
    ...requestsOf(simulation).map((request) => outcomeOf(simulation, request)),
  ]);
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

function firstDifference(before: ReadonlySet<string>, after: ReadonlySet<string>): string | null {
  const gone = [...before].find((each) => !after.has(each));
  const found = [...after].find((each) => !before.has(each));
  return gone === undefined && found === undefined ? null : `${gone ?? 'nothing'} became ${found ?? 'nothing'}`;
}
