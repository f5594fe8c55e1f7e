import { masterAnnotations, minionAnnotations, openAnnotations } from './annotations';
import { basicAuth, locationRoutes } from './location-routes';
import { configurationFaults, defaultLocation, locationsOf, type Location } from './locations';
import type { OwnedHost } from './ownership';
import { serverRules } from './server-rules';
import { roleOf } from './validation';
import { openQuestion, type OpenQuestion } from '../../../kubernetes/open-question';
import type { Certificate, Fault, Route, VirtualHost } from '../../model';
import { hasSecret } from '../../secrets';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { hostSource, tlsSource } from '../sources';

/** A server of nginx, on the ports on which it listens. */
export interface Server {
  readonly http: readonly VirtualHost[];
  /** Empty where `spec.tls` does not name the host. */
  readonly https: readonly VirtualHost[];
  readonly certificates: readonly Certificate[];
}

/** The server of a host, with the locations of its Ingress, or of the minions of its master. */
export function compileServer(owned: OwnedHost, inputs: DialectInputs, settings: ControllerSettings, faults: Fault[]): Server {
  const { owner, rule, host, open } = owned;
  const isMaster = roleOf(owner) === 'master';
  const annotations = isMaster ? masterAnnotations(owner.annotations) : owner.annotations;
  const locations = isMaster ? minionLocations(owned, faults) : locationsOf(owner, rule, annotations, open, faults);
  const all = isMaster ? locations : [...locations, ...defaultLocation(owner, rule, annotations, locations)];
  faults.push(...configurationFaults(all));
  const tls = owner.tls.find((each) => each.hosts.includes(host));
  const rules = serverRules(owner, annotations, tls === undefined ? null : tlsSource(owner, tls), settings);
  const gates = isMaster ? basicAuth({ ingress: owner, annotations }) : [];
  const extra = isMaster ? openAnnotations(owner.resource, annotations) : [];
  const routes = locationRoutes(all, inputs)
    .map((route): Route => isMaster ? { ...route, filters: [...gates, ...route.filters], open: [...route.open, ...extra] } : route);
  const sources = [hostSource(owner, rule)];
  const certificate = tls === undefined ? null : certificateOf(owned, tls, inputs);
  const secured = certificate === null ? [] : [...rules.https, ...routes].map((route) => ({ ...route, open: [...route.open, ...certificate.open] }));
  return {
    http: virtualHosts(host, [...rules.http, ...routes], sources),
    https: tls === undefined ? [] : virtualHosts(host, secured, sources),
    certificates: certificate === null ? [] : [certificate.certificate],
  };
}

function minionLocations({ owner, minions, open }: OwnedHost, faults: Fault[]): readonly Location[] {
  return minions.flatMap(({ ingress, rule, open: ofMinion }) =>
    locationsOf(ingress, rule, minionAnnotations(ingress.annotations, owner.annotations), [...open, ...ofMinion], faults));
}

/** `*.example.com` takes names of any depth, and the bare `.example.com`. */
function virtualHosts(host: string, routes: readonly Route[], sources: VirtualHost['sources']): readonly VirtualHost[] {
  const made: VirtualHost = { host: hostMatcher(host, 'many'), routes, onMiss: 'stop', sources };
  return host.startsWith('*.') ? [made, { ...made, host: { kind: 'exact', host: host.slice(1).toLowerCase() } }] : [made];
}

/** Without its Secret a server refuses the handshake, and http is redirected to it all the same. */
function certificateOf(
  { owner, host }: OwnedHost, tls: OwnedHost['owner']['tls'][number], inputs: DialectInputs,
): { readonly certificate: Certificate; readonly open: readonly OpenQuestion[] } {
  const { secretName } = tls;
  const source = tlsSource(owner, tls);
  const secret = secretName === null ? null : { namespace: owner.namespace, name: secretName };
  const certificate: Certificate = { hosts: [hostMatcher(host, 'many')], secret, source };
  const exists = secret !== null && hasSecret(inputs, secret.namespace, secret.name);
  if (exists) return { certificate, open: [] };
  const what = secret === null ? 'the controller runs with -wildcard-tls-secret' : `Secret ${secret.namespace}/${secret.name} exists`;
  return { certificate, open: [openQuestion('tls-secret', { named: secret !== null }, [source], () => `whether ${what}: without it NGINX refuses the TLS handshake for ${host}`)] };
}
