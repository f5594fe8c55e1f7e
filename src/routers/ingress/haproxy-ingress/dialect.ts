import { classFault, whyUnserved } from './class';
import type { PathEntry } from './entries';
import { FACTS } from './facts';
import { hostSettings } from './host-settings';
import { EntryReader } from './read-entries';
import { PRECEDENCE, virtualHosts } from './virtual-hosts';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Certificate, Fault, Filter, Listener, Router } from '../../model';
import { hasSecret } from '../../secrets';
import { isEnabled } from '../annotation-settings';
import { controllerSettings, type ControllerInstallation, type ControllerSettings } from '../controller-settings';
import { oldestFirst } from '../creation-order';
import type { Dialect, DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { routerIdentity } from '../router-identity';
import { tlsSource } from '../sources';

const INSTALLATION: ControllerInstallation = { podNames: FACTS.podNames, configFlag: 'configmap', configNames: ['haproxy-ingress'] };

export const haproxyIngress: Dialect = {
  ...FACTS,
  compile,
  whyUnserved: (cluster) => {
    const { flags } = controllerSettings(cluster, INSTALLATION);
    return (ingress) => whyUnserved(ingress, cluster, flags);
  },
};

function compile(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  const settings = controllerSettings(inputs.cluster, INSTALLATION);
  const faults: Fault[] = [];
  const ordered = [...ingresses].sort(oldestFirst);
  const reader = new EntryReader(inputs, settings);
  const served: Ingress[] = [];
  for (const ingress of ordered) {
    const fault = classFault(ingress, inputs.cluster, settings.flags);
    if (fault !== null) faults.push(fault);
    else served.push(ingress);
  }
  for (const ingress of served) reader.read(ingress);
  return [{
    ...routerIdentity('haproxy-ingress', ordered, inputs),
    listeners: listeners(reader.entries, served, settings, inputs),
    hostSteps: ['lower-case', 'cut-at-colon'],
    pathSteps: [],
    precedence: PRECEDENCE,
    answers: {
      'no-route': { status: 404 },
      'no-service': { status: 404 },
      'no-port': { status: 404 },
      'no-endpoints': { status: 503 },
      'http-on-tls-port': { status: null },
    },
    open: [],
    faults: [...faults, ...reader.faults],
  }];
}

/** https serves the paths of those Ingress objects alone whose `spec.tls` names the host; without any, nothing listens there. */
function listeners(
  entries: readonly PathEntry[], ingresses: readonly Ingress[], settings: ControllerSettings, inputs: DialectInputs,
): readonly Listener[] {
  const status = (name: string): number => Number(settings.config?.data[name] ?? 302) || 302;
  const statuses = { redirectStatus: status('ssl-redirect-code'), redirectToStatus: status('redirect-to-code') };
  const secured = securedEntries(entries, settings);
  const common = { host: { kind: 'any' as const }, source: null };
  const http: Listener = {
    ...common, name: 'http', port: 80, protocol: 'HTTP', tls: 'none', certificates: [], hosts: virtualHosts(entries, { name: 'http', ...statuses }, settings),
  };
  const certificates = certificatesOf(ingresses, inputs);
  if (secured.every((each) => each.isMissing)) return [http];
  return [http, {
    ...common,
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    tls: 'terminate',
    // a host without one of its own gets the certificate that the controller makes up
    certificates: [...certificates, { hosts: [], secret: null, source: secured[0].source }],
    hosts: virtualHosts(secured, { name: 'https', ...statuses }, settings),
  }];
}

function securedEntries(entries: readonly PathEntry[], settings: ControllerSettings): readonly PathEntry[] {
  const byHost = new Map<string, PathEntry[]>();
  for (const entry of entries) {
    const known = byHost.get(entry.host);
    if (known === undefined) byHost.set(entry.host, [entry]);
    else known.push(entry);
  }
  byHost.delete('');
  return [...byHost.values()].flatMap((ofHost) => {
    const read = hostSettings(ofHost, settings);
    const all = isEnabled(read('ssl-always-add-https'));
    return ofHost.filter((entry) => all || entry.hasTls).map((entry) => withClientCertificate(entry, read));
  });
}

/** @see https://haproxy-ingress.github.io/docs/configuration/keys/#auth-tls */
function withClientCertificate(entry: PathEntry, read: ReturnType<typeof hostSettings>): PathEntry {
  const secret = read('auth-tls-secret');
  const verify = read('auth-tls-verify-client')?.value ?? 'on';
  if (secret === null || verify !== 'on') return entry;
  const gate: Filter = { kind: 'gate', needs: 'client-certificate', otherwise: 496, facts: { secret: secret.value }, source: secret.source };
  return { ...entry, rules: { ...entry.rules, gates: [gate, ...entry.rules.gates] } };
}

function certificatesOf(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Certificate[] {
  return ingresses.flatMap((ingress) => ingress.tls.flatMap((tls): readonly Certificate[] => {
    const { secretName } = tls;
    if (tls.hosts.length === 0) return [];
    const exists = secretName !== null && hasSecret(inputs, ingress.namespace, secretName);
    const secret = secretName !== null && exists ? { namespace: ingress.namespace, name: secretName } : null;
    return [{ hosts: tls.hosts.map((host) => hostMatcher(host, 'one')), secret, source: tlsSource(ingress, tls) }];
  }));
}
