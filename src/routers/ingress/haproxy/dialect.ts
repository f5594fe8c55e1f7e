import { classFault, whyUnserved } from './class';
import { defaultBackendRoute } from './default-backend';
import { FACTS } from './facts';
import { listeners } from './listeners';
import { PRECEDENCE } from './paths';
import { PREFIXES } from './prefixes';
import { requestRules } from './request-rules';
import { routesOfHost, type PathEntry, type Scheme } from './routes';
import { backendTarget, targetIfPresent } from './targets';
import type { Ingress, IngressRule } from '../../../kubernetes/ingress';
import type { Fault, Route, Router, VirtualHost } from '../../model';
import { settingReader } from '../annotation-settings';
import { controllerSettings, type ControllerInstallation, type ControllerSettings } from '../controller-settings';
import type { Dialect, DialectInputs } from '../dialect';
import { droppedPart, missingServiceQuestion } from '../dropped-part';
import { hostMatcher } from '../host-matcher';
import { routerIdentity } from '../router-identity';
import { backendSource, hostSource, pathSource } from '../sources';

const INSTALLATION: ControllerInstallation = {
  podNames: FACTS.podNames,
  configFlag: 'configmap',
  configNames: ['haproxy-kubernetes-ingress', 'haproxytech-kubernetes-ingress'],
};

export const haproxy: Dialect = {
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
  const served = ingresses.filter((ingress) => {
    const fault = classFault(ingress, inputs.cluster, settings.flags);
    if (fault !== null) faults.push(fault);
    return fault === null;
  });
  const entries = hostEntries(served, inputs, settings, faults);
  const fallback = defaultBackendRoute(served, inputs, settings, faults);
  const https = virtualHosts(entries, 'https', fallback);
  const redirects = [...entries.values()].some((host) => host.entries.some(({ rules }) => rules.toHttps !== null));
  const http = redirects ? virtualHosts(entries, 'http', fallback) : https;
  return [{
    ...routerIdentity('haproxy', ingresses, inputs),
    listeners: listeners(served, { http, https }, inputs, settings),
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
    faults,
  }];
}

/** The paths by host, as rules write it in lower case. */
function hostEntries(
  ingresses: readonly Ingress[], inputs: DialectInputs, settings: ControllerSettings, faults: Fault[],
): ReadonlyMap<string, { readonly entries: readonly PathEntry[]; readonly sources: VirtualHost['sources'] }> {
  const hosts = new Map<string, { readonly entries: PathEntry[]; readonly sources: VirtualHost['sources'][number][] }>();
  for (const ingress of ingresses) {
    const rules = requestRules(ingress, settingReader(PREFIXES, [ingress], settings.config));
    for (const rule of ingress.rules) {
      const entries = (rule.paths ?? []).flatMap((path): readonly PathEntry[] => {
        const source = pathSource(ingress, path);
        if (rule.host === '' && path.path === '') {
          faults.push(withoutHostAndPath(rule, source));
          return [];
        }
        const backend = backendTarget(ingress, path.backend, inputs, settings);
        const common = { ingress, rule, path: path.path === '' ? { ...path, path: '/' } : path, rules };
        if (backend.kind === 'target') return [{ ...common, backend, open: [] }];
        faults.push(droppedPart('HAProxy', source, backend, `path ${path.path}`));
        if (backend.kind !== 'no-service' || path.backend?.kind !== 'service') return [];
        const open = [missingServiceQuestion(ingress, path.backend, backendSource(ingress, path.backend))];
        return [{ ...common, backend: targetIfPresent(ingress, path.backend), open }];
      });
      if (entries.length === 0) continue;
      const host = rule.host.toLowerCase();
      const known = hosts.get(host) ?? { entries: [], sources: [] };
      hosts.set(host, known);
      known.entries.push(...entries);
      known.sources.push(hostSource(ingress, rule));
    }
  }
  return hosts;
}

function withoutHostAndPath(rule: IngressRule, source: Fault['source']): Fault {
  return {
    kind: 'dropped',
    code: 'no-host-and-path',
    source,
    others: [],
    reason: `HAProxy leaves out a path that has neither host nor path (${rule.fieldPath})`,
    fix: 'set path: /',
  };
}

/** A host that has a rule never falls back to a wildcard, or to rules without host: the default backend gets what its paths do not match. */
function virtualHosts(hosts: ReturnType<typeof hostEntries>, scheme: Scheme, fallback: Route | null): readonly VirtualHost[] {
  const isThere = ({ open }: PathEntry): boolean => open.length === 0;
  const compiled = [...hosts].map(([host, { entries, sources }]) => {
    const missing = routesOfHost(entries.filter((each) => !isThere(each)), scheme);
    const there = entries.filter(isThere);
    return { host, sources, isThere: there.length > 0, ...routesOfHost(there, scheme), possible: [...missing.acl, ...missing.paths] };
  });
  const everywhere = compiled.find(({ host }) => host === '')?.acl ?? [];
  const rest = fallback === null ? [] : [fallback];
  const virtual = compiled.flatMap(({ host, acl, paths, sources, possible, isThere: exists }): readonly VirtualHost[] => {
    const routes = exists || host === '' ? [...acl, ...(host === '' ? [] : everywhere), ...paths, ...rest] : [];
    const more = possible.length === 0 ? {} : { possible };
    const made: VirtualHost = { host: hostMatcher(host, 'one'), routes, onMiss: exists ? 'stop' : 'next-host', sources, ...more };
    // the map holds the wildcard without its star, so that a host which begins with the dot is equal to it
    return host.startsWith('*.') && !hosts.has(host.slice(1)) ? [made, { ...made, host: { kind: 'exact', host: host.slice(1) } }] : [made];
  });
  return hosts.has('') || rest.length === 0 ? virtual : [...virtual, { host: { kind: 'any' }, routes: rest, onMiss: 'stop', sources: [] }];
}
