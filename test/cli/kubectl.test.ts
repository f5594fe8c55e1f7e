import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** As kubectl runs it. */
const PLUGIN = path.join(ROOT, 'bin', 'kubectl-routing');

/** A kubectl that answers from `cluster.json`, forbids what `forbidden.json` lists, and writes down its calls. */
const KUBECTL = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync('calls.txt', args.join(' ') + '\\n');
const cluster = JSON.parse(fs.readFileSync('cluster.json', 'utf8'));
const forbidden = JSON.parse(fs.readFileSync('forbidden.json', 'utf8'));
if (args.includes('api-resources')) {
  if (cluster === null) { console.error('The connection to the server localhost:8080 was refused'); process.exit(1); }
  console.log([...Object.keys(cluster), 'leases.coordination.k8s.io'].join('\\n'));
  process.exit(0);
}
const kind = args[args.indexOf('get') + 1];
const level = forbidden[kind];
if (level === 'always' || level === 'all' && args.includes('-A')) {
  console.error('Error from server (Forbidden): ' + kind + ' is forbidden: User "me" cannot list resource');
  process.exit(1);
}
console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: cluster[kind] }));
`;

const meta = (name: string) => ({ name, namespace: 'shop' });
const CLUSTER = {
  'services': [{ apiVersion: 'v1', kind: 'Service', metadata: meta('web'), spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }],
  'pods': [{ apiVersion: 'v1', kind: 'Pod', metadata: { ...meta('web'), labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } }],
  'secrets': [{ apiVersion: 'v1', kind: 'Secret', metadata: meta('tls'), type: 'kubernetes.io/tls', data: { 'tls.crt': 'aG9s', 'tls.key': 'c2VjcmV0' } }],
  'gateways.gateway.networking.k8s.io': [],
};

let cwd: string;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'kubectl-'));
  fs.writeFileSync(path.join(cwd, 'kubectl'), KUBECTL, { mode: 0o755 });
  cluster(CLUSTER);
});

afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

function cluster(objects: object | null, forbidden: Readonly<Record<string, 'always' | 'all'>> = {}): void {
  fs.writeFileSync(path.join(cwd, 'cluster.json'), JSON.stringify(objects));
  fs.writeFileSync(path.join(cwd, 'forbidden.json'), JSON.stringify(forbidden));
}

function routing(...args: string[]): { status: number | null; out: string; err: string } {
  const env = { ...process.env, PATH: `${cwd}${path.delimiter}${process.env.PATH ?? ''}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PLUGIN, ...args], { cwd, env, encoding: 'utf8', timeout: 60_000 });
  return { status, out: stdout, err: stderr };
}

const calls = (): string[] => fs.readFileSync(path.join(cwd, 'calls.txt'), 'utf8').trim().split('\n').sort();

test('the cluster is read, with the kinds that it has and the commands know, and the command answers', () => {
  expect(routing('trace', 'http://web', '-n', 'shop', '--from', 'Pod/web', '--context', 'prod', '--kubeconfig=k.yaml'))
    .toMatchObject({ status: 0, out: expect.stringContaining('✔ delivered to Pod shop/web'), err: '' });
  expect(calls()).toEqual([
    '--context prod --kubeconfig=k.yaml api-resources --verbs=list -o name',
    '--context prod --kubeconfig=k.yaml get gateways.gateway.networking.k8s.io -A -o json',
    '--context prod --kubeconfig=k.yaml get pods -A -o json',
    '--context prod --kubeconfig=k.yaml get secrets -A -o json',
    '--context prod --kubeconfig=k.yaml get services -A -o json',
  ]);
});

test('the exit status is that of the command', () => {
  cluster({ ...CLUSTER, services: [{ ...CLUSTER.services[0], spec: { selector: { app: 'wbe' }, ports: [{ port: 80 }] } }] });
  expect(routing('check', '-A')).toMatchObject({ status: 1, out: expect.stringContaining('service-selects-nothing') });
});

test('a kind that may not be read is told, and left out; one that may be read in one namespace is read there', () => {
  cluster(CLUSTER, { secrets: 'always', services: 'all' });
  const { status, err } = routing('check', '-n', 'shop');
  expect(status).toBe(0);
  expect(err).toBe([
    'warning: services of other namespaces may not be read, and are left out\n',
    'warning: secrets cannot be read, and are left out: Forbidden: secrets is forbidden: User "me" cannot list resource\n',
  ].join(''));
  expect(calls()).toContain('get services -n shop -o json');
});

test('a cluster that does not answer is an error, with what kubectl says', () => {
  cluster(null);
  expect(routing('check')).toEqual({ status: 2, out: '', err: 'The connection to the server localhost:8080 was refused\n' });
});

test('the cluster is the old side of a diff', () => {
  fs.writeFileSync(path.join(cwd, 'new.yaml'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: CLUSTER.pods }));
  expect(routing('diff', 'new.yaml', '-n', 'shop')).toMatchObject({ status: 1, out: expect.stringMatching(/lost/) });
});

test('help asks no cluster', () => {
  expect(routing('check', '--help')).toMatchObject({ status: 0, out: expect.stringContaining('Usage: cdk8s-routing check'), err: '' });
  expect(fs.existsSync(path.join(cwd, 'calls.txt'))).toBe(false);
});

test('the package has the plug-in under the name by which kubectl finds it', () => {
  const { bin } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  expect(() => fs.accessSync(path.join(ROOT, bin['kubectl-routing']), fs.constants.X_OK)).not.toThrow();
});
