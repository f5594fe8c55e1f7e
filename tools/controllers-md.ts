/** Writes docs/controllers/README.md from runs of one small set of manifests under every controller, so that the page cannot lie. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IngressController, RoutingModel, type RoutingTrace } from '../src';
import { controllerOf } from '../src/constructs/controllers/registry';
import { DIALECTS } from '../src/routers/ingress/registry';

/** The page, relative to the project. */
const CONTROLLERS_PAGE = 'docs/controllers/README.md';

interface Path {
  readonly host?: string;
  readonly path: string;
  readonly type?: 'Exact' | 'ImplementationSpecific';
  readonly to: string;
}

interface Ingress {
  readonly paths?: readonly Path[];
  readonly defaultBackend?: string;
  readonly tls?: true;
}

interface Question {
  readonly what: string;
  /** Older ones first. */
  readonly ingresses: readonly Ingress[];
  readonly url: string;
  /** Whose requests these are, at the router's address. */
  readonly host?: string;
}

const HOST = 'a.example.com';
const one = (...paths: readonly Path[]): readonly Ingress[] => [{ paths: paths.map((each) => ({ host: HOST, ...each })) }];
const at = (path: string): string => `http://<router>${path}`;

const QUESTIONS: readonly Question[] = [
  { what: '`/foo` Exact and `/foo` Prefix: `/foo`', ingresses: one({ path: '/foo', to: 'prefix' }, { path: '/foo', type: 'Exact', to: 'exact' }), url: at('/foo') },
  { what: '`/foo` Exact and `/` Prefix: `/foo`', ingresses: one({ path: '/', to: 'prefix' }, { path: '/foo', type: 'Exact', to: 'exact' }), url: at('/foo') },
  { what: '`/foo` Prefix and `/` Prefix: `/foobar`', ingresses: one({ path: '/foo', to: 'foo' }, { path: '/', to: 'root' }), url: at('/foobar') },
  { what: '`/foo` Prefix: `/foo/`', ingresses: one({ path: '/foo', to: 'foo' }), url: at('/foo/') },
  { what: '`/foo/` Prefix: `/foo`', ingresses: one({ path: '/foo/', to: 'foo' }), url: at('/foo') },
  { what: '`/foo` Exact: `/foo/`', ingresses: one({ path: '/foo', type: 'Exact', to: 'foo' }), url: at('/foo/') },
  { what: '`/foo/` Exact: `/foo`', ingresses: one({ path: '/foo/', type: 'Exact', to: 'foo' }), url: at('/foo') },
  { what: '`/foo` ImplementationSpecific: `/foo/bar`', ingresses: one({ path: '/foo', type: 'ImplementationSpecific', to: 'foo' }), url: at('/foo/bar') },
  { what: 'case: `/foo` Prefix, `/FOO`', ingresses: one({ path: '/foo', to: 'foo' }), url: at('/FOO') },
  { what: 'an encoded slash: `/foo/bar` Prefix, `/foo%2Fbar`', ingresses: one({ path: '/foo/bar', to: 'foo' }), url: at('/foo%2Fbar') },
  { what: 'two slashes: `/foo/bar` Prefix, `/foo//bar`', ingresses: one({ path: '/foo/bar', to: 'foo' }), url: at('/foo//bar') },
  { what: 'dot segments: `/foo` Prefix, `/x/../foo`', ingresses: one({ path: '/foo', to: 'foo' }), url: at('/x/../foo') },
  { what: 'a path that no rule of the host has', ingresses: one({ path: '/foo', to: 'foo' }), url: at('/none') },
  { what: 'the same, beside a rule for every host', ingresses: one({ path: '/foo', to: 'foo' }, { host: '', path: '/', to: 'every-host' }), url: at('/none') },
  { what: '`/` of the host, `/foo` of every host: `/foo`', ingresses: one({ path: '/', to: 'host' }, { host: '', path: '/foo', to: 'every-host' }), url: at('/foo') },
  { what: '`/foo` and a default backend: another path of the host', ingresses: [{ ...one({ path: '/foo', to: 'foo' })[0], defaultBackend: 'default' }], url: at('/none') },
  { what: 'the same: another host', ingresses: [{ ...one({ path: '/foo', to: 'foo' })[0], defaultBackend: 'default' }], url: at('/none'), host: 'other.test' },
  { what: 'a default backend in an Ingress of its own: another path of the host', ingresses: [...one({ path: '/foo', to: 'foo' }), { defaultBackend: 'default' }], url: at('/none') },
  { what: '`*.example.com`: two labels, `x.y.example.com`', ingresses: [{ paths: [{ host: '*.example.com', path: '/', to: 'wildcard' }] }], url: at('/'), host: 'x.y.example.com' },
  { what: 'two Ingress objects with one path', ingresses: [...one({ path: '/', to: 'older' }), ...one({ path: '/', to: 'newer' })], url: at('/') },
  { what: '`/foo` of an Ingress, `/foo/bar` of a newer one: `/foo/bar`', ingresses: [...one({ path: '/foo', to: 'older' }), ...one({ path: '/foo/bar', to: 'newer' })], url: at('/foo/bar') },
  { what: 'http on a host with TLS', ingresses: [{ ...one({ path: '/', to: 'web' })[0], tls: true }], url: at('/x') },
  { what: 'https on a host with TLS', ingresses: [{ ...one({ path: '/', to: 'web' })[0], tls: true }], url: 'https://<router>/x' },
  { what: 'https on a host without TLS', ingresses: one({ path: '/', to: 'web' }), url: 'https://<router>/x' },
  { what: 'a Service that does not exist', ingresses: one({ path: '/', to: 'missing' }), url: at('/') },
  { what: 'a port that the Service lacks', ingresses: one({ path: '/', to: 'web:81' }), url: at('/') },
  { what: 'a Service without endpoints', ingresses: one({ path: '/', to: 'empty' }), url: at('/') },
];

