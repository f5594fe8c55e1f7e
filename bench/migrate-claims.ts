import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settle } from '../src/checks/session';
import { Answers, type Answer } from '../src/diff/answers';
import { compareOutcomes, isCertificateChanged } from '../src/diff/compare';
import { otherExamples } from '../src/diff/other-examples';
import { routerEntries } from '../src/diff/router-entries';
import { NO_ORIGIN, type JsonObject, type Resource } from '../src/kubernetes/resource';
import { validateObject } from '../src/kubernetes/validation/validate';
import { resourceOf } from '../src/manifests/resource-of';
import { parseManifests } from '../src/manifests/yaml/parse';
import { migrate, type Migration } from '../src/migrate/migrate';
import { pickRouter } from '../src/routers/entry';
import { indexRouter } from '../src/routers/index/router-index';
import type { Route, RouterRequest } from '../src/routers/model';

/**
 * Holds what `migrate` claims against recorded answers of the real controller: a request whose class is claimed to be equal must get from the
 * Gateway, as simulated, what the controller answered.
 *
 *     npx tsx bench/migrate-claims.ts ROUTERS.jsonl [CONVERTER-FOLDER] [--controller NAME]
 *
 * `--controller`: whose answers they are, where the classes of the manifests do not say so. Classes are of paths in normal form; other requests are
 * not claimed.
 */
interface Recorded {
  readonly scheme: 'http' | 'https';
  readonly host: string | null;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: that of the scheme. */
  readonly port?: number;
  /** Absent: the host. */
  readonly sni?: string;
  readonly result: {
    readonly service: string | null;
    readonly status: number | null;
    readonly location: string | null;
    readonly rewrittenPath?: string | null;
    /** Where the proxy changed it. */
    readonly pathSentUpstream?: string;
    readonly split?: unknown;
    readonly alternatives?: unknown;
    readonly anyOf?: unknown;
    /** Of several, which a name leads to is left open. */
    readonly byLoadBalancer?: unknown;
    readonly nondeterministic?: boolean;
    readonly uncertain?: unknown;
    /** By weight. */
    readonly candidates?: unknown;
    readonly shares?: unknown;
    readonly nginxLocation?: string;
  };
}

interface Scenario {
  readonly id: string;
  readonly topic: string;
  readonly manifests: readonly JsonObject[];
  readonly admission?: readonly { readonly ingress: string; readonly accepted: boolean }[];
  readonly watched?: readonly string[];
  readonly nginxTest?: { readonly ok: boolean };
  readonly admissible?: boolean;
  /** false: the recorded EndpointSlices are not those that the workloads make. */
  readonly endpointsFromWorkloads?: boolean;
  /** Settings of the controller that are not its defaults. */
  readonly flags?: unknown;
  readonly requests: readonly Recorded[];
}

const counts = { scenarios: 0, same: 0, kept: 0, crashes: 0, objects: 0, refused: 0, claims: 0, truths: 0, requests: 0 };

