import { spawn } from 'node:child_process';
import * as path from 'node:path';

/** What the commands look at, as `kubectl api-resources -o name` names it. */
const KINDS: ReadonlySet<string> = new Set([
  'services', 'pods', 'endpoints', 'nodes', 'namespaces', 'secrets', 'configmaps', 'replicationcontrollers',
  'endpointslices.discovery.k8s.io', 'deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch',
  'horizontalpodautoscalers.autoscaling', 'ingresses.networking.k8s.io', 'ingressclasses.networking.k8s.io', 'networkpolicies.networking.k8s.io',
  'ingressclassparams.elbv2.k8s.aws', 'certificates.cert-manager.io', 'tlscertificatedelegations.projectcontour.io',
]);
const GATEWAY_API = /\.gateway\.networking\.(?:x-)?k8s\.io$/;

/** Options of kubectl that say which cluster and who asks; each with a value. */
const CLUSTER_OPTIONS: ReadonlySet<string> = new Set([
  '--context', '--kubeconfig', '--cluster', '--user', '--as', '--as-group', '--as-uid', '--server', '--request-timeout',
]);

/** Commands that read no manifests. */
const WITHOUT_MANIFESTS: ReadonlySet<string> = new Set(['help', 'completion', 'lsp']);

/** What a call asks of kubectl, and of the command. */
interface Call {
  readonly kubectl: readonly string[];
  readonly routing: readonly string[];
  readonly namespace: string | null;
}

/**
 * `kubectl routing ...`: runs the command on what the cluster holds.
 *
 * Everything is read, of all namespaces, since requests cross them; a kind that may not be read is told and left out.
 *
 * @returns the exit status
 */
export async function kubectlRouting(args: readonly string[], program: readonly string[]): Promise<number> {
  const call = callOf(args);
  const words = call.routing.filter((arg) => !arg.startsWith('-'));
  const isHelp = words.length === 0 || WITHOUT_MANIFESTS.has(words[0]) || call.routing.some((arg) => ['-h', '--help', '-V', '--version'].includes(arg));
  if (isHelp) return runProgram(program, call.routing, null);
  const items = await readCluster(call);
  if (items === null) return 2;
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1);
  // the cluster is the old side of a diff
  const routing = words[0] === 'diff' ? afterWord(call.routing, 'diff') : [...call.routing, '-'];
  return runProgram(program, routing, list);
}

function callOf(args: readonly string[]): Call {
  const kubectl: string[] = [];
  const routing: string[] = [];
  let namespace: string | null = null;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    const [name] = arg.split('=', 1);
    if (CLUSTER_OPTIONS.has(name)) {
      kubectl.push(arg);
      if (name === arg && i + 1 < args.length) kubectl.push(args[i += 1]);
    } else if (arg !== '-A' && arg !== '--all-namespaces') {
      routing.push(arg);
      if (arg === '-n' || arg === '--namespace') namespace = args[i + 1] ?? null;
      else if (name === '--namespace') namespace = arg.slice(name.length + 1);
    }
  }
  return { kubectl, routing, namespace };
}

function afterWord(args: readonly string[], word: string): readonly string[] {
  const at = args.indexOf(word) + 1;
  return [...args.slice(0, at), '-', ...args.slice(at)];
}

/** The objects; null where there is no cluster, and that was told. */
async function readCluster({ kubectl, namespace }: Call): Promise<readonly unknown[] | null> {
  const known = await run([...kubectl, 'api-resources', '--verbs=list', '-o', 'name']);
  const kinds = known.out.split('\n').filter((kind) => KINDS.has(kind) || GATEWAY_API.test(kind));
  if (kinds.length === 0) {
    tell(known.err.trim() === '' ? `kubectl ended with ${known.status ?? 'a signal'}, and named no kinds` : known.err.trim());
    return null;
  }
  const found = await inTurn(kinds, (kind) => readKind(kind, kubectl, namespace));
  for (const { told } of found) if (told !== null) tell(told);
  if (found.every(({ items }) => items === null)) return null;
  return found.flatMap(({ items }) => items ?? []);
}

interface Found {
  readonly items: readonly unknown[] | null;
  readonly told: string | null;
}

/** All namespaces, or, where that is forbidden, the one that is asked for. */
async function readKind(kind: string, kubectl: readonly string[], namespace: string | null): Promise<Found> {
  const get = (...where: string[]): Promise<Ran> => run([...kubectl, 'get', kind, ...where, '-o', 'json']);
  const all = await get('-A');
  if (all.status === 0) return { items: itemsOf(all.out), told: null };
  const own = await get(...namespace === null ? [] : ['-n', namespace]);
  if (own.status === 0) return { items: itemsOf(own.out), told: `warning: ${kind} of other namespaces may not be read, and are left out` };
  const [reason] = all.err.trim().split('\n');
  return { items: null, told: `warning: ${kind} cannot be read, and are left out: ${reason.replace(/^Error from server \((\w+)\): /, '$1: ')}` };
}

function itemsOf(text: string): readonly unknown[] {
  const { items } = JSON.parse(text) as { readonly items?: unknown };
  return Array.isArray(items) ? items : [];
}

/** More calls at once would wait for the server's limits. */
const AT_ONCE = 6;

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < all.length; i = next++) done[i] = await work(all[i]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', ({ message }) => resolve({ status: null, out: '', err: `error: kubectl cannot be run: ${message}` }));
    child.on('close', (status) => resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}

/** Runs the command, with a text as its standard input. */
function runProgram([file, ...first]: readonly string[], args: readonly string[], input: string | null): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, [...first, ...args], { stdio: [input === null ? 'inherit' : 'pipe', 'inherit', 'inherit'] });
    // a fault of the call ends it before it reads
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
    child.on('error', ({ message }) => {
      tell(`error: ${message}`);
      resolve(2);
    });
    child.on('close', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 2)));
  });
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Runs the plug-in of this process. */
export async function main(): Promise<void> {
  const command = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');
  process.exitCode = await kubectlRouting(process.argv.slice(2), [process.execPath, command]);
}