function backend(to: string): object {
  const [name, port = '80'] = to.split(':');
  return { service: { name, port: { number: Number(port) } } };
}

function ingressObject({ paths = [], defaultBackend, tls }: Ingress, order: number, { className, classByAnnotation }: Reader): object {
  const hosts = [...new Set(paths.map(({ host = '' }) => host))];
  const rules = hosts.map((host) => ({
    ...host === '' ? {} : { host },
    http: { paths: paths.filter((each) => (each.host ?? '') === host).map(({ path, type, to }) => ({ path, pathType: type ?? 'Prefix', backend: backend(to) })) },
  }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `ingress-${order}`,
      creationTimestamp: `2026-01-0${order + 1}T00:00:00Z`,
      annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip', ...classByAnnotation ? { 'kubernetes.io/ingress.class': className } : {} },
    },
    spec: {
      ...classByAnnotation ? {} : { ingressClassName: className },
      ...defaultBackend === undefined ? {} : { defaultBackend: backend(defaultBackend) },
      ...rules.length === 0 ? {} : { rules },
      ...tls === undefined ? {} : { tls: [{ hosts: [HOST], secretName: 'tls' }] },
    },
  };
}

function servicesOf(ingresses: readonly Ingress[]): readonly object[] {
  const backends = ingresses.flatMap(({ paths = [], defaultBackend }) => {
    return [...paths.map(({ to }) => to), ...defaultBackend === undefined ? [] : [defaultBackend]];
  });
  const names = new Set(backends);
  return [...names].map((each) => each.split(':')[0]).filter((name) => name !== 'missing').flatMap((name) => [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, annotations: { 'cloud.google.com/neg': '{"ingress": true}' } },
      spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 80 }] },
    },
    ...name === 'empty' ? [] : [{
      apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'example.com/app:1', ports: [{ containerPort: 80 }] }] },
    }],
  ]);
}

const SECRET = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'tls' }, data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } };

interface Reader {
  readonly name: string;
  readonly title: string;
  readonly className: string;
  readonly classController: string;
  /** GKE reads no class from the field. */
  readonly classByAnnotation: boolean;
}

/** The controller of HAProxy Technologies wants the name of the class behind its own. */
const WITH_CLASS_NAME: ReadonlySet<string> = new Set(['haproxy']);

const READERS: readonly Reader[] = [
  { name: 'spec', title: 'the text', className: 'text', classController: 'example.com/text', classByAnnotation: false },
  ...DIALECTS.map(({ name, title, classNames: [className = name], classControllers: [controller] }) => ({
    name, title, className, classController: WITH_CLASS_NAME.has(name) ? `${controller}/${className}` : controller, classByAnnotation: name === 'gce',
  })),
];

