import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { ingressSource } from '../sources';
import { checkAdmission, inspected, type SettingsOf } from './admission/admission';
import { brokenBy, panics } from './admission/conflicts';
import { inspectAll } from './admission/inspector';
import { brokenConfiguration } from './routes/questions';
import { PRECEDENCE } from './routes/server-routes';
import { virtualHosts } from './routes/virtual-hosts';
import { mergeCanaries } from './servers/canaries';
import { inOrder } from './servers/order';
import { isPlainServer } from './servers/plain-server';
import { addPaths, createServers, type Server } from './servers/servers';
import { createUpstreams } from './servers/upstreams';
import { isNamedByAnnotationAlone, isOfOtherClass } from './servers/watched';
import { readInstallation } from './settings/installation';
import { isRefused, readSettings, type ReadIngress } from './settings/settings';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Certificate, Fault, Listener, Router, VirtualHost } from '../../model';

/** All Ingress objects of a class make one configuration of nginx. */
export function compileIngressNginx(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  if (ingresses.length === 0) return [];
  const installation = readInstallation(inputs);
  const settingsOf: SettingsOf = new Map(ingresses.map((each) => [each, readSettings(each, inputs, installation)]));
  const inspections = inspectAll(ingresses);
  const ignored = ingresses.filter((each) => isNamedByAnnotationAlone(each, inputs.cluster));
  const read = inOrder(ingresses).flatMap((ingress): ReadIngress[] => {
    const settings = settingsOf.get(ingress);
    return settings === undefined || isRefused(settings) || inspections.has(ingress) || ignored.includes(ingress) ? [] : [{ ingress, settings }];
  });
  const upstreams = createUpstreams(read, inputs);
  const servers = createServers(read, upstreams);
  addPaths(read, servers, upstreams);
  const canaryPaths = mergeCanaries(read, servers, upstreams);
  const plain = new Set([...servers.values()].filter(isPlainServer));
  const broken = [...[...servers.values()].flatMap((server) => (plain.has(server) ? [] : brokenBy(server))), ...panics(canaryPaths)];
  const { className, asked, cluster } = inputs;
  const isChecked = (ingress: Ingress): boolean => !ignored.includes(ingress) && !(asked === true && isOfOtherClass(ingress, cluster));
  return [{
    id: { kind: 'Ingress', controller: 'ingress-nginx', className, name: null },
    name: className === null ? 'Ingress objects without a class' : `ingress class ${className}`,
    resources: read.map((each) => each.ingress.resource),
    listeners: listenersOf([...servers.values()], virtualHosts(servers, plain, { inputs, first: ingressSource(ingresses[0]) })),
    hostSteps: ['strip-port', 'lower-case', 'strip-final-dot'],
    pathSteps: ['reject-bad-escapes', 'reject-escaped-nul', 'decode-all', 'merge-slashes', 'reject-parent-of-root', 'dot-segments'],
    refusedMethods: { TRACE: 405, CONNECT: 405 },
    precedence: PRECEDENCE,
    answers: { 'no-route': { status: 404, ...installation.defaultBackend === null ? {} : { open: installation.defaultBackend } }, 'no-service': { status: 503 }, 'no-port': { status: 503 }, 'no-endpoints': { status: 503 }, 'http-on-tls-port': { status: 400 } },
    open: [...installation.open, ...broken.length === 0 ? [] : [brokenConfiguration(broken[0].reason, [broken[0].source, ...broken[0].others])]],
    faults: [
      ...checkAdmission(ingresses.filter(isChecked), settingsOf, { installation, inspections }),
      ...[...inspections.keys()].filter((each) => !isChecked(each)).map((each) => inspected(each, inspections)).filter((each) => each !== null),
      ...broken,
      ...ignored.map(ignoredFault),
    ],
  }];
}

function ignoredFault(ingress: Ingress): Fault {
  const field = 'metadata.annotations[kubernetes.io/ingress.class]';
  return {
    kind: 'ignored',
    code: 'class-annotation-not-read',
    source: { resource: ingress.resource, field, kind: 'annotation' },
    others: [],
    reason: 'ingress-nginx reads no class but nginx in the annotation kubernetes.io/ingress.class',
    fix: 'name the class in spec.ingressClassName',
  };
}

/** Certificates are made when somebody asks for them: many a check of thousands of hosts does not. */
function listenersOf(servers: readonly Server[], hosts: readonly VirtualHost[]): readonly Listener[] {
  let certificates: readonly Certificate[] | undefined;
  return [
    { name: 'http', port: 80, protocol: 'HTTP', tls: 'none', host: { kind: 'any' }, certificates: [], hosts, source: null },
    {
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      tls: 'terminate',
      host: { kind: 'any' },
      get certificates() { return certificates ??= servers.flatMap(certificateOf); },
      hosts,
      source: null,
    },
  ];
}

/** Hosts without a certificate of their own are served with the one that the controller makes. */
function certificateOf({ host, certificate }: Server): readonly Certificate[] {
  if (certificate === null) return [];
  const { ingress, secretName, field } = certificate;
  const source = { resource: ingress.resource, field, kind: 'certificate' as const };
  return [{ hosts: [hostMatcher(host, 'one')], secret: secretName === null ? null : { namespace: ingress.namespace, name: secretName }, source }];
}