function lines<T>(file: string): readonly T[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

function attempt(id: string, resources: readonly Resource[], controller: string): Migration | null {
  counts.scenarios += 1;
  try {
    const migration = migrate(resources, settle({ namespace: 'default', controller }, null), { gatewayClass: 'edge' });
    for (const { object } of migration.objects) {
      counts.objects += 1;
      const { violations } = validateObject(object);
      if (violations.length === 0) continue;
      counts.refused += 1;
      console.log(`${id}: refused ${violations.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
    }
    if (migration.changes.length === 0) counts.same += 1;
    if (migration.changes.every(({ change: { kind } }) => kind !== 'lost' && kind !== 'moved')) counts.kept += 1;
    return migration;
  } catch (error) {
    counts.crashes += 1;
    console.log(`${id}: crashed: ${error instanceof Error ? error.stack : String(error)}`);
    return null;
  }
}

/** Equal for requests of one class: the routes that take them on both sides, where they are sent, and what some of a route are refused with. */
function classKey(request: RouterRequest, { before, after }: Migration, answers: Answers): string {
  const [choice, now] = [before, after].map(({ routers }) => pickRouter(routers, request.authority));
  const routes = [choice, now].map((each) => each === null ? null : indexRouter(each.router).find(request).route);
  const { outcome, status } = answers.ofRouter(choice, request).ending;
  return [...routes.map(idOf), request.scheme, request.port, outcome, status].join(' ');
}

const ids = new Map<Route, number>();

function idOf(route: Route | null): string {
  if (route === null) return '-';
  let id = ids.get(route);
  if (id === undefined) ids.set(route, id = ids.size);
  return String(id);
}

/** Classes that are claimed to be equal, by key; one that differs makes its key no claim. */
function claimedKeys(migration: Migration): ReadonlySet<string> {
  const [before, after] = [new Answers(migration.before), new Answers(migration.after)];
  const equal = new Set<string>();
  const different = new Set<string>();
  for (const entry of routerEntries(migration.before, migration.after)) {
    for (const each of entry.classes) {
      for (const request of [each.request, ...otherExamples(entry, each)]) {
        const answers: readonly [Answer, Answer] = [before.ofRouter(entry.before, request), after.ofRouter(entry.after, request)];
        const differs = compareOutcomes(...answers) !== null || isCertificateChanged(...answers) || entry.leftOut.length > 0;
        (differs ? different : equal).add(classKey(request, migration, before));
      }
    }
  }
  return new Set([...equal].filter((key) => !different.has(key)));
}

/** Whether the request is one that classes are made of. */
function isNormal({ host, path, method, headers, result, sni }: Recorded): boolean {
  return host !== null && (sni === undefined || sni === host) && /^[a-z0-9.-]+$/.test(host) && !host.endsWith('.') && !host.startsWith('.') && /^\/[-A-Za-z0-9/._~+*!,;:=@$&'()]*(?:\?.*)?$/.test(path) && !/\/\/|\/\.\.?(?:\/|\?|$)/.test(path)
    && /^[A-Z]+$/.test(method) && !['TRACE', 'CONNECT'].includes(method) && !host.includes('..') && Object.values(headers).every((value) => value === value.trim())
    // pages of the controller itself, which a note says are not compared
    && !['/healthz', '/nginx_status'].includes(result.nginxLocation ?? '');
}

function requestOf({ scheme, host, path, method, headers, port }: Recorded): RouterRequest {
  const at = path.indexOf('?');
  return {
    method,
    scheme,
    authority: host ?? '',
    port: port ?? (scheme === 'https' ? 443 : 80),
    path: at < 0 ? path : path.slice(0, at),
    query: at < 0 ? '' : path.slice(at),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    sni: scheme === 'https' ? host : null,
  };
}

/** Whether the Gateway answers what the controller answered. */
function agrees({ result }: Recorded, { ending, seen }: Answer): boolean {
  const { split, alternatives, anyOf, nondeterministic, uncertain, candidates, shares } = result;
  if (nondeterministic === true || [split, alternatives, anyOf, uncertain, candidates, shares].some((each) => each !== undefined)) return ending.outcome === 'delivered';
  if (result.service !== null) {
    const services = ending.destinations.map(({ service }) => `${service?.namespace}/${service?.name}`);
    const path = (result.rewrittenPath ?? result.pathSentUpstream)?.replace(/\?.*$/, '') ?? seen.path;
    return ending.outcome === 'delivered' && services.some((each) => each === result.service || each.replace('/', '-') === result.service) && path === seen.path;
  }
  if (result.location !== null) return ending.redirect === result.location && ending.status === result.status;
  return ending.outcome !== 'delivered' && (ending.status === result.status || ending.status === null);
}

function judge(scenario: Scenario, migration: Migration): void {
  const claimed = claimedKeys(migration);
  const answers = new Answers(migration.after);
  const readings = new Answers(migration.before);
  for (const each of scenario.requests) {
    counts.requests += 1;
    const request = requestOf(each);
    if (!isNormal(each) || isWithoutSecret(each, migration) || each.result.byLoadBalancer !== undefined) continue;
    if (!claimed.has(classKey(request, migration, readings))) continue;
    const choice = pickRouter(migration.after.routers, request.authority);
    // which of several routers a name leads to is left open
    if (choice === null || choice.questions.some(({ code }) => code === 'router-of-host')) continue;
    const reading = pickRouter(migration.before.routers, request.authority);
    const read = reading === null ? null : readings.ofRouter(reading, request);
    // the input was read otherwise, and that it depends was said
    if (read !== null && read.questions.length > 0 && !agrees(each, read)) continue;
    counts.claims += 1;
    const answer = answers.ofRouter(choice, request);
    if (agrees(each, answer)) counts.truths += 1;
    else console.log(`${scenario.id}: ${each.method} ${each.scheme}://${each.host}${each.path} ${JSON.stringify(each.headers)}: recorded ${JSON.stringify(each.result).slice(0, 200)}, the Gateway ${answer.ending.key.replaceAll('\n', ' ')} ${answer.seen.path}`);
  }
}

/** Secrets that are not in the manifests are taken to exist elsewhere; those of recorded requests did not. */
function isWithoutSecret({ scheme }: Recorded, { before: { routers, cluster } }: Migration): boolean {
  const certificates = routers.flatMap(({ listeners }) => listeners.flatMap((each) => each.certificates));
  const secrets = certificates.flatMap(({ secret }) => secret ?? []);
  return scheme === 'https' && secrets.some(({ namespace, name }) => cluster.find('Secret', namespace, name) === undefined);
}

/** What the controller does not admit, does not watch, or cannot load, is migrated and not judged; neither is which classes it takes for its own. */
function isServed({ admission = [], nginxTest, watched = [], admissible, endpointsFromWorkloads, flags, topic }: Scenario): boolean {
  if (endpointsFromWorkloads === false) return false;
  return (watched.length > 0 || !/^(?:IngressC|c)lass/.test(topic)) && flags === undefined && admissible !== false && nginxTest?.ok !== false && admission.every(({ accepted, ingress }) => accepted && watched.includes(ingress));
}

function main(): void {
  const { values: { controller }, positionals: [file, folder] } = parseArgs({ allowPositionals: true, options: { controller: { type: 'string', default: 'auto' } } });
  if (file === undefined) throw new Error('expected a file of recorded requests');
  for (const scenario of lines<Scenario>(file)) {
    const resources = scenario.manifests.flatMap((object) => resourceOf(object, 'default', NO_ORIGIN) ?? []);
    const migration = attempt(scenario.id, resources, controller);
    if (migration !== null && isServed(scenario)) judge(scenario, migration);
  }
  const { scenarios, same, kept, claims, truths, requests } = counts;
  console.log(`recorded requests: ${truths} of ${claims} claims true (of ${requests} requests)`);
  console.log(`scenarios: ${same} of ${scenarios} migrate with no difference, ${kept} with nothing lost or moved`);
  if (folder !== undefined) converted(folder);
  console.log(`${counts.crashes} crashes, ${counts.refused} of ${counts.objects} objects refused by the API rules`);
  process.exitCode = counts.crashes + counts.refused + (claims - truths) > 0 ? 1 : 0;
}

/** Inputs of another converter. */
function converted(folder: string): void {
  const before = { ...counts };
  const cases = lines<{ readonly id: string; readonly input: string; readonly provider: string }>(join(folder, 'cases.dev.jsonl'));
  for (const { id, input, provider } of cases) {
    const path = join(folder, input);
    if (!existsSync(path)) continue;
    const { resources } = parseManifests(readFileSync(path, 'utf8'), path, { namespace: 'default' });
    attempt(id, resources, CONTROLLERS[provider] ?? 'auto');
  }
  console.log(`converter inputs: ${counts.same - before.same} of ${counts.scenarios - before.scenarios} migrate with no difference, ${counts.kept - before.kept} with nothing lost or moved`);
}

const CONTROLLERS: Readonly<Record<string, string>> = { ingressnginx: 'ingress-nginx', traefik: 'traefik', nginx: 'nginx-inc', common: 'spec' };

main();