function answerOf({ ingresses, url, host = HOST }: Question, reader: Reader): string {
  const { name, className, classController } = reader;
  const classObject = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: className }, spec: { controller: classController } };
  const objects = [classObject, SECRET, ...servicesOf(ingresses), ...ingresses.map((each, i) => ingressObject(each, i, reader))];
  const model = RoutingModel.fromText(objects.map((each) => JSON.stringify(each)).join('\n---\n'), { controller: Object.values(IngressController).find((each) => String(each) === name) });
  const trace = model.trace(url, { headers: { Host: host } });
  // a backend that fails more than its path is told by the rules about backends, and where the request comes by it
  const isOnTheWay = trace.hops.some(({ decision }) => decision.endsWith('is refused by its controller'));
  const refused = isOnTheWay || model.check().some(({ rule }) => rule === 'controller-refuses' || rule === 'breaks-router');
  return `${endText(trace)}${refused ? ', refused' : ''}${trace.dependsOn.length === 0 ? '' : ' ?'}`;
}

function endText({ outcome, status, redirect, destinations, rewrittenPath }: RoutingTrace): string {
  const services = destinations.map(({ service }) => service?.name ?? 'pods').join(', ');
  if (outcome === 'delivered') return `\`${services}\`${rewrittenPath === undefined ? '' : ` (as \`${rewrittenPath}\`)`}`;
  if (redirect !== undefined) return `${status} to \`${redirect}\``;
  return status === undefined ? outcome === 'failed' ? 'no answer' : outcome : `${status}`;
}

function hasPage(name: string): boolean {
  return existsSync(join(__dirname, '../docs/controllers', `${name}.md`));
}

/** The names of all controllers, and what tells each of them: one list, for the command, the config and the constructs. */
function namesTable(): string {
  const rows = DIALECTS.map(({ name, title, classControllers, classNames, annotationPrefixes }) => {
    const member = Object.keys(IngressController).find((key) => String(Reflect.get(IngressController, key)) === name) ?? '';
    const quoted = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ') || '-';
    const page = hasPage(name) ? `[${title}](${name}.md)` : title;
    const writes = WRITES.has(name) ? 'yes' : 'no';
    return `| \`${name}\` | ${page} | \`${member}\` | ${quoted(classControllers)} | ${quoted(classNames)} | ${quoted(annotationPrefixes)} | ${writes} |`;
  });
  return `| name | controller | \`IngressController.\` | \`spec.controller\` of its IngressClass | class names | annotations | PathRouter writes its options |\n|${' --- |'.repeat(7)}\n${rows.join('\n')}`;
}

/** The controllers that `PathRouter` has a writer for. */
const WRITES: ReadonlySet<string> = new Set(Object.values(IngressController).filter((each) => {
  try {
    return controllerOf(each, (message) => new Error(message)) !== undefined;
  } catch {
    return false;
  }
}));

/** The page's text. */
function controllersPage(): string {
  const rows = QUESTIONS.map((question) => `| ${question.what} | ${READERS.map((reader) => answerOf(question, reader)).join(' | ')} |`);
  return [
    '# Controllers',
    '<!-- Written by `npm run controllers` from tools/controllers-md.ts: edit that. -->',
    'A controller has one name everywhere: `--controller`, `controller` and `controllers` of the [config](../concepts/check.md#cdk8s-routingyaml), and the values of '
    + '`IngressController`. `auto` reads each class as its own controller does, and `spec` is the text of the Ingress v1 API. Which controller serves a class is read '
    + 'from its IngressClass, and where the manifests have none, from the name of the class.',
    namesTable(),
    '## The same objects, read by each',
    'What controllers make of the same Ingress objects: each answer is that of a trace. A Service is named by its name; a number is the status that the controller answers by itself. '
    + '`refused`: the controller, or its admission webhook, does not take an object of the question, and the answer is that of a cluster that has it all the same. '
    + '`?`: it depends on what the manifests do not say, which the trace lists.',
    `| | ${READERS.map(({ title }) => title).join(' | ')} |\n| --- |${' --- |'.repeat(READERS.length)}\n${rows.join('\n')}`,
    'The rule [differs-by-controller](../../RULES.md#differs-by-controller), which is off unless the config sets it, says the same of your own manifests: '
    + 'which requests of an Ingress would end elsewhere, with an example for each controller.',
    'The page of each controller says how it reads Ingress objects, and what is not known of it; the text of the Ingress v1 API has [a page](../concepts/ingress.md) too.',
  ].join('\n\n') + '\n';
}

writeFileSync(join(__dirname, '..', CONTROLLERS_PAGE), controllersPage());
